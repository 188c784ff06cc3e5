"""What the copy has and the primary lost comes back before anything is sold, or nothing is sold."""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any, cast

import pytest

from offline_queue import files, restore
from offline_queue.errors import (
    AlreadyUsed,
    BadEntry,
    CopyAhead,
    Corrupt,
    DiskFailing,
    LedgerGone,
    OtherEntry,
)
from offline_queue.kept import Kept, KeptIntent, KeptReader, Marks
from offline_queue.ledger import Ledger
from offline_queue.restore import Restored, restore_if_ahead
from offline_queue.schema import Identity
from offline_queue.second_medium import CopyState, Source
from offline_queue.verify import verify
from protocol.keys import Algorithm, MemorySigner, key_ring
from tests.offline_queue.copies import Media, alike, everything
from tests.offline_queue.making import (
    KIOSK,
    NODE_KEYS,
    STRANGER,
    Dice,
    HandTime,
    buy,
    code,
    confirm,
    id_of,
    intent,
    sold_earlier,
)

OTHER_KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x09")
KILLED = 9


@pytest.fixture
def media(tmp_path: Path) -> Media:
    """Four sales with receipts for two and one open intent, all of it on the copy."""
    media = Media(tmp_path)
    with media.ledger() as ledger:
        sold = [buy(ledger, number) for number in range(1, 5)]
        ledger.store_receipts(confirm(ledger, *sold[:2]))
        ledger.begin_intent(intent(5))
    media.catch_up()
    return media


def altered(item: Kept) -> Kept:
    """Another last byte, whatever it was: signatures end as they like."""
    return replace(item, raw=item.raw[:-1] + bytes([item.raw[-1] ^ 1]))


@dataclass
class Spoilt:
    """A copy that can be read only so far, or that says something else at a place."""

    it: Source
    spoil: Callable[[int, Kept], Kept | None]

    @property
    def identity(self) -> Identity:
        return self.it.identity

    @property
    def path(self) -> Path:
        return self.it.path

    def marks(self) -> Marks:
        return self.it.marks()

    def hash_at(self, seq: int) -> bytes | None:
        return self.it.hash_at(seq)

    def entries(self, from_seq: int, limit: int) -> tuple[Kept, ...]:
        found = self.it.entries(from_seq, limit)
        spoilt = (self.spoil(from_seq + at, item) for at, item in enumerate(found))
        return tuple(item for item in spoilt if item is not None)

    def receipts(self, from_seq: int, limit: int) -> tuple[tuple[int, bytes], ...]:
        return self.it.receipts(from_seq, limit)

    def intents(self, from_number: int, limit: int) -> tuple[KeptIntent, ...]:
        return self.it.intents(from_number, limit)

    def earlier_entries(self, from_number: int, limit: int) -> tuple[tuple[int, Kept], ...]:
        return self.it.earlier_entries(from_number, limit)

    def earlier_ledgers(self) -> tuple[bytes, ...]:
        return self.it.earlier_ledgers()


def restore_spoilt(media: Media, spoil: Callable[[int, Kept], Kept | None]) -> Restored | CopyState:
    with KeptReader.open(media.copy) as copy:
        return restore_if_ahead(media.primary, KIOSK.public_key, Spoilt(copy, spoil), NODE_KEYS)


def test_a_level_or_longer_primary_is_left_as_it_is(media: Media) -> None:
    before = everything(media.primary)
    assert media.restore() is CopyState.LEVEL
    media.sell(6)
    assert media.restore() is CopyState.BEHIND
    assert everything(media.primary)[: len(before)] != before  # the head has moved: it sold
    assert not media.primary.with_name("ledger.db.restoring").exists()


def test_a_primary_that_is_gone_comes_back_whole_and_sells_on(media: Media) -> None:
    media.lose_primary()
    assert media.restore() == Restored(5)
    assert alike(media)
    assert verify(media.primary, NODE_KEYS).problems == ()
    with media.ledger() as ledger:
        assert [it.id for it in ledger.recover()] == [id_of(5)]
        assert buy(ledger, 6).seq == 6
    assert [it.name for it in media.state.iterdir()] == ["ledger.db"]


