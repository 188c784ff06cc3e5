"""Clocks that die, jump or are set by hand, over days and years: time never falls; who may buy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.clock import AHEAD_LIMIT_S, BEHIND_LIMIT_S, Moment, card_day_start, settle
from offline_queue.errors import AlreadyUsed
from offline_queue.verify import verify
from protocol.entry import ClockState
from tests.offline_queue.making import NODE_KEYS, buy, code
from tests.offline_queue.test_erase import confirm_all
from tests.offline_queue.village import (
    CARD_DAY_COINS,
    DAY_S,
    ENROLLED_S,
    HOUR_S,
    Village,
    day_start,
)

UNKNOWN, STAFF_SET, TRUSTED, FLOOR = (
    ClockState.UNKNOWN,
    ClockState.STAFF_SET,
    ClockState.TRUSTED,
    ClockState.FLOOR,
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    village = Village(tmp_path / "ledger.db")
    village.wait(9 * HOUR_S)
    village.write()
    yield village
    village.stop()
    assert verify(village.path, NODE_KEYS).problems == ()


def test_a_dead_battery_leaves_the_floor_until_staff_set_the_clock(village: Village) -> None:
    village.wait(2 * DAY_S)
    village.restart_with_dead_battery()
    assert village.at().state is UNKNOWN
    assert village.write().entry.clock is UNKNOWN
    assert village.scan() == "too-early"
    assert village.staff_sets(village.true_s).entry.clock is STAFF_SET
    assert village.at().time_s == village.true_s
    assert village.scan() == "good"
    village.wait(5 * HOUR_S)
    assert village.at() == Moment(village.true_s, STAFF_SET, village.at().ms)
    assert village.scan() == "good"


@pytest.mark.parametrize(
    ("wrong_s", "said"), [(-330, "good"), (-400, "too-early"), (450, "good"), (500, "too-old")]
)
def test_a_clock_set_by_hand_may_be_five_minutes_wrong(
    village: Village, wrong_s: int, said: str
) -> None:
    village.wait(DAY_S)
    village.restart_with_dead_battery()
    village.wait(DAY_S)
    village.staff_sets(village.true_s + wrong_s)
    assert village.scan() == said


def test_a_dead_battery_with_the_node_near_tells_the_nodes_time(village: Village) -> None:
    village.restart_with_dead_battery()
    village.wait(7 * DAY_S)
    village.node_answers()
    for _ in range(10):
        assert village.at().state is UNKNOWN
        assert village.scan() == "good"
        village.wait(600)
        village.node_answers()
    assert village.write().entry.time == village.true_s


@pytest.mark.parametrize("end_s", [2**31, 2**32], ids=["2038", "2106"])
def test_the_ends_of_narrow_clocks_pass_unnoticed(tmp_path: Path, end_s: int) -> None:
    village = Village(tmp_path / "ledger.db", end_s - 2 * HOUR_S)
    village.node_answers()
    for hour in range(6):
        assert village.at() == Moment(village.true_s, TRUSTED)
        assert village.write().entry.time == end_s + (hour - 2) * HOUR_S
        assert village.scan() == "good"
        village.wait(HOUR_S)
        village.restart()
    assert village.ledger.floor_s() == end_s + 3 * HOUR_S
    village.restart_with_dead_battery()
    village.staff_sets(village.true_s)
    assert village.at() == Moment(end_s + 4 * HOUR_S, STAFF_SET)
    village.stop()
    assert verify(village.path, NODE_KEYS).problems == ()


def test_half_an_hour_forward_refuses_codes_and_coming_back_waits(village: Village) -> None:
    village.ahead_s = HOUR_S // 2
    assert village.at() == Moment(village.own_s, TRUSTED)
    assert village.scan() == "too-old"
    sold = village.write()
    village.node_answers()
    assert village.at() == Moment(village.own_s, TRUSTED)  # the rules ask only how far it is behind
    village.ahead_s = 0
    assert village.at() == Moment(sold.entry.time, FLOOR)
    assert village.write().entry.time == sold.entry.time
    assert village.scan() == "too-old"
    village.wait(HOUR_S // 2 + 1)
    assert village.at() == Moment(village.true_s, TRUSTED)
    assert village.scan() == "good"


def test_a_summer_in_which_somebody_keeps_setting_the_clock_back(village: Village) -> None:
    trusted = 0
    for day in range(90):
        village.wait(DAY_S - 7 * HOUR_S)
        if day % 5 == 0:
            village.ahead_s -= HOUR_S * (day % 3 + 1)
        if day % 10 == 9:
            village.ahead_s = 0  # and somebody puts it right
        village.restart()
        for _ in range(7):
            village.wait(HOUR_S)
            if day % 7 == 0:
                village.node_answers()
            assert village.at().time_s <= village.true_s
            trusted += village.write().entry.clock is TRUSTED
    assert 90 < trusted < 7 * 90
    assert village.entries[-1].entry.time > ENROLLED_S + 85 * DAY_S


def test_a_week_without_the_node_has_seven_days_for_a_card(village: Village) -> None:
    sold = 0
    for _ in range(7):
        village.wait(DAY_S)
        while village.card_buys(4):
            sold += 4
    assert sold == 7 * CARD_DAY_COINS


@pytest.mark.parametrize("set_", [False, True])
def test_a_week_by_staffs_word_or_none_is_one_day_for_a_card(village: Village, set_: bool) -> None:
    village.card_buys(8)
    village.restart_with_dead_battery()
    sold = 8
    for day in range(7):
        village.wait(DAY_S)
        if set_:
            village.staff_sets(village.true_s + day * DAY_S)  # however much they help
        while village.card_buys(4):
            sold += 4
    assert sold == CARD_DAY_COINS
    village.node_answers()
    assert village.at().state is UNKNOWN
    assert village.card_buys(CARD_DAY_COINS)  # the node has said that it is another day
    assert not village.card_buys(1)


def test_a_lagging_clock_that_only_follows_the_floor_turns_a_cards_day(village: Village) -> None:
    village.ahead_s = -60
    village.node_answers()
    sold = 0
    for _ in range(7):
        village.wait(DAY_S)
        assert village.at().state is FLOOR
        while village.card_buys(4):
            sold += 4
    assert sold == 7 * CARD_DAY_COINS


@pytest.mark.parametrize("wrong_s", [-HOUR_S, HOUR_S])
def test_staff_was_an_hour_wrong_and_then_the_node_signs_its_time(
    village: Village, wrong_s: int
) -> None:
    village.restart_with_dead_battery()
    village.wait(DAY_S)
    village.staff_sets(village.true_s + wrong_s)
    village.wait(600)
    last = village.write()
    village.node_answers()
    assert village.at().state is UNKNOWN  # its own clock is still of no use
    assert village.write().entry.time == max(last.entry.time, village.true_s)
    assert village.at().time_s == village.true_s
    assert village.scan() == "good"
    village.ahead_s = 0  # somebody puts the machine's own clock right
    assert village.at() == Moment(village.true_s, TRUSTED)
    assert village.scan() == "good"


def test_staff_days_ahead_give_a_card_no_second_day_once_the_node_has_signed(
    village: Village,
) -> None:
    while village.card_buys(4):
        pass
    village.restart_with_dead_battery()
    village.staff_sets(village.true_s + 5 * DAY_S)
    assert not village.card_buys(1)
    village.wait(600)
    village.node_answers()
    assert village.scan() == "good"
    assert not village.card_buys(1)
    village.ahead_s = 0
    assert village.at() == Moment(village.true_s, TRUSTED)
    assert not village.card_buys(1)


def test_2038_in_a_run_poisons_neither_codes_nor_the_ledgers_floor(village: Village) -> None:
    village.node_answers()
    village.ahead_s = 2**31 - village.true_s
    assert village.at().state is UNKNOWN
    assert village.write().entry.clock is UNKNOWN
    assert village.scan() == "good"
    village.ahead_s = 0
    village.restart()
    assert village.at() == Moment(village.true_s, TRUSTED)
    assert village.scan() == "good"


def test_a_restart_ends_staffs_word_and_no_entry_falls(village: Village) -> None:
    village.restart_with_dead_battery()
    village.staff_sets(village.true_s + 2 * DAY_S)
    village.restart_with_dead_battery()
    assert village.at().state is UNKNOWN
    assert village.write().entry.clock is UNKNOWN
    village.ahead_s = 0
    village.restart()
    assert village.at() == Moment(village.true_s, TRUSTED)
    assert village.write().entry.clock is FLOOR  # its time is the entry's before it


def test_a_clock_that_was_off_for_too_long_is_asked_of_staff_too(village: Village) -> None:
    village.wait(AHEAD_LIMIT_S + DAY_S)
    village.restart()
    assert village.at().state is UNKNOWN
    village.staff_sets(village.own_s)
    assert village.at() == Moment(village.true_s, STAFF_SET)
    village.node_answers()
    assert village.at() == Moment(village.true_s, TRUSTED)


def test_staff_can_not_set_the_clock_below_the_floor_nor_a_good_one(village: Village) -> None:
    village.clock.set_by_staff(village.true_s + DAY_S)
    assert village.at() == Moment(village.true_s, TRUSTED)
    village.restart_with_dead_battery()
    floor_s = village.at().time_s
    village.staff_sets(floor_s - DAY_S)
    assert village.at() == Moment(floor_s, STAFF_SET)


def test_staff_puts_a_mistake_right(village: Village) -> None:
    village.restart_with_dead_battery()
    village.staff_sets(village.true_s + 600)
    village.staff_sets(village.true_s)
    assert village.at() == Moment(village.true_s, STAFF_SET)
    assert village.write().entry.time == village.true_s + 600  # waits, and never falls
    village.wait(900)
    assert village.at() == Moment(village.true_s, STAFF_SET)


def test_opening_the_ledger_anew_in_a_run_is_no_word_of_the_node(village: Village) -> None:
    village.restart_with_dead_battery()
    village.staff_sets(village.true_s + HOUR_S)
    village.clock.raise_floor(village.ledger.floor_s())
    assert village.at().state is STAFF_SET


def test_a_code_that_was_used_is_used_however_long_ago_and_whatever_the_clock(
    village: Village,
) -> None:
    used = buy(village.ledger, 5)
    for _ in range(3):
        village.wait(200 * DAY_S)
        village.node_answers()
        confirm_all(village.ledger, village.true_s)
        while not village.ledger.erase_evidence(30 * DAY_S).done:
            pass
        village.restart_with_dead_battery()
        village.staff_sets(village.true_s)
        assert village.ledger.is_used(*code(5)[:2])
        with pytest.raises(AlreadyUsed) as caught:
            buy(village.ledger, 6, shown=5)
        assert caught.value.visit_id == used.id


def test_the_ledger_believes_staff_only_down_to_its_own_floor() -> None:
    floor_s = ENROLLED_S
    near = Moment(floor_s - BEHIND_LIMIT_S, STAFF_SET)
    assert settle(near, floor_s, 0) == Moment(floor_s, STAFF_SET)
    far = Moment(floor_s - BEHIND_LIMIT_S - 1, STAFF_SET)
    assert settle(far, floor_s, floor_s + 9) == Moment(floor_s + 9, UNKNOWN)


@pytest.mark.parametrize("state", ClockState)
def test_which_clocks_turn_a_cards_day(state: ClockState) -> None:
    known_s, now_s = ENROLLED_S, ENROLLED_S + 3 * DAY_S
    turned = card_day_start(Moment(now_s, state), known_s, day_start) == day_start(now_s)
    assert turned is (state in (TRUSTED, FLOOR))
    assert card_day_start(Moment(now_s, state), 0, day_start) in (day_start(0), day_start(now_s))
