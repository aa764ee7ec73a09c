"""A browser's user agent in people's words."""

from functools import lru_cache

import ua_parser

FROZEN = {"Windows": {"10"}, "Mac OS X": {"10"}}
"""Browsers say this version whatever the real one is."""


def browser_of(user_agent: str) -> str:
    """Such as "Edge 131"; empty when it is not known."""
    found = _parsed(user_agent).user_agent
    return "" if found is None else _words(found.family, found.major)


def system_of(user_agent: str) -> str:
    """Such as "Android 14"; empty when it is not known."""
    found = _parsed(user_agent).os
    return "" if found is None else _words(found.family, found.major)


def _words(family: str, major: str | None) -> str:
    return family if not major or major in FROZEN.get(family, ()) else f"{family} {major}"


@lru_cache(maxsize=500)
def _parsed(user_agent: str) -> ua_parser.Result:
    return ua_parser.parse(user_agent)