def test_what_was_known_of_earlier_ledgers_comes_back_too(media: Media, tmp_path: Path) -> None:
    with media.ledger() as ledger:
        ledger.remember(sold_earlier(tmp_path / "old.db", 21, 22, confirmed=1))
    media.catch_up()
    media.lose_primary()
    media.restore()
    assert alike(media)
    with media.ledger() as ledger:
        with pytest.raises(AlreadyUsed):
            buy(ledger, 30, shown=21)
        assert ledger.slice_used(code(22)[0]) == 15


def test_an_empty_primary_is_as_good_as_gone(media: Media) -> None:
    media.lose_primary()
    media.primary.touch()
    assert media.restore() == Restored(5)
    assert alike(media)


def test_a_log_that_was_left_without_its_file_is_neither_put_aside_nor_written_to(
    media: Media,
) -> None:
    media.lose_primary()
    log = media.primary.with_name("ledger.db-wal")
    log.write_bytes(b"what a killed kiosk left")
    with pytest.raises(LedgerGone, match="its log"):
        media.restore()
    assert [path.name for path in media.state.glob("ledger*")] == [log.name]
    assert log.read_bytes() == b"what a killed kiosk left"
    log.write_bytes(b"")
    assert isinstance(media.restore(), Restored)
    assert verify(media.primary).problems == ()


def test_a_copy_that_is_ahead_and_damaged_in_its_last_entry_alone_is_not_disbelieved(
    media: Media,
) -> None:
    media.keep_image()
    media.sell(6, 7, 8)
    media.catch_up()
    media.put_image_back()

    def spoil_last(seq: int, item: Kept) -> Kept | None:
        return altered(item) if seq == 7 else item

    def spoil_all_but_last(seq: int, item: Kept) -> Kept | None:
        return item if seq in (*range(5), 7) else altered(item)

    for spoil in (spoil_last, spoil_all_but_last):
        with pytest.raises(CopyAhead):
            restore_spoilt(media, spoil)


def test_a_rolled_back_primary_gets_what_it_lacks_and_loses_nothing(media: Media) -> None:
    media.keep_image()
    with media.ledger() as ledger:
        sold = [buy(ledger, number) for number in (6, 7)]
        ledger.store_receipts(confirm(ledger, *sold))
        ledger.begin_intent(intent(8))
    media.catch_up()
    media.put_image_back()
    with media.ledger() as ledger:
        ledger.begin_intent(intent(9))  # asked on the old image, and not yet decided
    assert media.restore() == Restored(2)
    report = verify(media.primary, NODE_KEYS)
    assert (report.entries, report.problems) == (7, ())
    with media.ledger() as ledger:
        assert {it.id for it in ledger.recover()} == {id_of(5), id_of(8), id_of(9)}
        assert ledger.counts().receipts == 4
    assert media.catch_up().state is CopyState.LEVEL


def test_receipts_that_the_node_did_not_make_do_not_come_back(media: Media) -> None:
    media.lose_primary()
    with KeptReader.open(media.copy) as copy:
        strangers = key_ring(STRANGER.public_key)
        restore_if_ahead(media.primary, KIOSK.public_key, copy, strangers)
    with media.ledger() as ledger:
        assert ledger.counts().receipts == 0
        assert ledger.last_node_time() == 0
        assert len(ledger.unsent(10, 1_000_000)) == 5


def test_a_copy_of_another_kiosk_restores_nothing(media: Media) -> None:
    with Ledger.open(media.stick / "other.db", OTHER_KIOSK, HandTime(), Dice(5)):
        pass
    media.lose_primary()
    with KeptReader.open(media.stick / "other.db") as copy:
        found = restore_if_ahead(media.primary, KIOSK.public_key, copy, NODE_KEYS)
    assert found is CopyState.FOREIGN
    assert not media.primary.exists()


def test_another_entry_at_one_place_is_a_fork_with_proof_and_changes_nothing(
    media: Media,
) -> None:
    media.keep_image()
    media.sell(6)
    media.catch_up()
    media.put_image_back()
    media.sell(7, 8)
    before = everything(media.primary)
    with pytest.raises(OtherEntry) as caught:
        media.restore()
    assert caught.value.seq == 5
    assert everything(media.primary) == before


