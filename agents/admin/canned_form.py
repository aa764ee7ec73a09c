"""What is accepted as a canned reply, from a page or from a line of a CSV file."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from agents.admin.skill_group_form import check_language
from agents.canned import Scope, scope_key
from agents.models import CannedReply
from agents.models.canned_reply import VARIABLES

VARIABLE = re.compile(r"\{([a-z]+\.[a-z_]+)\}")
HEADINGS = {"site": _("Of one site"), "group": _("Of one skill group"), "person": _("Of one agent")}


def label_of(scope: Scope, *, me: str = "") -> str:
    """A scope in words; for the login `me` their own is theirs."""
    if scope.kind == "all":
        return _t("Everybody")
    if scope.kind == "person" and scope.name == me:
        return _t("Only me")
    return scope.name


def choices_of(scopes: Iterable[Scope], *, me: str = "") -> list[Any]:
    """The scopes as a form offers them, by kind."""
    offered: list[Any] = []
    for kind, some in groupby(scopes, key=lambda scope: scope.kind):
        rows = [(scope.key, label_of(scope, me=me)) for scope in some]
        offered += [(HEADINGS[kind], rows)] if kind in HEADINGS and len(rows) > 1 else rows
    return offered


class CannedReplyForm(forms.ModelForm):
    """For one of `scopes`, which are those that whoever sends it may write for."""

    scopes: ClassVar[list[Scope]] = []
    me: ClassVar[str] = ""
    for_whom = forms.ChoiceField(
        widget=UnfoldAdminSelectWidget, label=_("For"), help_text=_("Who finds it in the console.")
    )

    class Meta:
        model = CannedReply
        fields = ("shortcut", "language", "text")
        widgets = {
            "shortcut": UnfoldAdminTextInputWidget,
            "language": UnfoldAdminTextInputWidget,
            "text": UnfoldAdminTextareaWidget(attrs={"rows": 6, "data-variables": " ".join(VARIABLES)}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "for_whom" not in self.fields:  # shown, and not to be changed
            return
        self.fields["for_whom"].choices = choices_of(self.scopes, me=self.me)  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            self.fields["for_whom"].initial = scope_key(self.instance)

    def clean_shortcut(self) -> str:
        shortcut: str = self.cleaned_data["shortcut"]
        return shortcut.lstrip("/").lower()

    def clean_language(self) -> str:
        return check_language(self.cleaned_data["language"])

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        unknown = [name for name in VARIABLE.findall(text) if name not in VARIABLES]
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in VARIABLES)
            raise forms.ValidationError(
                _("Nobody fills in {%(name)s}. There are: %(known)s."),
                params={"name": unknown[0], "known": known},
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("for_whom")
        scope = next((scope for scope in self.scopes if scope.key == chosen), None)
        if scope is not None:
            for column, value in scope.columns.items():
                setattr(self.instance, column, value)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The scope's columns are in no field of their own, and must be unique all the same."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"site", "group", "owner"}
