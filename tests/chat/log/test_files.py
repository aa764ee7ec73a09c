"""Files in the log: who may send which, once; and what readers get of it."""

from uuid import uuid4

import psycopg
import pytest
from django.utils import timezone

from chat.ids import new_id
from chat.log.drafts import Stored, entry_of
from chat.log.reader import entries_after
from chat.log.writer import append
from chat.models import Attachment, ChatSession, Message
from chat.protocol.refusals import Refused
from tests.chat.attachments.build import ready
from tests.chat.build import answered, chat_session, counters, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk() -> ChatSession:
    return chat_session(responsible=new_id())


def verdict(draft) -> str | int:
    (result,) = append([draft])
    return result.code if isinstance(result, Refused) else result.seq


def sent(file: Attachment) -> bool:
    return Attachment.objects.get(pk=file.pk).sent_at is not None


def test_what_is_told_is_what_is_read(talk):
    picture = ready(talk)
    clip = ready(talk, kind="voice", duration_ms=900, waveform=[0, 100], media_type="audio/webm")
    drafts = [said(talk, "look", attachment=picture.id), said(talk, "", attachment=clip.id), said(talk, "so")]
    places = append(drafts)
    told = [entry_of(d, p) for d, p in zip(drafts, places, strict=True) if isinstance(p, Stored)]
    assert told == entries_after(chat_session=talk.id, lane="public", after_seq=0).entries
    assert [(entry.seq, entry.kind, entry.text) for entry in told] == [
        (1, "file", "look"),
        (2, "voice", ""),
        (3, "text", "so"),
    ]
    first, second, third = (entry.attachment for entry in told)
    assert first is not None
    assert (first.id, first.name, first.bytes, first.url) == (
        picture.id, "shop.png", 70, f"/files/{picture.key}/original/shop.png",
    )  # fmt: skip
    assert second is not None
    assert (second.duration_ms, second.waveform, third) == (900, [0, 100], None)
    assert sent(picture)
    assert sent(clip)


def test_a_file_is_sent_once_and_a_resend_gets_the_first_ones_ack(talk):
    file = ready(talk)
    draft = said(talk, attachment=file.id)
    assert [verdict(draft), verdict(draft), verdict(said(talk, attachment=file.id))] == [1, 1, "gone"]
    assert counters(talk) == (1, 0)


def test_within_one_batch_too(talk):
    file = ready(talk)
    drafts = [said(talk, attachment=file.id) for _ in range(3)]
    results = append([*drafts, said(talk, "so")])
    assert [r.code if isinstance(r, Refused) else r.seq for r in results] == [1, "gone", "gone", 2]


def test_the_same_client_id_with_another_file_is_a_conflict(talk):
    one, other = ready(talk), ready(talk)
    draft = said(talk, attachment=one.id)
    assert [verdict(draft), verdict(said(talk, attachment=other.id, client_id=draft.client_id))] == [
        1,
        "conflict",
    ]
    assert not sent(other)


def test_foreign_files_are_unknown(talk):
    other, agent = chat_session(), talk.responsible_id
    wrong = [
        said(talk, attachment=uuid4()),
        said(talk, attachment=ready(other).id),
        said(talk, attachment=ready(talk, by=agent).id),
        answered(talk, attachment=ready(talk).id),
        answered(talk, attachment=ready(talk, by=new_id()).id),
        said(talk, attachment=ready(other, uploader_id=talk.customer_id).id),
    ]
    assert [verdict(draft) for draft in wrong] == ["unknown"] * len(wrong)
    assert (counters(talk), Attachment.objects.exclude(sent_at=None).count()) == ((0, 0), 0)


@pytest.mark.parametrize("state", ["pending", "refused", "gone"])
def test_what_is_not_ready_cannot_be_sent(talk, state):
    assert verdict(said(talk, attachment=ready(talk, state=state).id)) == "gone"
    assert counters(talk) == (0, 0)


def test_a_refused_message_leaves_its_file_unsent(talk):
    file = ready(talk)
    ChatSession.objects.filter(pk=talk.pk).update(phase="closed")
    assert verdict(said(talk, attachment=file.id)) == "closed"
    assert not sent(file)


def test_agents_send_theirs_in_either_lane(talk):
    files = [ready(talk, by=talk.responsible_id) for _ in range(2)]
    drafts = [
        answered(talk, "", attachment=f.id, lane=where)
        for f, where in zip(files, ("public", "staff"), strict=True)
    ]
    assert [verdict(draft) for draft in drafts] == [1, 1]


def test_a_file_that_is_gone_is_not_read_any_more(talk):
    file = ready(talk, sent_at=timezone.now(), state="gone")
    append([said(talk, "look")])
    Message.objects.update(attachment_id=file.id, kind="file")
    (entry,) = entries_after(chat_session=talk.id, lane="public", after_seq=0).entries
    assert (entry.kind, entry.attachment) == ("file", None)


def test_a_text_costs_two_statements_and_a_file_one_more(talk, monkeypatch):
    asked: list[str] = []
    execute = psycopg.Cursor.execute
    monkeypatch.setattr(
        psycopg.Cursor,
        "execute",
        lambda self, sql, *a, **k: (asked.append(sql), execute(self, sql, *a, **k))[1],
    )
    append([said(talk)])
    texts, asked[:] = len(asked), []
    append([said(talk, attachment=ready(talk).id)])
    assert (texts, sum("FOR NO KEY UPDATE" in sql or "chat_message" in sql for sql in asked)) == (2, 3)
