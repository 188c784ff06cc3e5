"""What staff read and hear who have taken a visit over, and what the resident has of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk import events
from kiosk.visit import CoinsFate, Place
from kiosk.visit.handover import END, GO_ON, PRINT, coins
from tests.kiosk.test_visit import Walk, at_confirm
from tests.kiosk.test_visit_cards import typed
from tests.kiosk.test_visit_handover import (
    NOON,
    PLACES,
    PRESENTER,
    SHOWN,
    at_wrong_pin,
    handed,
    not_printed,
)
from tests.kiosk.test_visit_silence import MEAL, after, at_thanks
from ui.contract import KeypadScreen, Setting, StaffScreen, WaitScreen


def test_staff_read_their_own_language_and_nothing_speaks_into_the_residents_ears() -> None:
    walk = at_confirm()
    walk.visit = replace(walk.visit, setting=Setting(larger=True, voice=True, language="en"))
    before = walk.visit.setting
    handed(walk)
    assert walk.visit.setting == Setting(larger=True, language="ko")
    for by_ear in (events.HeadsetIn(), events.AskedForAid("voice")):
        assert not walk(by_ear).setting.voice
    assert walk(events.Chose(GO_ON)).setting == before


def test_a_headset_that_is_plugged_in_meanwhile_speaks_afterwards() -> None:
    walk = handed(at_confirm())
    walk(events.HeadsetIn(), events.Chose(GO_ON))
    assert walk.visit.setting.voice


def test_a_ledger_that_fails_meanwhile_is_told_to_the_resident_in_their_language() -> None:
    walk = at_confirm()
    walk.visit = replace(walk.visit, setting=Setting(language="zh"))
    visit = handed(walk)(events.LedgerFailed("disk-full"))
    assert (visit.place, visit.setting.language) == (Place.OUT_OF_ORDER, "zh")
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.SAFE


def page(walk: Walk) -> StaffScreen:
    screen = PRESENTER.screen(walk.visit, NOON)
    assert isinstance(screen, StaffScreen)
    return screen


NONE, CHOSEN = "아직 고르지 않음", "점심 식권 1장"


@pytest.mark.parametrize(
    ("walk_to", "lines", "offered"),
    [
        (PLACES[0], (NONE, "쓰지 않았음", "아직 없음"), [GO_ON, END]),
        (PLACES[2], (CHOSEN, "쓰지 않았음", "아직 없음"), [GO_ON, END]),
        (PLACES[3], (NONE, "쓰지 않았음", "아직 없음"), [GO_ON, END]),
        (PLACES[5], (CHOSEN, "썼음", "못 받음"), [GO_ON, PRINT, END]),
        (at_confirm, (CHOSEN, "쓰지 않았음", "아직 없음"), [GO_ON, END]),
        (not_printed, (CHOSEN, "썼음", "못 받음"), [GO_ON, PRINT, END]),
        (at_thanks, (CHOSEN, "썼음", "나왔음"), [GO_ON, END]),
    ],
)
def test_staff_see_item_coins_and_ticket_and_nothing_of_who_it_is(
    walk_to: Callable[[], Walk], lines: tuple[str, ...], offered: list[str]
) -> None:
    screen = page(handed(walk_to()))
    assert tuple(line.amount for line in screen.lines) == lines
    assert [choice.id for choice in screen.choices] == offered
    assert all(choice.name and choice.picture for choice in screen.choices)
    assert screen.frame.notice == ""
    assert [button.enabled for button in screen.frame.bar] == [True, True, True]
    assert "35" not in repr(screen.lines)  # nor what they have


def test_what_nobody_knows_of_the_coins_is_told_as_such() -> None:
    walk = handed(after(*MEAL, events.CodeRefused("too-old"))())
    refusal = walk.visit.refusal
    assert refusal is not None
    unknown = replace(walk.visit, refusal=replace(refusal, coins=CoinsFate.UNKNOWN))
    assert coins(unknown) is CoinsFate.UNKNOWN


def test_at_the_badges_keypad_no_word_is_of_the_residents_card() -> None:
    walk = at_wrong_pin()
    walk(events.CalledStaff(), SHOWN)
    screen = PRESENTER.screen(walk.visit, NOON)
    assert isinstance(screen, KeypadScreen)
    assert (screen.frame.title, screen.groups, screen.frame.step) == (
        "직원 비밀번호",
        (3, 3),
        None,
    )
    assert "카드" not in screen.message + screen.hint
    typed(walk, "271828")
    assert isinstance(PRESENTER.screen(walk.visit, NOON), WaitScreen)
