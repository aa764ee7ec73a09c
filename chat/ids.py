"""Public ids: UUIDv7 (RFC 9562), so that an id tells nothing but its time and indexes stay in order."""

from uuid import UUID

from uuid_utils import compat

NOBODY = UUID(int=0)
"""The sender id of entries that the system itself wrote."""


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return compat.uuid7()
