"""The oracle: was anything acked lost, doubled, reordered, or is there a gap in anybody's view?"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable

import psycopg

from tests.faults.talkers import Talker

Row = tuple[int, str, str]  # seq, client_id, text


def stored(database_url: str, chat_sessions: set[str]) -> dict[str, list[Row]]:
    """The public lanes as PostgreSQL has them."""
    found: dict[str, list[Row]] = defaultdict(list)
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT chat_session_id::text, seq, client_id::text, text FROM chat_message"
            " WHERE lane = 'public' AND chat_session_id::text = ANY(%s) ORDER BY chat_session_id, seq",
            [list(chat_sessions)],
        )
        for chat_session, *row in rows:
            found[chat_session].append(tuple(row))
    return found


def faults(talkers: list[Talker], database_url: str) -> list[str]:
    """Everything that is wrong, in words; empty when every promise was kept."""
    lanes = stored(database_url, {talker.talk.chat_session for talker in talkers})
    wrong: list[str] = []
    for chat_session, rows in lanes.items():
        if [seq for seq, _, _ in rows] != list(range(1, len(rows) + 1)):
            wrong.append(f"gap or repeat in the places of {chat_session}")
        if len({client_id for _, client_id, _ in rows}) != len(rows):
            wrong.append(f"doubled in {chat_session}")
    for talker in talkers:
        wrong += _faults_of(talker, lanes[talker.talk.chat_session])
    return wrong


def _faults_of(talker: Talker, rows: list[Row]) -> list[str]:
    wrong = []
    places = {client_id: seq for seq, client_id, _ in rows}
    for client_id, seq in talker.acked.items():
        if places.get(client_id) != seq:
            wrong.append(f"{talker.name}: acked at {seq}, stored at {places.get(client_id)}")
    numbers = [int(text.split()[1]) for _, _, text in rows if text.startswith(f"{talker.name} ")]
    if numbers != list(range(talker.said)):
        wrong.append(f"{talker.name}: said 0…{talker.said - 1}, stored {numbers}")
    if {seq: entry["client_id"] for seq, entry in talker.view.items()} != {seq: cid for seq, cid, _ in rows}:
        wrong.append(f"{talker.name}: sees {len(talker.view)} entries, {len(rows)} are stored")
    if any(live != sorted(live) for live in talker.arrivals):
        wrong.append(f"{talker.name}: entries arrived out of order")
    return wrong


async def until(done: Callable[[], bool], what: str, *, seconds: float = 60.0) -> None:
    """Wait for something that must come true."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"it never came true that {what}"
        await asyncio.sleep(0.05)


async def settle(talkers: list[Talker], database_url: str) -> None:
    """Wait until everything said is acked and everybody has seen everything; then judge."""
    await until(lambda: not any(talker.outbox for talker in talkers), "everything said was acked")

    def all_seen() -> bool:
        lanes = stored(database_url, {talker.talk.chat_session for talker in talkers})
        return all(len(talker.view) == len(lanes[talker.talk.chat_session]) for talker in talkers)

    await until(all_seen, "everybody saw everything")
    wrong = faults(talkers, database_url)
    assert not wrong, "\n".join(wrong)
