"""An entry under its other signature is the same entry: no fork, and nothing missing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.kept import Kept
from offline_queue.records import Recorded
from offline_queue.recover import Verdict
from offline_queue.recover_found import Found, Source, Taken
from offline_queue.recover_twin import content_of, with_hash
from offline_queue.verify import verify
from protocol.code import ticket_text
from protocol.entry import entry_hash, read_entry
from protocol.keys import Algorithm, MemorySigner, key_ring
from tests.offline_queue.making import KIOSK, NODE_KEYS, buy, open_ledger
from tests.offline_queue.recovering import KEYS, Kiosk

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def twin_of(raw: bytes) -> bytes:
    """What anybody can make of a ticket without the key."""
    return raw[:-32] + (ORDER - int.from_bytes(raw[-32:])).to_bytes(32)


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    kiosk = Kiosk(tmp_path)
    kiosk.sell(1, 2, 3, 4)
    return kiosk


def damage(kiosk: Kiosk, entry: Recorded) -> None:
    data = bytearray(kiosk.path.read_bytes())
    at = data.index(entry.raw)
    data[at : at + 200] = bytes(200)
    kiosk.path.write_bytes(data)


def test_both_are_signed_and_say_the_same(kiosk: Kiosk) -> None:
    raw = kiosk.sold[0].raw
    assert read_entry(twin_of(raw), KEYS).entry == kiosk.sold[0].entry
    assert twin_of(raw) != raw
    assert content_of(twin_of(raw)) == content_of(raw)


@given(named_first=st.booleans(), message=st.binary(max_size=40))
def test_the_one_that_is_named_is_found_from_either(named_first: bool, message: bytes) -> None:
    one = message + KIOSK.sign(message)
    two = twin_of(one)
    named = entry_hash(one if named_first else two)
    assert with_hash(one, named) == with_hash(two, named) == (one if named_first else two)
    assert with_hash(one, bytes(32)) is None


def test_it_is_counted_once(tmp_path: Path) -> None:
    with (
        open_ledger(tmp_path / "ledger.db") as ledger,
        Found.create(tmp_path / "found.db", KIOSK.public_key, NODE_KEYS) as found,
    ):
        raw = buy(ledger, 1).raw
        assert found.add(Source.LEDGER, Kept(raw)) is Taken.TAKEN
        assert found.add(Source.TICKETS, Kept(twin_of(raw))) is Taken.TAKEN
        assert found.unanswered().entries == 1
        assert found.by_source(Source.TICKETS) == 1
        assert found.only_in(Source.TICKETS) == 0


def test_a_ticket_that_somebody_changed_makes_no_fork_of_a_whole_ledger(kiosk: Kiosk) -> None:
    report = kiosk.recover(tickets=[ticket_text(twin_of(it.raw)) for it in kiosk.sold])
    assert (report.verdict, report.forks) == (Verdict.UNTOUCHED, ())


@pytest.mark.parametrize("number", [1, 2, 4])
def test_it_mends_a_damaged_ledger_with_the_bytes_that_the_chain_names(
    kiosk: Kiosk, number: int
) -> None:
    """Also the last one, which only the file's own head names."""
    entry = kiosk.sold[number - 1]
    damage(kiosk, entry)
    report = kiosk.recover(tickets=[ticket_text(twin_of(entry.raw))], node=False)
    assert (report.verdict, report.forks, report.missing) == (Verdict.REBUILT, (), ())
    with kiosk.open() as ledger:
        assert ledger.unsent(9, 10**6)[number].raw == entry.raw
    assert verify(kiosk.path, NODE_KEYS).problems == ()


def test_another_content_for_the_same_place_is_still_a_fork(kiosk: Kiosk) -> None:
    older = kiosk.path.read_bytes()
    (other,) = kiosk.sell(5)
    kiosk.path.write_bytes(older)
    kiosk.sell(6)
    report = kiosk.recover(tickets=[ticket_text(twin_of(other.raw))])
    assert (report.verdict, report.forks) == (Verdict.NEW, (5,))


def test_bytes_too_short_for_a_signature_are_refused(tmp_path: Path) -> None:
    with Found.create(tmp_path / "found.db", KIOSK.public_key, NODE_KEYS) as found:
        for size in (0, 1, 31, 63, 64):
            assert found.add(Source.TICKETS, Kept(bytes(size))) is Taken.FOREIGN
    stranger = MemorySigner.generate(Algorithm.ESP256)
    assert stranger.public_key.kid not in key_ring(KIOSK.public_key)
