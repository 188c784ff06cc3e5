"""Checks of what is said: of every screen that can be come by, and by the voice's own log."""

from collections.abc import Iterable
from dataclasses import replace

import structlog

from drivers.speech.fake import FakeSpeaker
from kiosk import events
from kiosk.presenters.spoken import entry, readable
from kiosk.presenters.spoken_controls import takes_pin
from kiosk.profile.device_sections import SoundSection
from kiosk.speech.voice import Voice
from kiosk.speech.words import Words
from kiosk.visit import Place, Visit, advance
from kiosk.visit.state import Aside
from kiosk.walk import NOON, Stand, Taken, Walk, Walked
from kiosk.walk.presses import texts
from ui.contract import (
    Action,
    AidId,
    BalanceLine,
    ConfirmScreen,
    OutOfOrderScreen,
    Screen,
    Setting,
    SorryScreen,
    StaffScreen,
    TellScreen,
    ThanksScreen,
    VoiceScreen,
    WaitScreen,
)

FEWEST_DIGITS = 4  # one alone is also the number of something
HALL, EAR = "hall", "ear"
SECTION = SoundSection(speaker=HALL, headset=EAR, jack="/dev/input/event9")
LOUD, QUICK, USUAL = 5, 5, (3, 3)  # of five steps
LATER_S = 1000.0  # everything that can end has ended
ON = Visit(setting=Setting(voice=True))

Problems = list[str]


def spoken(screen: Screen, words: Words) -> str:
    """Return all that is said on entry, as one text."""
    return " ".join(said.text for said in entry(screen, words))


def says_where(walked: Iterable[Walked], words: Words) -> Problems:
    """Title, step and choices are said on entry."""
    found = []
    for one in walked:
        said = spoken(one.screen, words)
        choices = [it.name for it in getattr(one.screen, "choices", ())]
        choices += [it.name for it in getattr(one.screen, "services", ())]
        for text in (one.screen.frame.title, *choices):
            if readable(text, words) not in said:
                found.append(f"{one.name} does not say '{text}'")
        step = one.screen.frame.step
        if step is not None and step.name not in said:
            found.append(f"{one.name} does not say its step")
    return found


def says_all(walked: Iterable[Walked], words: Words) -> Problems:
    """Every text that means something on a screen is said on entry."""
    found = []
    for one in walked:
        said = spoken(one.screen, words)
        for name in ("message", "what", "coins", "todo", "where", "hint", "note", "item", "guide"):
            text = getattr(one.screen, name, "")
            if (
                text
                and not isinstance(one.screen, VoiceScreen)
                and readable(text, words) not in said
            ):
                found.append(f"{one.name} does not say '{text}'")
    return found


def can_be_replayed(walk: Walk) -> Problems:
    heard = [one for one in walk.walked if one.visit.setting.voice]
    silent = [f"{one.name} can't be heard again" for one in heard if not one.screen.frame.replay]
    stops = [one for one in heard if isinstance(one.screen, VoiceScreen)]
    if not any("stop" in {it.id for it in getattr(one.screen, "choices", ())} for one in stops):
        silent.append("nothing stops the voice")
    return silent


def keeps_private(walked: Iterable[Walked], words: Words) -> Problems:
    """What tells a balance or a name is marked, and never goes to the hall without a choice."""
    found = []
    for one in walked:
        hall = _to_the_hall(one.screen, words)
        found += [f"{one.name} tells the hall '{text}'" for text in _secrets(one) if text in hall]
    return found


def _to_the_hall(screen: Screen, words: Words) -> str:
    """What the hall hears where the voice was not chosen by the one who is here."""
    return " ".join(said.text for said in entry(screen, words) if not said.private)


def _secrets(one: Walked) -> list[str]:
    screen = one.screen
    lines: tuple[BalanceLine, ...] = ()
    if isinstance(screen, ConfirmScreen | ThanksScreen | TellScreen):
        lines = screen.lines
    name = one.visit.staff.shown.name if one.visit.staff and one.visit.staff.shown else ""
    names = [name] if name and isinstance(screen, StaffScreen) else []
    return [f"{line.label} {line.amount}" for line in lines if line.strong] + names


