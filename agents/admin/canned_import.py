"""Canned replies from a CSV file: what each line would do, then all of it or nothing."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from agents.admin.canned_form import CannedReplyForm, choices_of
from agents.canned import KINDS, Scope, scope_key
from agents.canned_csv import Row
from agents.models import CannedReply

What = Literal["new", "changed", "same", "wrong"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, and what becomes of it."""

    row: Row
    what: What
    problems: Sequence[str] = ()
    reply: CannedReply | None = None


def plan(rows: Sequence[Row], scopes: list[Scope], *, me: str = "") -> list[Line]:
    """What importing these would do, for somebody who may write for these scopes. Stores nothing."""
    return list(map(_Plan(scopes, me).line, rows))


class _Plan:
    """What is there already, and which lines came before."""

    def __init__(self, scopes: list[Scope], me: str) -> None:
        self.form = type("LineForm", (CannedReplyForm,), {"scopes": scopes, "me": me})
        self.offered = choices_of(scopes, me=me)
        self.scopes: dict[tuple[str, str], list[Scope]] = defaultdict(list)
        for scope in scopes:
            self.scopes[scope.kind, scope.name.casefold()].append(scope)
        keys = {scope.key for scope in scopes}
        stored = CannedReply.objects.select_related("site", "group", "owner")
        self.stored = {
            (reply.shortcut, reply.language, key): reply
            for reply in stored
            if (key := scope_key(reply)) in keys
        }
        self.seen: dict[tuple[str, str, str], int] = {}

    def line(self, row: Row) -> Line:
        scope, problem = self.scope_of(row)
        if scope is None:
            return Line(row, "wrong", [problem])
        key = (row.shortcut.lstrip("/").lower(), row.language, scope.key)
        if key in self.seen:
            return Line(row, "wrong", [_("The same as line %s.") % self.seen[key]])
        self.seen[key] = row.line
        there = self.stored.get(key)
        sent = {"shortcut": row.shortcut, "language": row.language, "text": row.text, "for_whom": scope.key}
        form = self.form(sent, instance=copy(there))
        if not form.is_valid():
            return Line(row, "wrong", [str(said) for errors in form.errors.values() for said in errors])
        if there is not None and there.text == form.instance.text:
            return Line(row, "same")
        return Line(row, "new" if there is None else "changed", reply=form.instance)

    def scope_of(self, row: Row) -> tuple[Scope | None, str]:
        """The scope that a line names; or None, and why not."""
        if row.scope not in KINDS:
            return None, _("“%(scope)s” is none of %(kinds)s.") % {
                "scope": row.scope,
                "kinds": ", ".join(KINDS),
            }
        found = self.scopes[row.scope, row.name.casefold()]
        match found:
            case [scope]:
                return scope, ""
            case []:
                return None, _(
                    "There is no such site, group or agent for whom you may write: “%s”."
                ) % row.name
        return None, _("There are several called “%s”.") % row.name


def counted(lines: Sequence[Line]) -> Counter[What]:
    return Counter(line.what for line in lines)
