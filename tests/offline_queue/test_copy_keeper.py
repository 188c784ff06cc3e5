"""The copy follows the primary whatever happens to its medium, and the primary never waits."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.copy_keeper import FIRST_RETRY_S, LOOK_S, CopyKeeper
from offline_queue.earlier import Answered, Remembered
from offline_queue.erase import erase_step
from offline_queue.files import MAX_ASIDE
from offline_queue.ledger import Ledger
from offline_queue.receipts import check_receipt
from offline_queue.second_medium import CopyState, Place
from offline_queue.verify import verify
from protocol.entry import EntryKind, Opening, read_entry
from protocol.keys import Algorithm, MemorySigner, key_ring
from tests.offline_queue.copies import Media, alike, everything, rest
from tests.offline_queue.making import (
    KIOSK,
    NODE_KEYS,
    NOON_S,
    Dice,
    Faults,
    HandTime,
    buy,
    confirm,
    intent,
    receipt_for,
    sold_earlier,
    void,
)

OTHER_KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x09")
OTHER_DISKS = (Path("/dev/shm"), Path("/var/tmp"), Path.home())  # noqa: S108 - told apart by device
MOST_STATEMENTS = 200
YEAR_S = 365 * 24 * 3600


@pytest.fixture
def media(tmp_path: Path) -> Media:
    return Media(tmp_path)


@pytest.fixture
def keeper(media: Media) -> Iterator[CopyKeeper]:
    with media.keeper() as made:
        yield made


def test_a_copy_is_begun_and_holds_all_that_the_ledger_holds(media: Media) -> None:
    with media.ledger() as ledger:
        first = buy(ledger, 1)
        ledger.begin_intent(intent(2))
        ledger.append(void(2))
        ledger.begin_intent(intent(3))
        ledger.store_receipts(confirm(ledger, first))
    assert media.catch_up().state is CopyState.LEVEL
    assert alike(media)
    assert verify(media.copy).problems == ()


def test_each_sale_is_copied_by_the_next_steps(media: Media, keeper: CopyKeeper) -> None:
    with media.ledger() as ledger:
        for number in range(1, 5):
            buy(ledger, number)
            assert rest(keeper).state is CopyState.LEVEL
            assert alike(media)


def test_many_entries_are_taken_in_bounded_steps_and_counted_down(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(*range(1, 301))
    behind = []
    while keeper.step(0.0) == 0.0:
        behind.append(keeper.status.behind)
    assert behind == [173, 45]
    assert keeper.status.state is CopyState.LEVEL
    assert alike(media)


def test_receipts_and_intents_that_come_later_follow(media: Media, keeper: CopyKeeper) -> None:
    with media.ledger() as ledger:
        sold = [buy(ledger, number) for number in range(1, 5)]
        rest(keeper)
        ledger.store_receipts(confirm(ledger, *sold[2:]))
        ledger.begin_intent(intent(9))
        rest(keeper)
        assert alike(media)
        ledger.store_receipts(confirm(ledger, sold[0]))  # refused at first: late for an old entry
        rest(keeper)
        assert alike(media)


def answered(known: Remembered) -> Answered:
    it = known.it
    raw = receipt_for(it.entry.ledger, it.seq, it.hash)
    return Answered(it.hash, check_receipt(raw, NODE_KEYS))


def test_what_is_known_of_earlier_ledgers_follows_with_its_receipts(
    media: Media, keeper: CopyKeeper, tmp_path: Path
) -> None:
    known = [
        it
        for number in range(3)
        for it in sold_earlier(tmp_path / f"old-{'x' * number}.db", *range(1, 50), confirmed=3)
    ]
    with media.ledger() as ledger:
        rest(keeper)
        ledger.remember(known, NOON_S)
        rest(keeper)
        assert alike(media)
        answers = [answered(it) for it in known if it.receipt is None]
        ledger.store_earlier(answers)
        rest(keeper)
        assert alike(media)
    media.sell(200)
    rest(keeper)
    assert alike(media)


def test_an_idle_copy_is_looked_at_now_and_then_and_not_written(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1)
    rest(keeper)
    before = media.copy.stat().st_mtime_ns
    assert keeper.step(50.0) == 50.0 + LOOK_S
    assert media.copy.stat().st_mtime_ns == before


def test_a_pulled_medium_is_missing_and_catches_up_when_it_is_back(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1)
    rest(keeper)
    media.pull()
    media.sell(2)
    assert rest(keeper).state is CopyState.MISSING
    media.sell(3)
    media.put_back()
    assert rest(keeper).state is CopyState.LEVEL
    assert alike(media)


def test_another_stick_in_its_place_gets_a_whole_copy(media: Media, keeper: CopyKeeper) -> None:
    media.sell(1, 2)
    rest(keeper)
    media.pull()
    media.stick.mkdir()
    assert rest(keeper).state is CopyState.LEVEL
    assert alike(media)


def test_a_folder_on_the_primarys_own_disk_is_no_second_medium(media: Media) -> None:
    media.sell(1)
    keeper = CopyKeeper(media.primary, Place(media.copy))
    assert rest(keeper).state is CopyState.SAME_DISK
    assert not media.copy.exists()
    keeper.close()


def test_a_folder_of_another_file_system_is_a_second_medium(media: Media) -> None:
    media.sell(1)
    ours = media.state.stat().st_dev
    elsewhere = [it for it in OTHER_DISKS if it.is_dir() and it.stat().st_dev != ours]
    if not elsewhere:
        pytest.skip("this machine has one file system")
    with tempfile.TemporaryDirectory(dir=elsewhere[0]) as folder:
        keeper = CopyKeeper(media.primary, Place(Path(folder) / "copy.db"))
        assert rest(keeper).state is CopyState.LEVEL
        keeper.close()


def test_a_failing_medium_is_tried_again_less_and_less_often(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1)
    media.copy.mkdir()  # whatever is there, it can't be opened
    assert keeper.step(0.0) == FIRST_RETRY_S
    assert keeper.status.state is CopyState.FAILING
    assert keeper.step(1.0) == max(FIRST_RETRY_S, 1.0 + LOOK_S)
    assert keeper.step(10.0) == 10.0 + 2 * FIRST_RETRY_S
    assert keeper.step(100.0) == 100.0 + 4 * FIRST_RETRY_S
    media.copy.rmdir()
    assert rest(keeper, 1000.0).state is CopyState.LEVEL
    media.sell(2)
    media.pull()
    media.stick.touch()
    assert keeper.step(2000.0) == 2000.0 + LOOK_S


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done but reported failed"])
def test_whatever_statement_fails_on_the_medium_the_copy_gets_level_and_whole(
    tmp_path: Path, after: bool
) -> None:
    struck: list[str] = []
    for at in range(1 + after, MOST_STATEMENTS, 2):  # each statement in one of the two ways
        (tmp_path / str(at)).mkdir()
        media, faults = Media(tmp_path / str(at)), Faults()
        media.sell_and_confirm(1, 2)
        media.catch_up()
        media.sell_and_confirm(3, 4)
        with media.ledger() as ledger:
            ledger.begin_intent(intent(5))
        keeper = CopyKeeper(media.primary, media.place, connect=faults.connect)
        faults.arm(at, after=after)
        rest(keeper)
        if faults.armed:
            keeper.close()
            break
        struck.append(faults.seen[-1])
        assert rest(keeper, 1000.0).state is CopyState.LEVEL
        keeper.close()
        assert alike(media)
        assert list(media.stick.glob("*damaged*")) == []
    assert "COMMIT" in struck
    assert len(struck) > 20


def test_a_medium_that_can_not_be_reached_at_all_is_failing_until_it_can(
    media: Media,
) -> None:
    faults = Faults(cut_off=True)
    media.sell(1)
    keeper = CopyKeeper(media.primary, media.place, connect=faults.connect)
    assert rest(keeper).state is CopyState.FAILING
    assert keeper.status.detail == "disk I/O error"
    faults.cut_off = False
    assert rest(keeper, 1000.0).state is CopyState.LEVEL
    keeper.close()
    assert alike(media)


def test_what_a_torn_cable_left_is_set_aside_and_a_new_copy_is_begun(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1, 2)
    torn = bytes(5000)
    media.copy.write_bytes(torn)
    status = rest(keeper)
    assert status.state is CopyState.LEVEL
    assert status.aside == media.stick / "copy.damaged-1.db"
    assert status.aside.read_bytes() == torn
    assert alike(media)


def test_a_copy_with_a_damaged_page_is_set_aside_whenever_it_is_found(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(*range(1, 60))
    rest(keeper)
    keeper.close()
    whole = media.copy.read_bytes()
    damaged = bytearray(whole)
    damaged[4096 * 2 :] = bytes(len(whole) - 4096 * 2)
    media.copy.write_bytes(damaged)
    media.sell(60)
    for now_s in (0.0, 1000.0, 2000.0):
        status = rest(keeper, now_s)
    assert status.state is CopyState.LEVEL
    assert status.aside is not None
    assert status.aside.read_bytes()[:4096] == whole[:4096]
    assert alike(media)


def test_a_copy_whose_entry_was_altered_is_damaged_and_no_fork(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1, 2)
    rest(keeper)
    keeper.close()
    _alter_newest(media.copy)
    status = rest(keeper)
    assert (status.state, status.proof) == (CopyState.LEVEL, None)
    assert status.aside is not None
    assert alike(media)


def test_a_primary_whose_entry_was_altered_is_not_copied_over_a_whole_copy(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1, 2)
    rest(keeper)
    keeper.close()
    before = everything(media.copy)
    _alter_newest(media.primary)
    assert rest(keeper).state is CopyState.OURS_DAMAGED
    assert everything(media.copy) == before
    assert list(media.stick.glob("*damaged*")) == []


def _alter_newest(path: Path) -> None:
    """One letter of the newest entry's bytes and hash, as a bad disk or a bad person alters it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TRIGGER entries_never_change")
    connection.execute(
        "UPDATE entries SET raw = zeroblob(200), hash = zeroblob(32)"
        " WHERE seq = (SELECT max(seq) FROM entries)"
    )
    connection.close()


