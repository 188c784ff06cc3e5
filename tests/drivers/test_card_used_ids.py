"""Ids under which money was asked for: remembered, and not for ever."""

from __future__ import annotations

from drivers.card_terminal.used_ids import MAX_IDS, UsedIds, of_used
from drivers.errors import TenderFailed, TenderUnknown, TerminalLost


def test_the_last_ids_are_known_and_the_memory_has_an_end() -> None:
    used = UsedIds()
    ids = [number.to_bytes(16) for number in range(MAX_IDS)]
    for payment in (*ids, ids[0], bytes(15) + b"!", b"!" * 16):
        used.add(payment)
    assert len(used) == MAX_IDS
    assert ids[0] in used  # used again, it is one of the last
    assert ids[1] not in used


def test_only_what_failed_is_unknown_for_a_used_id() -> None:
    lost, unknown = TerminalLost("it is not there"), TenderUnknown("nobody can say")
    assert of_used(lost) is lost
    assert of_used(unknown) is unknown
    assert isinstance(of_used(TenderFailed("nothing was paid")), TenderUnknown)
