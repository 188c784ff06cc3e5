"""Each row's test fails when its mitigation is taken away: so it is that which it shows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from tests.simulation.threats import test_01_screenshot as row_1
from tests.simulation.threats import test_02_overcharged as row_2
from tests.simulation.threats import test_03_copied_card as row_3
from tests.simulation.threats import test_04_stolen_kiosk as row_4
from tests.simulation.threats import test_05_rolled_back as row_5
from tests.simulation.threats import test_06_invented_earnings as row_6
from tests.simulation.threats import test_07_clock as row_7
from tests.simulation.threats import test_08_both_media_lost as row_8
from tests.simulation.threats import test_09_hostile_node as row_9
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.planted import PLANTED, planted

Row = Callable[[MakeTown], None]

ROWS: Final[dict[str, Row]] = {
    "codes_forgotten": row_1.test_it_serves_once_with_the_node_and_once_at_each_home_without,
    "codes_forgotten_by_the_node": (
        row_1.test_it_serves_once_with_the_node_and_once_at_each_home_without
    ),
    "codes_without_age": partial(
        row_1.test_it_counts_for_four_minutes_in_all, ahead_s=-181, reason="too-old"
    ),
    "double_entries_unflagged": row_2.test_a_second_entry_of_one_showing_is_flagged,
    "challenges_ignored": partial(
        row_2.test_what_was_signed_for_one_payment_passes_for_no_other, signed={"amount": 5}
    ),
    "offers_paid_again": partial(row_2.test_what_was_signed_for_an_offer_is_taken_once, seed=0),
    "tries_after_the_comparison": (
        row_3.test_the_power_going_between_try_and_comparison_gives_no_further_try
    ),
    "days_without_limit": row_3.test_with_the_pin_it_is_a_day_limit_a_day_and_its_limit_in_all,
    "revocations_forgotten": row_3.test_a_report_reaches_a_kiosk_that_has_the_line_at_once,
    "unsent_without_limit": partial(
        row_4.test_retired_it_costs_its_live_slices_or_the_unsent_limit_if_less,
        unsent=80,
        reason="too-much-unsent",
    ),
    "retirement_unwritten": row_4.test_back_on_the_line_it_gets_nothing_and_stops_for_good,
    "retired_and_kept": partial(
        row_4.test_retired_it_costs_its_live_slices_or_the_unsent_limit_if_less,
        unsent=50_000,
        reason="over-slice",
    ),
    "sealed_beside_its_key": row_4.test_sealed_keys_do_not_open_and_no_pin_can_be_searched_for,
    "node_unremembered": row_5.test_without_the_line_it_sells_nothing_that_the_node_may_have,
    "badges_unchecked": row_6.test_without_a_badge_of_the_district_nothing_is_booked,
    "caps_forgotten": row_6.test_with_one_it_is_the_caps_of_a_day_and_no_more,
    "tickets_unread": row_8.test_tickets_restore_what_was_printed_and_the_rest_is_the_bound,
    "answers_not_verified": partial(
        row_9.test_a_lie_in_the_background_changes_no_state_at_all, name="foreign"
    ),
    "any_bundle": partial(row_9.test_a_lie_in_the_background_changes_no_state_at_all, name="stale"),
    "any_status_list": partial(
        row_9.test_a_lie_in_the_background_changes_no_state_at_all, name="stale"
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_fails_without_its_mitigation(make_town: MakeTown, name: str) -> None:
    with planted(name), pytest.raises(AssertionError):
        ROWS[name](make_town)


def test_copies_that_add_nothing_up_sell_more_than_the_bound(
    make_town: MakeTown, tmp_path: Path
) -> None:
    row = row_5.test_each_copy_of_the_disk_sells_the_slices_once_more_and_is_found
    with planted("slices_unsummed"), pytest.raises(AssertionError):
        row(make_town, tmp_path, copies=1, unsent=50_000)


def test_a_slice_that_turned_with_the_day_would_be_found() -> None:
    with planted("slices_by_the_day"), pytest.raises(AssertionError):
        row_7.sell_through(row_7.DAY_BY_DAY)


def test_every_planted_one_is_tried() -> None:
    assert {*ROWS, "slices_unsummed", "slices_by_the_day"} == set(PLANTED)
