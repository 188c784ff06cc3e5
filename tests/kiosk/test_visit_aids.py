"""The aids in a visit: one touch each, a page for the voice, and nothing of them left behind."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk import events
from kiosk.presenters.frame import FrameMaker, aids_of
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import load_words
from kiosk.touches import meaning
from kiosk.visit import Aside, Place, Shop, Visit, advance
from kiosk.visit.aids import FASTER, LOUDER, OFF, QUIETER, SLOWER, STOP, VOICE_CHOICES
from kiosk.visit.silence import IDLE_END_S, PRINT_WAIT_S
from tests.kiosk.shops import facility
from tests.kiosk.test_visit import SHOP, Walk, at_confirm, owed
from ui.contract import Action, AidId, Setting, VoiceScreen

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
VOICE = events.AskedForAid("voice")
WORDS, PLACE = load_words("ko"), facility()
READER = Reader(WORDS, "코인")
FRAMES = FrameMaker(PLACE, WORDS, READER, aids_of(low=True, voice=True))
PRESENTER = Presenter(SHOP, FRAMES, WORDS, READER, lambda *_: 6)


def speaking(walk: Walk | None = None) -> Walk:
    walk = walk or Walk()
    walk(VOICE)
    assert walk.visit.setting.voice
    return walk


def page(visit: Visit) -> VoiceScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, VoiceScreen)
    return screen


def test_the_voice_speaks_after_one_touch_and_opens_its_page_after_the_next() -> None:
    walk = speaking()
    assert walk.visit.aside is Aside.NONE
    assert walk(VOICE).aside is Aside.VOICE
    assert walk(VOICE).aside is Aside.NONE
    assert walk.visit.setting.voice


@pytest.mark.parametrize("close", [events.Led(), events.WentBack()])
def test_the_place_below_the_page_stays_as_it_was(close: events.Event) -> None:
    walk = speaking(at_confirm())
    before = walk.visit
    walk(VOICE)
    for touch in (events.Chose(STOP), events.WantedMore(), events.Typed("1"), events.WantedPause()):
        walk(touch)
        assert walk.wanted() == ()
    assert walk(close) == before


def test_digits_below_the_page_are_kept_for_their_place() -> None:
    walk = Walk()
    walk.visit = replace(walk.visit, place=Place.PIN, typed="47")
    speaking(walk)(VOICE)
    assert walk(events.Erased(), events.Typed("1"), events.WentBack()).typed == "47"


def test_the_voice_is_set_in_five_steps_and_no_further() -> None:
    walk = speaking()
    walk(VOICE)
    assert (walk.visit.voice_speed, walk.visit.voice_volume) == (3, None)
    assert walk(*[events.Chose(FASTER)] * 4).voice_speed == 5
    assert walk(*[events.Chose(SLOWER)] * 6).voice_speed == 1
    assert walk(events.Chose(LOUDER)).voice_volume == 4
    assert walk(*[events.Chose(QUIETER)] * 6).voice_volume == 1
    assert walk(events.Chose("gold")) == walk.visit


def test_louder_begins_at_what_is_usual_in_this_place() -> None:
    walk = speaking(Walk(Shop(SHOP.services, volume=1)))
    assert walk(VOICE, events.Chose(QUIETER)).voice_volume is None
    assert walk(events.Chose(LOUDER)).voice_volume == 2


def test_off_ends_the_voice_and_its_page() -> None:
    walk = speaking()
    visit = walk(VOICE, events.Chose(OFF))
    assert (visit.setting.voice, visit.aside) == (False, Aside.NONE)


def test_start_over_leaves_as_from_the_place_and_gives_back_what_is_held() -> None:
    walk = speaking(at_confirm())
    held = walk.visit.payment
    visit = walk(VOICE, events.StartedOver())
    assert (visit.place, visit.aside, visit.setting) == (Place.START, Aside.NONE, Setting())
    assert [getattr(effect, "payment", None) for effect in walk.wanted()] == [held]


def test_an_answer_of_the_world_moves_the_place_and_closes_the_page() -> None:
    walk = at_confirm()
    walk(events.Led(), VOICE, VOICE)
    assert walk.visit.aside is Aside.VOICE
    visit = walk(events.Recorded(owed()))
    assert (visit.place, visit.aside) == (Place.FULFILLING, Aside.NONE)
    walk(VOICE)
    walk.now_s = PRINT_WAIT_S
    visit = walk(events.Ticked())
    assert (visit.place, visit.aside) == (Place.SORRY, Aside.NONE)


def test_a_headset_turns_the_voice_on_wherever_one_is() -> None:
    for walk in (Walk(), at_confirm()):
        place = walk.visit.place
        visit = walk(events.HeadsetIn())
        assert (visit.place, visit.setting.voice) == (place, True)
        assert walk(events.HeadsetOut()) == visit


def test_a_voice_that_nobody_hears_is_told_on_the_screen_while_it_is_wanted() -> None:
    walk = Walk()
    told = WORDS("voice.unheard")
    assert _notice(walk(events.VoiceReported("player-gone"))) != told
    assert _notice(walk(VOICE)) == told
    assert _notice(walk(events.VoiceReported(""))) != told


def _notice(visit: Visit) -> str:
    return PRESENTER.screen(visit, NOON).frame.notice


def test_the_end_of_a_visit_sets_everything_back_and_keeps_what_is_of_the_machine() -> None:
    walk = speaking()
    walk(events.VoiceReported("player-gone"), VOICE, events.Chose(FASTER), events.Chose(LOUDER))
    walk(events.AskedForAid("larger"), events.AskedForAid("contrast"), events.AskedForAid("low"))
    walk.now_s = IDLE_END_S * 2
    assert walk(events.Ticked()) == Visit(voice_problem="player-gone")


def test_who_tries_again_from_the_first_screen_keeps_their_voice() -> None:
    walk = speaking()
    visit = walk(events.CodeRefused("too-old"), events.Led())
    assert (visit.place, visit.setting.voice, visit.refusal) == (Place.START, True, None)


def test_a_machine_that_stops_tells_it_as_the_person_reads_and_hears() -> None:
    walk = speaking(at_confirm())
    walk(events.AskedForAid("larger"))
    visit = walk(events.LedgerFailed("disk-full"))
    assert visit.place is Place.OUT_OF_ORDER
    assert visit.setting == Setting(larger=True, voice=True)


def test_the_page_offers_six_choices_and_says_how_the_voice_is_set() -> None:
    walk = speaking()
    screen = page(walk(VOICE, *[events.Chose(FASTER)] * 2, events.Chose(QUIETER)))
    assert [choice.id for choice in screen.choices] == list(VOICE_CHOICES)
    assert [choice.id for choice in screen.choices if not choice.enabled] == [FASTER]
    assert [(line.label, line.amount) for line in screen.lines] == [
        ("빠르기", "아주 빠르게"),
        ("소리", "조금 작게"),
    ]
    assert screen.levels == (5, 2)
    assert screen.frame.lead is not None
    back, start_over, _ = screen.frame.bar
    assert (back.enabled, start_over.enabled) == (True, True)


def test_a_wait_keeps_its_rule_under_the_page() -> None:
    walk = at_confirm()
    back, start_over, _ = page(walk(events.Led(), VOICE, VOICE)).frame.bar
    assert (back.enabled, start_over.enabled) == (True, False)


def test_the_replay_button_is_there_while_the_voice_is_on() -> None:
    assert PRESENTER.screen(Visit(), NOON).frame.replay == ""
    frame = PRESENTER.screen(speaking().visit, NOON).frame
    assert (frame.replay, frame.replay_short) == ("다시 듣기", "다시")


def test_hearing_it_again_is_a_touch_and_nothing_more() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_END_S - 1
    before = walk(events.Ticked())
    assert before.warned
    after = walk(events.WantedReplay())
    assert after == replace(before, warned=False)
    assert after.touched_at_s == walk.now_s


def test_a_machine_offers_the_aids_that_work_on_it() -> None:
    assert aids_of(low=False, voice=False) == (AidId.LARGER, AidId.CONTRAST)
    assert aids_of(low=False, voice=True) == (AidId.LARGER, AidId.CONTRAST, AidId.VOICE)
    assert aids_of(low=True, voice=True) == tuple(AidId)
    offered = [aid.id for aid in PRESENTER.screen(Visit(), NOON).frame.aids]
    assert offered == list(AidId)


@pytest.mark.parametrize("action", list(Action))
def test_every_press_of_a_screen_means_something(action: Action) -> None:
    after, _ = advance(SHOP, Visit(), meaning(action, "voice"), 7.0)
    assert after.touched_at_s == 7.0  # it was a person's doing
