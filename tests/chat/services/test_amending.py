"""Editing and recalling what one wrote: live as by fetch, and never to be read again by who may not."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import F

from chat.ids import new_id
from chat.log.drafts import Stored
from chat.log.reader import entries_after
from chat.log.writer import append
from chat.models import Attachment, ChatSession, FormerText, Message
from chat.protocol.log_events import AmendedEvent
from chat.protocol.refusals import Refused
from chat.services.amending import amend
from tests.chat.attachments.build import ready
from tests.chat.build import answered, chat_session, counters, said

pytestmark = pytest.mark.django_db
MIA = new_id()


@pytest.fixture
def talk() -> ChatSession:
    """Ada asked, Mia answered, and left a note."""
    made: ChatSession = chat_session(responsible=MIA)
    append([said(made, "hello"), answered(made, "god day"), answered(made, "note", lane="staff")])
    return made


def change(
    talk: ChatSession, text: str | None, *, seq: int = 2, lane="public", by: UUID = MIA, **more
) -> Stored:
    asked: dict[str, Any] = {"chat_session": talk.id, "client_id": uuid4()} | more
    return amend(lane=lane, seq=seq, text=text, agent_id=by, agent_name="Mia", **asked)


def refused(talk: ChatSession, text: str | None = "x", **more) -> str:
    """The code; whatever it is, nothing changed."""
    before = state()
    with pytest.raises(Refused) as no:
        change(talk, text, **more)
    assert state() == before
    return no.value.code


def state() -> tuple[list, list, list]:
    everything = Message, FormerText, ChatSession
    return tuple(list(model._default_manager.order_by("pk").values()) for model in everything)  # type: ignore[return-value]


def read(talk: ChatSession, lane="public") -> list[tuple[int, str, str, str]]:
    """As every reader gets it: place, text, whether amended, and whether it is an event."""
    page = entries_after(chat_session=talk.id, lane=lane, after_seq=0)
    return [(e.seq, e.text, e.amended, "" if e.event is None else "amended") for e in page.entries]


def kept() -> list[tuple[int, str, UUID]]:
    """The former texts: of which place, what, and who replaced it."""
    return list(FormerText.objects.values_list("message__seq", "text", "by_id"))


def test_an_edited_message_reads_as_it_does_now_and_the_event_tells_it(talk):
    stored = change(talk, "good day")
    assert (stored.seq, stored.fresh) == (3, True)
    assert read(talk) == [(1, "hello", "", ""), (2, "good day", "edited", ""), (3, "good day", "", "amended")]
    (event,) = entries_after(chat_session=talk.id, lane="public", after_seq=2).entries
    assert (event.kind, event.event) == ("event", AmendedEvent(seq=2, how="edited"))
    assert (event.sender.kind, event.sender.id, event.sender.name) == ("agent", MIA, "Mia")


def test_what_it_said_before_is_kept(talk):
    before = Message.objects.get(lane="public", seq=2).created_at
    change(talk, "good day")
    assert kept() == [(2, "god day", MIA)]
    assert FormerText.objects.get().replaced_at > before
    assert Message.objects.get(lane="public", seq=2).created_at == before


def test_of_a_recalled_message_nothing_is_left_to_read(talk):
    change(talk, None)
    assert read(talk)[1:] == [(2, "", "recalled", ""), (3, "", "", "amended")]
    assert kept() == [(2, "god day", MIA)]


def test_with_a_message_its_file_is_recalled_and_nobody_who_knows_its_address_can_read_it(talk):
    file = ready(talk, by=MIA)
    draft = answered(talk, "", attachment=file.id)
    append([draft])
    change(talk, None, seq=3)
    entry, _ = entries_after(chat_session=talk.id, lane="public", after_seq=2).entries
    assert (entry.kind, entry.text, entry.attachment, entry.amended) == ("file", "", None, "recalled")
    assert Attachment.objects.get().state == "gone"
    assert FormerText.objects.get().attachment_id == file.id
    (again,) = append([draft])
    assert isinstance(again, Stored)
    assert (again.seq, again.fresh) == (3, False)


def test_an_edit_leaves_what_is_attached(talk):
    file = ready(talk, by=MIA)
    append([answered(talk, "see below", attachment=file.id)])
    change(talk, "see above", seq=3)
    entry, _ = entries_after(chat_session=talk.id, lane="public", after_seq=2).entries
    assert entry.attachment is not None
    assert (entry.kind, entry.text, entry.attachment.id) == ("file", "see above", file.id)
    assert Attachment.objects.get().state == "ready"


def test_what_is_refused_leaves_the_file_where_it_was(talk):
    append([answered(talk, "", attachment=ready(talk, by=MIA).id)])
    ChatSession.objects.filter(pk=talk.pk).update(phase="closed")
    assert refused(talk, None, seq=3) == "closed"
    assert Attachment.objects.get().state == "ready"


def test_an_edit_that_was_overtaken_says_nothing_any_more(talk):
    change(talk, "good morning")
    change(talk, "good day")
    change(talk, None)
    assert read(talk) == [
        (1, "hello", "", ""),
        (2, "", "recalled", ""),
        (3, "", "", "amended"),
        (4, "", "", "amended"),
        (5, "", "", "amended"),
    ]
    assert kept() == [(2, "god day", MIA), (2, "good morning", MIA), (2, "good day", MIA)]


def test_edits_of_other_messages_keep_what_they_say(talk):
    append([answered(talk, "second")])
    change(talk, "other", seq=3)
    change(talk, "a better note", seq=1, lane="staff")
    change(talk, "good day")
    assert read(talk)[3:] == [(4, "other", "", "amended"), (5, "good day", "", "amended")]
    assert read(talk, "staff") == [(1, "a better note", "edited", ""), (2, "a better note", "", "amended")]


def test_a_note_is_amended_in_its_own_lane_even_when_the_chat_is_over(talk):
    ChatSession.objects.filter(pk=talk.pk).update(phase="closed")
    assert change(talk, "a better note", seq=1, lane="staff").seq == 2
    assert counters(talk) == (2, 2)


def test_an_amendment_is_no_answer_and_no_question(talk):
    append([said(talk, "and now?")])
    since = ChatSession.objects.get(pk=talk.pk).unanswered_since
    assert since is not None
    change(talk, "good day")
    change(talk, None)
    assert ChatSession.objects.get(pk=talk.pk).unanswered_since == since


@pytest.mark.parametrize("text", ["good day", None])
def test_a_resend_gets_the_first_ones_place_and_changes_nothing(talk, text):
    again: dict[str, Any] = {"client_id": uuid4()}
    first = change(talk, text, **again)
    before = state()
    second = change(talk, text, **again)
    assert ((second.seq, second.at, second.fresh), state()) == ((first.seq, first.at, False), before)


def test_a_resend_that_comes_after_a_later_edit_does_not_undo_it(talk):
    again: dict[str, Any] = {"client_id": uuid4()}
    first = change(talk, "good morning", **again)
    change(talk, "good day")
    assert change(talk, "good morning", **again).seq == first.seq
    assert read(talk)[1] == (2, "good day", "edited", "")


def test_a_resend_of_an_amended_message_gets_its_place_by_what_was_sent_first(talk):
    draft = answered(talk, "thrid")
    append([draft])
    change(talk, "third", seq=3)
    change(talk, None, seq=3)
    (again,) = append([draft])
    assert isinstance(again, Stored)
    assert (again.seq, again.fresh) == (3, False)


@pytest.mark.parametrize(
    ("_case", "other"),
    [("other words", {"text": "x"}), ("recalled", {"text": None}), ("another", {"seq": 3})],
)
def test_the_same_id_with_other_content_is_refused(talk, _case, other):
    append([answered(talk, "second")])
    again: dict[str, Any] = {"client_id": uuid4()}
    change(talk, "good day", **again)
    assert refused(talk, **({"text": "good day"} | other), **again) == "conflict"


def test_the_id_of_a_message_is_no_id_for_its_amendment(talk):
    message = Message.objects.get(lane="public", seq=2)
    assert refused(talk, client_id=message.client_id) == "conflict"


@pytest.mark.parametrize(
    ("_case", "asked", "code"),
    [
        ("the customer's", {"seq": 1}, "forbidden"),
        ("a colleague's", {"by": new_id()}, "forbidden"),
        ("no such place", {"seq": 3}, "unknown"),
        ("before the first", {"seq": 0}, "unknown"),
        ("a place of the other lane", {"seq": 2, "lane": "staff"}, "unknown"),
        ("no such chat session", {"chat_session": new_id()}, "unknown"),
    ],
)
def test_only_ones_own_messages_can_be_amended(talk, _case, asked, code):
    assert refused(talk, **asked) == code
    assert refused(talk, None, **asked) == code


def test_what_happened_cannot_be_amended(talk):
    change(talk, "good day")
    assert refused(talk, seq=3) == "forbidden"


@pytest.mark.parametrize(("seconds_ago", "too_late"), [(890, False), (900, True)])
def test_after_a_while_it_stands(talk, seconds_ago, too_late):
    Message.objects.update(created_at=F("created_at") - timedelta(seconds=seconds_ago))
    if too_late:
        assert refused(talk) == "forbidden"
    else:
        assert change(talk, "good day").seq == 3


def test_with_a_setting_of_zero_nothing_is_ever_amended(talk, settings):
    settings.FRONTDESK = settings.FRONTDESK.model_copy(update={"amend_seconds": 0})
    assert refused(talk) == "forbidden"


@pytest.mark.parametrize("text", ["x", None])
def test_what_was_recalled_stays_so(talk, text):
    change(talk, None)
    assert refused(talk, text) == "stale"


def test_in_a_chat_that_has_ended_nothing_is_amended(talk):
    ChatSession.objects.filter(pk=talk.pk).update(phase="closed")
    assert refused(talk) == "closed"


def test_who_may_not_write_any_more_may_not_amend_either(talk):
    ChatSession.objects.filter(pk=talk.pk).update(responsible_id=new_id())
    assert refused(talk) == "forbidden"


def test_it_costs_a_fixed_number_of_queries(talk, django_assert_num_queries):
    append([answered(talk, str(n)) for n in range(50)])
    with django_assert_num_queries(
        6
    ):  # the savepoint's two, the lock, the resend, the message, the rewriting
        change(talk, "good day")
