"""A node that dies after a commit and before anybody hears of it, at the words "last words"."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_platform.settings")
django.setup()

from chat.node import Node  # noqa: E402
from cs_platform.serve import serve  # noqa: E402

tell_stored = Node._tell_stored


def die_instead(self, stored) -> None:
    if any("last words" in draft.text for draft, _ in stored):
        os._exit(9)
    tell_stored(self, stored)


Node._tell_stored = die_instead  # type: ignore[method-assign]

if __name__ == "__main__":
    serve(host="127.0.0.1", port=int(sys.argv[1]), trusted_proxies="")
