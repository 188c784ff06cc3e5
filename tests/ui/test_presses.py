"""What comes of a press: once for a shaking hand, and with the voice named before it is done."""

import pytest

from ui.contract import Action
from ui.presses import KEY_REPEAT_S, POINTED_S, REPEAT_S, Outcome, Presses

LUNCH, DINNER = (Action.CHOOSE, "lunch"), (Action.CHOOSE, "dinner")
ONE = (Action.DIGIT, "1")


def _presses(*, voice: bool = True) -> Presses:
    presses = Presses()
    presses.voiced(voice)
    return presses


def test_without_the_voice_a_press_acts_at_once() -> None:
    presses = _presses(voice=False)
    assert presses.press(*LUNCH, 0) is Outcome.ACT
    assert presses.pointed_at == ""


def test_with_the_voice_the_second_press_of_the_same_acts() -> None:
    presses = _presses()
    assert presses.press(*LUNCH, 0) is Outcome.POINT
    assert presses.pointed_at == "choose:lunch"
    assert presses.press(*LUNCH, REPEAT_S) is Outcome.ACT


def test_a_shaking_hand_does_not_choose_and_do_at_once() -> None:
    presses = _presses()
    presses.press(*LUNCH, 0)
    for again_s in (0.15, 0.3, 0.45, 0.6, 0.75):
        assert presses.press(*LUNCH, again_s) is Outcome.NOTHING
    assert presses.press(*LUNCH, 0.75 + REPEAT_S) is Outcome.ACT


def test_a_quick_finger_that_counts_up_is_not_held_up() -> None:
    presses = _presses(voice=False)
    counted = [presses.press(Action.MORE, "", at_s) for at_s in (0, 0.3, 0.6, 0.9, 1.2)]
    assert counted.count(Outcome.ACT) == 3
    assert presses.press(Action.LEAD, "", 1.2 + REPEAT_S) is Outcome.ACT


def test_a_finger_that_stays_down_while_it_is_asked_is_no_answer_to_what_it_lies_on() -> None:
    presses = _presses(voice=False)
    presses.began(0)
    presses.noticed(asks=True)
    assert presses.press(*LUNCH, 100) is Outcome.NOTHING
    assert presses.press(*LUNCH, 100 + REPEAT_S) is Outcome.ACT


def test_an_arrow_that_answers_goes_on_and_ok_does_what_it_names() -> None:
    presses = _presses()
    presses.noticed(asks=True)
    presses.began(0)
    assert presses.point(*LUNCH, 0)
    presses.began(REPEAT_S)
    assert presses.press(*LUNCH, REPEAT_S) is Outcome.ACT


def test_what_an_arrow_came_to_long_ago_is_named_again() -> None:
    presses = _presses()
    presses.point(*LUNCH, 0)
    assert presses.press(*LUNCH, POINTED_S) is Outcome.POINT


def test_a_new_page_may_be_named_at_once_and_agreed_to_later() -> None:
    presses = _presses()
    presses.came(10)
    assert presses.press(Action.LEAD, "", 10.1) is Outcome.POINT
    presses.point(Action.LEAD, "", 10.2)
    assert presses.press(Action.LEAD, "", 10.1 + REPEAT_S) is Outcome.ACT


def test_a_press_of_another_one_points_at_that_and_also_right_away() -> None:
    presses = _presses()
    presses.press(*LUNCH, 0)
    assert presses.press(*DINNER, 0.1) is Outcome.POINT
    assert presses.press(*LUNCH, 0.7) is Outcome.POINT
    assert presses.press(*LUNCH, 1.3) is Outcome.ACT


def test_what_an_arrow_came_to_is_done_by_the_first_press() -> None:
    presses = _presses()
    assert presses.point(*LUNCH, 0)
    assert presses.press(*LUNCH, 0) is Outcome.ACT


def test_an_arrow_names_nothing_without_the_voice() -> None:
    presses = _presses(voice=False)
    assert not presses.point(*LUNCH, 0)
    assert presses.pointed_at == ""


def test_a_press_that_acted_keeps_any_other_from_counting_at_once() -> None:
    presses = _presses()
    presses.point(*LUNCH, 0)
    presses.press(*LUNCH, 0)
    presses.came(0.1)  # it turned the page
    assert presses.press(*DINNER, REPEAT_S - 0.01) is Outcome.NOTHING
    assert presses.press(*DINNER, 2 * REPEAT_S) is Outcome.POINT


@pytest.mark.parametrize("voice", [True, False])
def test_nothing_is_pointed_at_after_the_voice_was_switched(voice: bool) -> None:
    presses = _presses()
    presses.point(*LUNCH, 0)
    presses.voiced(voice)
    assert presses.pointed_at == ("choose:lunch" if voice else "")


def test_keys_of_the_keypad_act_at_once_where_they_are_not_read_out() -> None:
    presses = _presses()
    presses.digits_at_once = True
    presses.point(Action.LEAD, "", 0)
    assert presses.press(*ONE, 0) is Outcome.ACT
    assert presses.pointed_at == ""  # nobody behind sees which key it was
    assert presses.press(*ONE, KEY_REPEAT_S) is Outcome.ACT
    assert presses.press(Action.LEAD, "", 1) is Outcome.POINT


def test_keys_of_the_keypad_are_named_first_where_they_are_read_out() -> None:
    presses = _presses()
    assert presses.press(*ONE, 0) is Outcome.POINT
    assert presses.press(*ONE, REPEAT_S) is Outcome.ACT


def test_replay_speaks_at_the_first_press() -> None:
    assert _presses().press(Action.REPLAY, "", 0) is Outcome.ACT
