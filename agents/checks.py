"""What `manage.py check` says of the settings of assignment."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register()
def check_strategies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every routing strategy can be imported and called."""
    return [
        Error(f"FRONTDESK_STRATEGIES[{name!r}] is {path!r}: {fault}.", id="agents.E001")
        for name, path in settings.FRONTDESK_STRATEGIES.items()
        if (fault := _fault(path)) is not None
    ]


def _fault(path: str) -> str | None:
    try:
        found = import_string(path)
    except ImportError as error:
        return f"it cannot be imported ({error})"
    return None if callable(found) else "it is no function"
