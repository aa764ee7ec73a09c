"""What the page of a site accepts."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminColorInputWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextInputWidget,
)

from chat.admin.lines import LinesField
from chat.models import Site, SiteKey, SiteQuestion
from chat.models.site import ORIGIN, UPLOAD_TYPE, default_upload_types

MEGABYTE = 1024 * 1024
LARGEST_MB = 1024
MOST_LIVE_KEYS = 2
OFFICE = [kind for kind in default_upload_types() if "officedocument" in kind]
# What a box stands for, and the media types it allows.
KINDS: dict[str, tuple[Any, list[str]]] = {
    "pictures": (_("Pictures"), ["image/*"]),
    "sound": (_("Voice clips and sound"), ["audio/*"]),
    "films": (_("Films"), ["video/*"]),
    "pdf": (_("PDF"), ["application/pdf"]),
    "office": (_("Word, Excel and PowerPoint"), OFFICE),
    "text": (_("Plain text and CSV"), ["text/plain", "text/csv"]),
    "zip": (_("ZIP archives"), ["application/zip"]),
}


def megabytes(site: Site) -> int:
    return max(1, round(site.upload_max_bytes / MEGABYTE))


def chosen_kinds(site: Site) -> list[str]:
    """The boxes that are ticked."""
    return [key for key, (_label, types) in KINDS.items() if set(types) <= set(site.upload_types)]


def further_types(site: Site) -> list[str]:
    """What no ticked box stands for."""
    boxed = {kind for key in chosen_kinds(site) for kind in KINDS[key][1]}
    return [kind for kind in site.upload_types if kind not in boxed]


class SiteForm(forms.ModelForm):
    """Origins by line, sizes in MB, media types as boxes; whatever has no box stands below them."""

    origins = LinesField(
        label=_("Origins"),
        required=False,
        mend=lambda line: line.rstrip("/"),
        check=[ORIGIN, MaxLengthValidator(200)],
        help_text=_("The pages that may show the chat, one origin to a line: https://shop.example.com"),
    )
    upload_max_mb = forms.IntegerField(
        label=_("Largest file, MB"),
        min_value=1,
        max_value=LARGEST_MB,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Of one file or voice clip."),
    )
    upload_kinds = forms.MultipleChoiceField(
        label=_("What may be sent"),
        choices=[(key, label) for key, (label, _types) in KINDS.items()],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("None at all: nobody sends files here. What a file is, its content says, not its name."),
    )
    upload_more = LinesField(
        label=_("Further media types"),
        required=False,
        rows=2,
        check=[UPLOAD_TYPE, MaxLengthValidator(100)],
        help_text=_("One to a line, such as application/epub+zip or font/*."),
    )

    class Meta:
        model = Site
        fields = ("name", "greeting", "accent_color", "origins", "sneak_peek")
        widgets = {"accent_color": UnfoldAdminColorInputWidget, "greeting": UnfoldAdminTextInputWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.instance
        self.initial.update(
            upload_max_mb=megabytes(site),
            upload_kinds=chosen_kinds(site),
            upload_more=further_types(site),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "upload_max_mb" in self.changed_data and "upload_max_mb" in cleaned:
            self.instance.upload_max_bytes = cleaned["upload_max_mb"] * MEGABYTE
        if {"upload_kinds", "upload_more"} <= cleaned.keys():
            boxed = [kind for key in cleaned["upload_kinds"] for kind in KINDS[key][1]]
            self.instance.upload_types = list(dict.fromkeys([*boxed, *cleaned["upload_more"]]))
        return cleaned


class QuestionForm(forms.ModelForm):
    """A question without a place comes last."""

    choices = LinesField(
        label=_("Choices"),
        required=False,
        rows=2,
        check=[MaxLengthValidator(80)],
        help_text=_("One to a line; empty: customers answer in words of their own."),
    )
    place = forms.IntegerField(
        label=_("Place"), required=False, min_value=1, max_value=99, widget=UnfoldAdminIntegerFieldWidget
    )
    last = 32_767  # the most that the column holds; saving counts anew

    class Meta:
        model = SiteQuestion
        fields = ("place", "text", "choices", "required")

    def clean_place(self) -> int:
        place: int | None = self.cleaned_data["place"]
        return self.last if place is None else place

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choices = cleaned.get("choices", ())
        if len(choices) == 1:
            self.add_error("choices", _("At least two to choose from."))
        self.instance.kind = SiteQuestion.Kind.CHOICE if choices else SiteQuestion.Kind.TEXT
        return cleaned


class KeyForm(forms.ModelForm):
    """A key's name never changes, because tokens carry it; a key that is revoked stays so."""

    revoke = forms.BooleanField(
        label=_("Revoke"), required=False, help_text=_("Tokens that were signed with it are refused at once.")
    )

    class Meta:
        model = SiteKey
        fields = ("kid",)
        labels = {"kid": _("Name of the key")}
        help_texts = {"kid": _("Stands in the header of each token, as “kid”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kid"].disabled = not self.instance._state.adding
        self.fields["revoke"].disabled = self.instance.revoked_at is not None
        self.initial["revoke"] = self.instance.revoked_at is not None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("revoke") and self.instance.revoked_at is None:
            self.instance.revoked_at = timezone.now()
        return cleaned


class KeyFormSet(forms.BaseInlineFormSet):
    """One key is in use and another follows it: more than two at once are a mistake."""

    def clean(self) -> None:
        super().clean()
        live = [form for form in self.forms if form.instance.kid and form.instance.revoked_at is None]
        if len(live) > MOST_LIVE_KEYS:
            raise forms.ValidationError(_("Two keys may be live at once. Revoke one first."))
