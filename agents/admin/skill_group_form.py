"""What the page of a skill group accepts."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelect2Widget, UnfoldAdminSelectWidget

from agents.models import SkillGroup
from agents.rules.overflow import comes_back
from agents.strategies import choices

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
SHORTEST_OFFER_SECONDS = 3
LABELS = {
    "is_default": "Default group",
    "strategy": "Asked first",
    "for_everyone": "Everybody is in it",
    "sticky": "Last agent first",
    "auto_accept": "No ringing",
    "offer_seconds": "Rings, seconds",
    "misses_until_away": "Misses until away",
    "wrap_up_seconds": "Wrap-up, seconds",
    "grace_seconds": "Grace, seconds",
    "queue_cap": "Most waiting",
    "ageing_seconds": "Ageing, seconds",
    "max_wait_seconds": "Longest wait, seconds",
    "warn_idle_seconds": "Ask after, seconds",
    "close_idle_seconds": "Close after, seconds",
    "idle_frees_slot_seconds": "Does not count after, seconds",
    "reopen_seconds": "Reopens within, seconds",
}


def check_language(language: str) -> str:
    """The tag, or nothing for any language. Raises `ValidationError`."""
    if language and not LANGUAGE_TAG.fullmatch(language):
        raise forms.ValidationError(_("A language tag such as zh, en-GB or pt-BR."))
    return language


def time_zones() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(available_timezones()) if "/" in name or name == "UTC"]


class SkillGroupForm(forms.ModelForm):
    """The default is handed over by ticking it on another group, so that there is one at every moment."""

    strategy = forms.ChoiceField(
        widget=UnfoldAdminSelectWidget,
        label=LABELS["strategy"],
        help_text="Who of several free agents is offered a chat session.",
    )
    time_zone = forms.ChoiceField(
        widget=UnfoldAdminSelect2Widget, help_text="Of the hours and holidays below."
    )

    class Meta:
        labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("strategy", choices(), " (not installed: least loaded)")
        self._offer("time_zone", time_zones(), "")

    def _offer(self, name: str, offered: list[tuple[str, str]], note: str) -> None:
        """The choices, and what is stored even if it is no longer one of them."""
        stored = self.fields[name].initial = getattr(self.instance, name)
        if stored not in dict(offered):
            offered = [(stored, f"{stored}{note}"), *offered]
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean_is_default(self) -> bool:
        wanted: bool = self.cleaned_data["is_default"]
        if self.initial.get("is_default") and not wanted:
            raise forms.ValidationError(
                "There must be a default: tick this on another group, which takes over."
            )
        return wanted

    def clean_language(self) -> str:
        return check_language(self.cleaned_data["language"])

    def clean_offer_seconds(self) -> int:
        seconds: int = self.cleaned_data["offer_seconds"]
        if seconds < SHORTEST_OFFER_SECONDS:
            raise forms.ValidationError(f"At least {SHORTEST_OFFER_SECONDS} s: nobody answers faster.")
        return seconds

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        overflow = cleaned.get("overflow_group")
        if overflow is not None:
            leads_to = dict(SkillGroup.objects.values_list("pk", "overflow_group"))
            if comes_back(self.instance.pk, leads_to | {self.instance.pk: overflow.pk}):
                self.add_error("overflow_group", "From there it would come back to this group.")
        elif cleaned.get("max_wait_seconds") is not None:
            self.add_error("overflow_group", "Which group takes over after the longest wait?")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """That there is one default is held by handing it over, not by refusing the second."""
        return {*super()._get_validation_exclusions(), "is_default"}  # type: ignore[misc]


class HolidayForm(forms.ModelForm):
    """Closed all day, or one stretch."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("opens") is None) != (cleaned.get("closes") is None):
            self.add_error("closes", "Both times, or none: then it is closed all day.")
        return cleaned
