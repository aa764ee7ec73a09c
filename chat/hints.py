"""What a handshake tells of the client's browser."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_CHARS = 400
LANGUAGE = re.compile(r"\s*([A-Za-z0-9-]{1,35})\s*(?:[,;]|$)")


@dataclass(frozen=True, slots=True)
class Hints:
    """As the headers say it; empty where they say nothing. `languages` is the whole `Accept-Language`."""

    user_agent: str = ""
    languages: str = ""

    @property
    def language(self) -> str:
        """The language that is wanted most, as a tag; empty when none can be read."""
        found = LANGUAGE.match(self.languages)
        return found[1] if found else ""


def hints_of(headers: Iterable[tuple[str, str]]) -> Hints:
    """Of a request's headers, names in any case; what is overlong is cut, and what cannot be shown left out."""
    found = {name.lower(): value[:MOST_CHARS] for name, value in headers}
    agent, languages = (
        "".join(filter(str.isprintable, found.get(name, ""))) for name in ("user-agent", "accept-language")
    )
    return Hints(agent, languages)


def hints_of_scope(headers: Iterable[tuple[bytes, bytes]]) -> Hints:
    """The same of an ASGI scope's headers."""
    return hints_of((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
