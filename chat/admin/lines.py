"""Lists in forms: one to a line, instead of Django's commas."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget


class LinesField(forms.CharField):
    """What stands in the lines of a text, each once, in their order; empty lines are passed over."""

    def __init__(
        self,
        *,
        mend: Callable[[str], str] = str,
        check: Sequence[Callable[[str], None]] = (),
        rows: int = 3,
        **more: Any,
    ) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": rows}), **more)
        self._mend, self._check = mend, check

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = (self._mend(line.strip()) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def run_validators(self, value: Any) -> None:
        for line in value:
            for check in self._check:
                try:
                    check(line)
                except ValidationError as error:
                    raise ValidationError([f"{line}: {told}" for told in error.messages]) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or []) != self.to_python(data))
