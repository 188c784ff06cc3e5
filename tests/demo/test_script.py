"""The scripted resident does on each screen what a person would, and tells what is wrong."""

import pytest

from kiosk.demo.messages import Counts
from kiosk.demo.script import Leave, Question, ShowPhone, Touch, is_settled, next_move
from ui.contract import Setting, WaitScreen
from ui.gallery import screens

EXAMPLES = screens(Setting())


def example(name: str) -> Question:
    screen = EXAMPLES[name]
    assert not isinstance(screen, WaitScreen)
    return screen


@pytest.mark.parametrize("name", ["start", "choose"])
def test_the_first_choice_is_touched(name: str) -> None:
    pressable = ["aid:larger", "choose:first", "choose:second"]
    assert next_move(example(name), pressable) == Touch("choose:first")


def test_where_nothing_can_be_chosen_the_resident_leaves_and_says_so() -> None:
    assert next_move(example("choose"), ["back"]) == Leave("choose: nothing can be chosen")


def test_the_phone_is_shown_where_a_code_is_asked_for() -> None:
    assert next_move(example("code"), ["more"]) == ShowPhone()


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


@pytest.mark.parametrize(
    ("recorded", "confirmed", "tickets", "settled"),
    [(3, 3, 1, True), (3, 2, 1, False), (3, 3, 0, False), (0, 0, 1, False)],
)
def test_it_is_over_when_ticket_and_receipts_are_there(
    recorded: int, confirmed: int, tickets: int, settled: bool
) -> None:
    counts = Counts(recorded=recorded, sent=recorded, confirmed=confirmed)
    assert is_settled(counts, tickets) is settled
