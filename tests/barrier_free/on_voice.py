"""Checks of what is said: of every screen that can be come by, and by the voice's own log."""

from collections.abc import Iterable

import structlog

from drivers.speech.fake import FakeSpeaker
from kiosk.machine import SoundSection
from kiosk.presenters.spoken import entry, prompt, readable
from kiosk.visit import Visit
from kiosk.voice import Voice
from kiosk.walk import Walk, Walked
from kiosk.walk.presses import texts
from kiosk.words import Words
from ui.contract import (
    BalanceLine,
    ConfirmScreen,
    KeypadScreen,
    OutOfOrderScreen,
    Screen,
    Setting,
    SorryScreen,
    StaffScreen,
    ThanksScreen,
    VoiceScreen,
)

FEWEST_DIGITS = 4  # one alone is also the number of something
SECTION = SoundSection(speaker="hall", headset="ear", jack="/dev/input/event9")
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
    if isinstance(screen, ConfirmScreen | ThanksScreen):
        lines = screen.lines
    name = one.visit.staff.shown.name if one.visit.staff and one.visit.staff.shown else ""
    names = [name] if name and isinstance(screen, StaffScreen) else []
    return [f"{line.label} {line.amount}" for line in lines if line.strong] + names


def ear_only(words: Words) -> Problems:
    """With a headset in, the speaker is silent."""
    speaker = FakeSpeaker()
    log = structlog.wrap_logger(None, processors=[structlog.testing.LogCapture()])
    voice = Voice(speaker, SECTION, lambda _: words, log, lambda: 0.0)
    voice.headset(plugged=True)
    return [] if not [one for one in speaker.said if one.device == "hall"] else ["both speak"]


def results_spoken(walked: Iterable[Walked], words: Words) -> Problems:
    """Errors and results are said also without the voice, and stand on the screen word for word."""
    found = []
    for one in walked:
        if isinstance(one.screen, SorryScreen | ThanksScreen | OutOfOrderScreen):
            said = prompt(one.screen, words)
            found += [] if said else [f"{one.name} says nothing"]
            shown = readable(" ".join(texts(one.screen)), words)
            found += [
                f"{one.name}: '{it.text}' is only heard" for it in said[:1] if it.text not in shown
            ]
    return found


def no_digit_spoken(walked: Iterable[Walked], words: Words) -> Problems:
    """No digit of a PIN is ever said on entry."""
    pins = [one for one in walked if isinstance(one.screen, KeypadScreen) and not one.screen.labels]
    return [
        f"{one.name} says a digit"
        for one in pins
        if len(one.visit.typed) >= FEWEST_DIGITS and one.visit.typed in spoken(one.screen, words)
    ]