def test_the_copy_of_another_kiosk_is_left_alone(media: Media, keeper: CopyKeeper) -> None:
    media.sell(1)
    with Ledger.open(media.copy, OTHER_KIOSK, HandTime(), Dice(5)):
        pass
    before = everything(media.copy)
    assert rest(keeper).state is CopyState.FOREIGN
    assert everything(media.copy) == before


def test_another_programs_database_is_left_alone(media: Media, keeper: CopyKeeper) -> None:
    media.sell(1)
    connection = sqlite3.connect(media.copy)
    connection.execute("CREATE TABLE notes (line TEXT)")
    connection.close()
    before = media.copy.read_bytes()
    assert rest(keeper).state is CopyState.FOREIGN
    assert media.copy.read_bytes() == before


def test_another_ledger_of_this_kiosk_is_left_alone_unless_ours_names_it(media: Media) -> None:
    with Ledger.open(media.copy, KIOSK, HandTime(), Dice(70)) as old:
        old_name = old.name
    before = everything(media.copy)
    media.sell(1)
    assert media.catch_up().state is CopyState.OTHER_LEDGER
    assert everything(media.copy) == before

    media.lose_primary()
    opening = Opening(previous_ledger=old_name)
    with Ledger.open(media.primary, KIOSK, HandTime(), Dice(71), opening=opening):
        pass
    status = media.catch_up()
    assert status.state is CopyState.LEVEL
    assert status.aside == media.stick / "copy.before-1.db"
    assert everything(status.aside) == before
    assert alike(media)


