import math
from types import SimpleNamespace
from uuid import UUID

import pytest

from chat.protocol.refusals import CloseCode, Closing, Refused
from chat.wire.gate import Gate, KeyedBuckets, TokenBucket, refuse_if_too_fast


def gate(**more: object) -> Gate:
    limits = {
        "handshakes_per_ip_per_minute": 3,
        "openings_per_customer_per_minute": 3,
        "visits_per_customer_per_minute": 3,
        "searches_per_agent_per_minute": 3,
        "messages_per_second": 2,
        "messages_burst": 4,
    }
    return Gate(SimpleNamespace(**(limits | more)))


def test_a_burst_passes_and_then_the_rate_holds():
    bucket = TokenBucket(rate=2, burst=3, now=100.0)
    assert [bucket.take(100.0) for _ in range(5)] == [0, 0, 0, 0.5, 0.5]
    assert [bucket.take(100.5), bucket.take(100.5)] == [0, 0.5]


def test_a_pause_gives_back_no_more_than_the_burst():
    bucket = TokenBucket(rate=2, burst=3, now=0.0)
    assert [bucket.take(1_000.0) for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_bucket_that_never_fills_again_says_so():
    assert TokenBucket(rate=0, burst=0, now=0.0).take(1.0) == math.inf


def test_the_refusal_says_when_to_try_again():
    bucket = TokenBucket(rate=2, burst=1, now=0.0)
    refuse_if_too_fast(bucket, 0.0)
    with pytest.raises(Refused) as no:
        refuse_if_too_fast(bucket, 0.0)
    assert (no.value.code, no.value.retry_after) == ("too_fast", 0.55)


def test_each_key_has_its_own_bucket_and_the_longest_unseen_is_forgotten():
    buckets = KeyedBuckets(per_minute=1, most_keys=2)
    assert [buckets.take("a", 0.0), buckets.take("a", 0.0), buckets.take("b", 0.0)] == [0, 60.0, 0]
    buckets.take("c", 0.0)
    assert (buckets.take("a", 0.0), len(buckets._buckets)) == (0, 2)


def test_places_are_given_back_and_the_one_too_many_is_turned_away():
    places = gate()
    with places.admit("ip:1", 2), places.admit("ip:1", 2), places.admit("ip:2", 2):
        with pytest.raises(Closing) as no, places.admit("ip:1", 2):
            pass
        assert no.value.code == CloseCode.TOO_MANY
    with places.admit("ip:1", 1):
        pass
    assert places._open == {}


def test_too_many_handshakes_of_one_address_are_turned_away():
    door = gate()
    for _ in range(3):
        door.handshake("1")
    door.handshake("2")
    with pytest.raises(Closing) as no:
        door.handshake("1")
    assert no.value.code == CloseCode.TOO_MANY


def test_all_exchanges_of_one_client_share_their_buckets():
    door, who = gate(), str(UUID(int=1))
    assert door.polling_buckets(who, 0.0) is door.polling_buckets(who, 1.0)
    assert door.polling_buckets("other", 0.0) is not door.polling_buckets(who, 0.0)
    assert door.message_buckets(0.0) is not door.message_buckets(0.0)