def ear_only(walked: Iterable[Walked], words: Words) -> Problems:
    """With a headset in, every word of every screen goes there, and none to the hall."""
    speaker, voice = a_voice(words)
    voice.headset(plugged=True)
    for one in walked:
        voice.shown(one.screen, one.visit)
        voice.replay()
        voice.pointed(Action.CALL_STAFF, "")
    return ears([*(one.device for one in speaker.said), *(one.device for one in voice.log)])


def ears(devices: Iterable[str]) -> Problems:
    """Only the headset has spoken, and it has."""
    told = set(devices)
    found = [] if told else ["nothing is said at all"]
    return found + [f"{device} speaks while a headset is in" for device in sorted(told - {EAR})]


def manner_returns(taken: Iterable[Taken], stand: Stand, words: Words) -> Problems:
    """Whoever is loud and quick leaves it so for nobody: the next visit is spoken to as usual."""
    found: set[str] = set()
    for one in taken:
        over = isinstance(one.event, events.StartedOver | events.Ticked)
        ended = one.before.place is not Place.START and one.after.place is Place.START
        if over and ended and one.after.aside is Aside.NONE:
            loud = replace(one.before, setting=ON.setting, voice_volume=LOUD, voice_speed=QUICK)
            left, _ = advance(stand.shop, loud, one.event, LATER_S)
            if left.place is Place.START:
                found |= {f"{one.before.place}: {it}" for it in spoken_to(loud, left, stand, words)}
    return sorted(found)


def spoken_to(loud: Visit, left: Visit, stand: Stand, words: Words) -> Problems:
    """Return what is wrong with how the next person is spoken to, after what was ``left``."""
    _, voice = a_voice(words)
    voice.shown(stand.presenter.screen(loud, NOON), loud)
    heard = voice.log[-1]
    found = [] if (heard.volume, heard.speed) == (LOUD, QUICK) else ["what was set is not heard"]
    voice.shown(stand.presenter.screen(left, NOON), left)
    anew, _ = advance(stand.shop, left, events.AskedForAid(AidId.VOICE), LATER_S + 1)
    voice.shown(stand.presenter.screen(anew, NOON), anew)
    voice.replay()
    heard = voice.log[-1]
    usual = (heard.volume, heard.speed) == USUAL
    return found if usual else [*found, f"the next one hears {heard.volume} and {heard.speed}"]


def a_voice(words: Words) -> tuple[FakeSpeaker, Voice]:
    """Return a voice with a speaker in the hall and one in the ear, and what keeps their words."""
    speaker = FakeSpeaker()
    log = structlog.wrap_logger(None, processors=[structlog.testing.LogCapture()])
    return speaker, Voice(speaker, SECTION, lambda _: words, log, lambda: 0.0)


def results_spoken(walked: Iterable[Walked], words: Words) -> Problems:
    """Errors and results are said also without the voice, and all that is said is to be read."""
    found = []
    for one in walked:
        said = told_to_all(one, words)
        if isinstance(one.screen, SorryScreen | ThanksScreen | OutOfOrderScreen):
            found += [] if said else [f"{one.name} says nothing"]
        shown = readable(" ".join(texts(one.screen)), words)
        lead = one.screen.frame.lead  # it is told where it is; what is seen is the button
        heard = [it for it in said if lead is None or it != words("said.lead", words=lead.words)]
        found += [f"{one.name}: '{it}' is only heard" for it in heard if it not in shown]
    return found


def told_to_all(one: Walked, words: Words) -> tuple[str, ...]:
    """Return what the hall hears when this screen comes up and nobody wanted the voice."""
    _, voice = a_voice(words)
    visit = replace(one.visit, setting=replace(one.visit.setting, voice=False))
    frame = replace(one.screen.frame, title="", notice="")
    voice.shown(WaitScreen(frame, message=""), visit)
    voice.shown(one.screen, visit)
    return tuple(said.text for said in voice.log)


def no_digit_spoken(walked: Iterable[Walked], words: Words) -> Problems:
    """No digit of a PIN is ever said on entry."""
    pins = [one for one in walked if takes_pin(one.screen)]
    return [
        f"{one.name} says a digit"
        for one in pins
        if len(one.visit.typed) >= FEWEST_DIGITS and one.visit.typed in spoken(one.screen, words)
    ]