def test_a_copy_that_can_not_prove_its_end_is_damaged_and_no_reason_to_stop(
    media: Media,
) -> None:
    media.keep_image()
    media.sell(6)
    media.catch_up()
    media.put_image_back()

    def spoil_last(seq: int, item: Kept) -> Kept | None:
        return altered(item) if seq == 5 else item

    assert restore_spoilt(media, spoil_last) is CopyState.DAMAGED
    assert restore_spoilt(media, lambda seq, item: None if seq == 5 else item) is CopyState.DAMAGED


def test_a_copy_that_proves_its_end_and_is_damaged_before_it_stops_the_kiosk(
    media: Media,
) -> None:
    media.lose_primary()

    def spoil_middle(seq: int, item: Kept) -> Kept | None:
        return altered(item) if seq == 2 else item

    with pytest.raises(CopyAhead) as caught:
        restore_spoilt(media, spoil_middle)
    assert isinstance(caught.value.__cause__, BadEntry)
    assert not media.primary.exists()
    with pytest.raises(CopyAhead):
        restore_spoilt(media, lambda seq, item: None if seq == 2 else item)


def test_a_medium_torn_away_while_it_is_read_stops_the_kiosk_and_the_next_try_goes_on(
    media: Media,
) -> None:
    media.lose_primary()
    asked = 0

    def tear(seq: int, item: Kept) -> Kept | None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise DiskFailing(media.copy, "gone")
        return item

    with pytest.raises(CopyAhead):
        restore_spoilt(media, tear)
    assert not media.primary.exists()
    assert media.restore() == Restored(5)
    assert alike(media)


def test_a_damaged_primary_is_not_mended_here(media: Media) -> None:
    media.primary.write_bytes(media.primary.read_bytes()[:5000])
    before = media.primary.read_bytes()
    with pytest.raises(Corrupt):
        media.restore()
    assert media.primary.read_bytes() == before


def in_a_child(work: Callable[[], object], kill_at: int) -> bool:
    """Run ``work`` in a process that is killed at a line of the restoring; whether it was."""
    watched = {files.__file__, restore.__file__}
    lines = 0

    def on_line(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401 - sys.settrace's own
        nonlocal lines
        if frame.f_code.co_filename not in watched and frame.f_code.co_name not in (
            "once",
            "close",
        ):
            return None
        if event == "line":
            lines += 1
            if lines == kill_at:
                os._exit(KILLED)
        return on_line

    child = os.fork()
    if child == 0:
        sys.settrace(cast("Any", on_line))
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, KILLED)
    return code == KILLED


@pytest.mark.parametrize(
    ("rolled_back", "every_nth"), [(False, 7), (True, 4)], ids=["gone", "rolled back"]
)
def test_killed_anywhere_while_restoring_the_next_start_has_all_of_it(
    tmp_path: Path, rolled_back: bool, every_nth: int
) -> None:
    killed = 0
    for at in range(1, 10_000, every_nth):
        (tmp_path / str(at)).mkdir()
        media = Media(tmp_path / str(at))
        media.sell_and_confirm(1)
        media.keep_image()
        media.sell_and_confirm(2, 3)
        media.catch_up()
        media.lose_primary()
        if rolled_back:
            media.put_image_back()
        if not in_a_child(media.restore, at):
            break
        killed += 1
        if media.primary.exists():
            report = verify(media.primary)
            assert (report.chain_ok, report.problems) == (True, ())
            assert report.entries in ((2, 4) if rolled_back else (4,))
        media.restore()
        assert alike(media)
        assert list(media.state.glob("*restoring*")) == []
    assert killed > 10


def test_a_copy_is_read_without_being_written(media: Media) -> None:
    media.lose_primary()
    before = media.copy.read_bytes()
    with closing(KeptReader.open(media.copy)) as copy:
        restore_if_ahead(media.primary, KIOSK.public_key, copy, NODE_KEYS)
    assert media.copy.read_bytes() == before
