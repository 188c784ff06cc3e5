"""The scripted resident does on each screen what a person would, and tells what is wrong."""

from dataclasses import replace

import pytest

from kiosk.demo.messages import Counts
from kiosk.demo.script import (
    Leave,
    ShowBadge,
    ShowOther,
    ShowPhone,
    Touch,
    is_half_typed,
    is_settled,
    next_move,
)
from ui.contract import ChooseScreen, KeypadScreen, Screen, Setting
from ui.gallery import screens

EXAMPLES = screens(Setting())


def example(name: str) -> Screen:
    return EXAMPLES[name]


KEYPAD = KeypadScreen(
    frame=EXAMPLES["start"].frame,
    message="",
    cells=("3", "4", "", ""),
    groups=(4,),
    labels=(),
    hint="",
    erase="",
    entered="",
)


@pytest.mark.parametrize("name", ["start", "choose"])
def test_the_first_choice_is_touched(name: str) -> None:
    pressable = ["aid:larger", "choose:first", "choose:second"]
    assert next_move(example(name), pressable) == Touch("choose:first")


def test_who_has_no_pass_takes_the_first_that_has_a_price() -> None:
    screen = example("choose")
    assert isinstance(screen, ChooseScreen)
    by_pass = replace(screen.choices[0], id="visit", price=None)
    menu = replace(screen, choices=(by_pass, *screen.choices[:2]))
    assert menu.choices[1].price is not None
    pressable = [f"choose:{it.id}" for it in menu.choices]
    assert next_move(menu, pressable) == Touch(pressable[1])


def test_where_nothing_can_be_chosen_the_resident_leaves_and_says_so() -> None:
    assert next_move(example("choose"), ["back"]) == Leave("choose: nothing can be chosen")


def test_the_phone_is_shown_where_a_code_is_asked_for() -> None:
    assert next_move(example("code"), ["more"]) == ShowPhone()


def test_who_wants_another_service_touches_that() -> None:
    pressable = ["choose:first", "choose:second"]
    assert next_move(example("start"), pressable, service="second") == Touch("choose:second")
    assert next_move(example("start"), pressable, service="third") == Touch("choose:first")
    assert next_move(example("choose"), pressable, service="second") == Touch("choose:first")


def test_a_code_screen_that_has_the_code_is_left_by_its_button() -> None:
    assert next_move(example("code"), ["more", "lead"]) == Touch("lead")


def test_the_resident_agrees() -> None:
    assert next_move(example("confirm"), ["lead"]) == Touch("lead")


def test_the_visit_ends_well_with_thanks() -> None:
    assert next_move(example("thanks"), ["lead"]) == Leave()


@pytest.mark.parametrize("name", ["sorry", "out-of-order"])
def test_a_refusal_is_told_with_the_kiosks_reason(name: str) -> None:
    screen = example(name)
    assert next_move(screen, ["lead"]) == Leave(f"{name}: {getattr(screen, 'reason')}")  # noqa: B009 - only these two kinds have one


def test_a_foreign_ticket_is_a_problem() -> None:
    assert next_move(example("reprint"), ["lead"]) != Leave()


def test_the_digits_of_the_demos_data_are_typed_one_by_one() -> None:
    assert next_move(KEYPAD, ["digit:5"], "3456") == Touch("digit:5")
    full = replace(KEYPAD, cells=("3", "4", "5", "6"))
    assert next_move(full, ["digit:5", "lead"], "3456") == Touch("lead")
    assert next_move(full, ["digit:5"], "3456") == Leave("keypad: 3456 leads nowhere")
    assert isinstance(next_move(KEYPAD, ["digit:5"]), Leave)


def test_a_keypad_is_pictured_empty_and_full_and_not_between() -> None:
    assert is_half_typed(KEYPAD, "3456")
    assert not is_half_typed(replace(KEYPAD, cells=("", "", "", "")), "3456")
    assert not is_half_typed(replace(KEYPAD, cells=("3", "4", "5", "6")), "3456")
    assert not is_half_typed(example("start"), "3456")


def test_an_amount_is_typed_until_it_is_read_whole() -> None:
    amount = replace(KEYPAD, cells=(), amount="1,2")
    assert next_move(replace(amount, amount="120원"), ["digit:0"], "12000") == Touch("digit:0")
    assert next_move(replace(amount, amount="12,000원"), ["lead"], "12000") == Touch("lead")
    untouched = replace(amount, amount="0원", begun=False)
    assert next_move(untouched, ["digit:1"], "12000") == Touch("digit:1")


def test_staff_hold_up_their_badge_where_it_is_asked_for() -> None:
    assert next_move(example("card"), ["back"]) == ShowBadge()


def test_who_is_to_get_something_holds_up_their_own_phone() -> None:
    assert next_move(example("card-receiver"), ["back"]) == ShowOther()


@pytest.mark.parametrize(
    ("recorded", "confirmed", "settled"), [(3, 3, True), (3, 2, False), (0, 0, False)]
)
def test_it_is_over_when_all_receipts_are_there(
    recorded: int, confirmed: int, settled: bool
) -> None:
    counts = Counts(recorded=recorded, sent=recorded, confirmed=confirmed)
    assert is_settled(counts) is settled
