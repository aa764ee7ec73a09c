"""A node that freezes in the middle of a transaction that closes a chat session, the first time it closes one."""

import os
import signal
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_platform.settings")
django.setup()

from chat.services import chat_sessions, events  # noqa: E402
from cs_platform.serve import serve  # noqa: E402


def freeze_first(*args, **kwargs):
    chat_sessions.append_event = events.append_event  # type: ignore[attr-defined]
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(0.5)  # this thread may run on for an instant before the process stands still
    return events.append_event(*args, **kwargs)


chat_sessions.append_event = freeze_first  # type: ignore[attr-defined]

if __name__ == "__main__":
    serve(host="127.0.0.1", port=int(sys.argv[1]), trusted_proxies="")