def test_a_primary_that_was_rolled_back_is_told_as_behind_its_copy(media: Media) -> None:
    media.sell(1)
    media.keep_image()
    media.sell(2)
    media.catch_up()
    before = everything(media.copy)
    media.put_image_back()
    assert media.catch_up().state is CopyState.AHEAD
    assert everything(media.copy) == before


def test_a_rolled_back_primary_that_sold_something_else_is_a_fork_with_proof(
    media: Media,
) -> None:
    media.sell(1)
    media.keep_image()
    media.sell(2, 3, 4)
    media.catch_up()
    media.put_image_back()
    media.sell(20)
    before = everything(media.copy)
    status = media.catch_up()
    assert status.state is CopyState.FORK
    assert status.proof is not None
    proved = read_entry(status.proof, key_ring(KIOSK.public_key)).entry
    assert (proved.seq, proved.kind) == (2, EntryKind.SPEND)
    with media.ledger() as ledger:
        ours = ledger.hash_at(2)
    assert ours != read_entry(status.proof, key_ring(KIOSK.public_key)).hash
    assert everything(media.copy) == before


def test_the_copy_follows_when_old_evidence_is_erased(media: Media, keeper: CopyKeeper) -> None:
    clock = HandTime()
    with Ledger.open(media.primary, KIOSK, clock, Dice(3)) as ledger:
        sold = [buy(ledger, number) for number in (1, 2)]
        ledger.store_receipts(confirm(ledger, *sold))
        rest(keeper)
        clock.time_s = NOON_S + YEAR_S
        late = buy(ledger, 3)
        ledger.append(void(4))
        ledger.store_receipts(confirm(ledger, late, time_s=NOON_S + YEAR_S))
        _open_entry_is_answered(ledger)
        erase_step(ledger._session, clock(), 60 * 24 * 3600)
        assert rest(keeper).state is CopyState.LEVEL
    gone = [row for row in everything(media.copy) if row[0] == "evidence"]
    assert [row[1] for row in gone] == [3]
    assert alike(media)


