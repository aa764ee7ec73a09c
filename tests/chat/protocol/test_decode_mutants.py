from typing import Any

from agents.protocol import AgentRequest
from chat.protocol.decode import Decoder, ref_of
from chat.protocol.refusals import Refused
from chat.protocol.requests import CustomerRequest
from tests.chat.mutants import mutants


def test_a_hundred_thousand_mutated_frames_are_understood_or_refused():
    decoders: list[Decoder[Any]] = [Decoder(CustomerRequest), Decoder(AgentRequest)]
    verdicts: dict[str, int] = {}
    for raw in mutants(100_000):
        for decoder in decoders:
            try:
                decoder.decode(raw)
                verdict = "good"
            except Refused as no:
                verdict = no.code
                ref_of(raw)
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
    assert set(verdicts) == {"good", "bad_frame"}
    assert sum(verdicts.values()) == 200_000
