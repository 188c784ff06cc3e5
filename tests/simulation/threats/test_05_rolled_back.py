"""Row 5: a ledger is rolled back to an older state, or the whole disk is copied.

What remains: for each copy once more the slices that were live when it was made, until it reports.
"""

from pathlib import Path

import pytest

from kiosk.ledger.opening import FORK_FILE
from kiosk.profile.machine import LEDGER_FILE
from kiosk.visit import Place as At
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.kept import KeptReader
from offline_queue.restore import Restored, restore_if_ahead
from offline_queue.second_medium import CopyState, Place
from tests.simulation.phones import Phone
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought, Stall
from tests.simulation.threats.town import LUNCH, Folk, Town

CROWD = {f"r{number}": Folk(100, (1,)) for number in range(3)}
LIVE = 3 * 50


def opened(make_town: MakeTown, rules: str = "") -> tuple[Town, Stall, list[Phone]]:
    """One kiosk and its guests."""
    town = make_town(2, CROWD, rules)
    return town, town.stall(1), [town.phone(name) for name in CROWD]


def sell_out(town: Town, stall: Stall, phones: list[Phone]) -> int:
    """Everybody buys there while it sells; the coins."""
    before = stall.sold()
    for _ in range(5):
        for phone in phones:
            stall.buy(town.show(phone))
    return stall.sold() - before


def test_with_the_line_a_rolled_back_ledger_is_lengthened_and_nothing_is_sold_twice(
    make_town: MakeTown,
) -> None:
    town, stall, phones = opened(make_town)
    old = stall.keep("old")
    shot = town.show(phones[0])
    stall.line.cut = True
    assert stall.buy(shot) == Bought(LUNCH)
    stall.line.cut = False
    stall.send()
    stall.stop()
    stall.put_back(old)
    stall.start()
    assert stall.buy(shot) == Bought(0, "already-used")
    stall.line.cut = True
    assert stall.sold() + sell_out(town, stall, phones) <= LIVE
    town.settle()
    assert (town.told().lost, town.told().forks) == (0, 0)


def test_without_the_line_it_sells_nothing_that_the_node_may_have(
    make_town: MakeTown,
) -> None:
    town, stall, phones = opened(make_town)
    old = stall.keep("old")
    assert stall.buy(town.show(phones[0])) == Bought(LUNCH)
    stall.send()
    stall.stop()
    stall.put_back(old, only=LEDGER_FILE)  # what is remembered beside the ledger stays
    stall.line.cut = True
    stall.start()
    assert stall.place is At.OUT_OF_ORDER
    assert stall.buy(town.show(phones[0])).reason == "ledger-behind"


def test_the_second_medium_brings_back_what_was_used(make_town: MakeTown, tmp_path: Path) -> None:
    town, stall, phones = opened(make_town)
    primary, place = stall.profile.state / LEDGER_FILE, Place(tmp_path / "copy.db", same_disk=True)
    old, shot = stall.keep("old"), town.show(phones[0])
    stall.line.cut = True
    assert stall.buy(shot) == Bought(LUNCH)
    keeper = CopyKeeper(primary, place)
    for step in range(5):
        keeper.step(1000.0 * step)
    assert keeper.status.state is CopyState.LEVEL
    keeper.close()
    key, node_keys = stall.program.signer.public_key, stall.program.keys
    stall.stop()
    stall.put_back(old, only=LEDGER_FILE)
    with KeptReader.open(place.path) as copy:
        assert isinstance(restore_if_ahead(primary, key, copy, node_keys), Restored)
    stall.start()
    assert stall.buy(shot) == Bought(0, "already-used")
    assert stall.sold() + sell_out(town, stall, phones) <= LIVE
    town.settle()
    assert (town.told().lost, town.told().forks) == (0, 0)


@pytest.mark.parametrize("unsent", [50_000, 50])
@pytest.mark.parametrize("copies", [1, 2])
def test_each_copy_of_the_disk_sells_the_slices_once_more_and_is_found(
    make_town: MakeTown, tmp_path: Path, copies: int, unsent: int
) -> None:
    town, stall, phones = opened(make_town, f"[stand_in]\nunsent_coins = {unsent}\n")
    stall.line.cut = True
    each = town.told_of(1).each
    assert each == min(LIVE, unsent)
    twins = [stall.clone(tmp_path / f"twin-{number}") for number in range(copies)]
    sold = [sell_out(town, one, phones) for one in [stall, *twins]]
    assert all(0 < coins <= each for coins in sold)
    town.stalls += twins
    town.settle()
    booked = sum(town.paid(name) for name in CROWD) + town.told().lost
    assert booked == sold[0]
    assert 0 < sum(sold) - booked <= copies * each  # served, and never booked
    assert town.told().forks == 1
    for twin in twins:  # and found: none of them sells any more
        assert (twin.profile.state / FORK_FILE).exists()
        twin.power_cut()
        assert twin.buy(town.show(phones[0])).reason == "fork"


def test_a_disk_that_was_put_back_whole_sells_once_more_what_was_live_then(
    make_town: MakeTown,
) -> None:
    town, stall, phones = opened(make_town)
    each, old = town.told_of(1).each, stall.keep("old")
    stall.line.cut = True
    first = sell_out(town, stall, phones)
    stall.line.cut = False
    stall.send()
    stall.stop()
    stall.put_back(old)  # also what is remembered beside the ledger
    stall.line.cut = True
    stall.start()
    again = sell_out(town, stall, phones)
    assert 0 < again <= each
    town.settle()
    booked = sum(town.paid(name) for name in CROWD) + town.told().lost
    assert booked == first
    assert stall.buy(town.show(phones[0])).reason == "fork"
    assert sell_out(town, stall, phones) == 0


def test_what_nobody_has_seen_can_be_sold_once_more_and_that_is_the_bound(
    make_town: MakeTown,
) -> None:
    """No node and no second medium knows of the end that is gone: nothing can prove it."""
    town, stall, phones = opened(make_town)
    each, old = town.told_of(1).each, stall.keep("old")
    stall.line.cut = True
    gone = sell_out(town, stall, phones)
    stall.stop()
    stall.put_back(old)
    stall.start()
    again = sell_out(town, stall, phones)
    town.settle()
    booked = sum(town.paid(name) for name in CROWD) + town.told().lost
    assert booked == again
    assert 0 < gone + again - booked <= each
    assert town.told().forks == 0