def _open_entry_is_answered(ledger: Ledger) -> None:
    (first,) = ledger.unsent(1, 1_000_000, 0, again=True)
    raw = receipt_for(ledger.name, 0, first.hash, time_s=NOON_S + YEAR_S)
    ledger.store_receipts([check_receipt(raw, NODE_KEYS)])


def test_the_copy_follows_when_old_evidence_of_earlier_ledgers_is_erased(
    media: Media, keeper: CopyKeeper, tmp_path: Path
) -> None:
    clock = HandTime()
    with Ledger.open(media.primary, KIOSK, clock, Dice(3)) as ledger:
        ledger.remember(sold_earlier(tmp_path / "old.db", 21, 22, 23, confirmed=2))
        rest(keeper)
        clock.time_s = NOON_S + YEAR_S
        late = buy(ledger, 3)
        ledger.store_receipts(confirm(ledger, late, time_s=NOON_S + YEAR_S))
        while not ledger.erase_evidence(60 * 24 * 3600).done:
            pass
        assert rest(keeper).state is CopyState.LEVEL
    kept = [row[1] for row in everything(media.copy) if row[0] == "earlier_evidence"]
    assert len(kept) == 1
    assert alike(media)


def test_a_medium_that_damages_again_and_again_is_given_up(
    media: Media, keeper: CopyKeeper
) -> None:
    media.sell(1)
    for number in range(1, MAX_ASIDE + 1):
        (media.stick / f"copy.damaged-{number}.db").write_bytes(b"x")
    media.copy.write_bytes(bytes(5000))
    assert rest(keeper).state is CopyState.FAILING
    assert media.copy.read_bytes() == bytes(5000)


def test_nothing_is_copied_from_a_primary_that_is_not_there(
    media: Media, keeper: CopyKeeper
) -> None:
    assert keeper.step(0.0) > 0.0
    assert not media.copy.exists()
    media.sell(1)
    assert rest(keeper, 1000.0).state is CopyState.LEVEL
