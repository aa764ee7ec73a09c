"""What text in a frame may hold, whatever the field."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from django.utils.translation import gettext_lazy as _
from msgspec import Meta, Struct

from chat.protocol.refusals import Refused

Check = Callable[[Any], None]


def check_texts(frame: Struct) -> None:
    """Every text of a frame, also in lists and in Structs within. Raises `Refused`."""
    for name, check in _checks_of(type(frame)):
        check(getattr(frame, name))


def check_text(text: str) -> None:
    """What people may write: anything but nothing. Raises `Refused`."""
    check_characters(text)
    if not text.strip():
        raise Refused("blank")


def check_characters(text: str) -> None:
    """What PostgreSQL and UTF-8 cannot hold is refused. Raises `Refused`."""
    if "\x00" in text:
        raise Refused("bad_frame", _("Text may not hold NUL characters."))
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        raise Refused("bad_frame", _("Text may not hold lone surrogates.")) from None


@cache
def _checks_of(kind: type[Struct]) -> tuple[tuple[str, Check], ...]:
    hints = get_type_hints(kind, include_extras=True)
    checks = ((name, _check_for(hints[name])) for name in kind.__struct_fields__)
    return tuple((name, check) for name, check in checks if check is not None)


def _check_for(hint: Any) -> Check | None:
    """By a field's type: what must not be empty must not be blank either."""
    if hint is str:
        return check_characters
    if isinstance(hint, type) and issubclass(hint, Struct):
        return check_texts if _checks_of(hint) else None
    if get_origin(hint) is Annotated:
        inner, *metas = get_args(hint)
        if inner is str and any(isinstance(meta, Meta) and meta.min_length for meta in metas):
            return check_text
        return _check_for(inner)
    checks = [check for member in get_args(hint) if (check := _check_for(member)) is not None]
    if not checks:
        return None
    return _for_each(checks[0]) if get_origin(hint) is list else _unless_null(checks[0])


def _for_each(check: Check) -> Check:
    def check_all(items: list[Any]) -> None:
        for item in items:
            check(item)

    return check_all


def _unless_null(check: Check) -> Check:
    return lambda value: None if value is None else check(value)
