"""What the voice says, when, and into which ear. Decides only: the speaker has its own thread.

Theory of operation. A screen that comes up is said as a whole, one that was brought up to date only
where it is new; whatever is said is interrupted by the next touch or the next word. With the voice
off only results, errors and notices are said, to the hall, if the profile wants that.

Everybody in the hall hears the speaker. So a balance or a name (`private`) is said only into a
headset, or after a person chose the voice themselves (`Consent`); that a headset was put in
switches the voice on, but is no such choice. What a PIN is typed with is said into a headset and
nowhere else. While a headset is in, the speaker is silent. With the visit goes the choice.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.speech.contract import Speaker, Speech
from kiosk.presenters.spoken import Said, advice, entry, news, prompt
from kiosk.presenters.spoken_controls import control, takes_pin
from kiosk.profile.device_sections import SoundSection
from kiosk.speech.voice_consent import Consent
from kiosk.speech.words import LANGUAGES, Words
from kiosk.visit import Visit
from ui.contract import (
    HIDDEN,
    Action,
    AidId,
    NewsScreen,
    OutOfOrderScreen,
    Screen,
    StartScreen,
)

MAX_LOG: Final = 1000  # what was said last, for tests and for somebody who debugs
AT_REST: Final = (StartScreen, NewsScreen, OutOfOrderScreen)  # nobody is here to be told


@dataclass(frozen=True)
class Spoken:
    """One thing that was said: ``at_s`` when, by the clock handed in, and how."""

    at_s: float
    text: str
    device: str
    private: bool
    pin: bool
    language: str
    speed: int
    volume: int


@dataclass(frozen=True)
class Manner:
    """How a visit wants to be spoken to."""

    on: bool = False
    language: str = "ko"
    speed: int = 3
    volume: int = 3


class Voice:
    """Says screens by ``speaker``. Used by one thread, the screen's; nothing here blocks it.

    ``words`` returns the words of a language. ``log`` is the machine's: nothing private goes there.
    """

    def __init__(
        self,
        speaker: Speaker,
        section: SoundSection,
        words: Callable[[str], Words],
        log: FilteringBoundLogger,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._speaker = speaker
        self._section = section
        self._words_of = words
        self._journal = log
        self._clock = clock
        self._screen: Screen | None = None
        self._manner = Manner(volume=section.volume)
        self._headset = False
        self._advised: set[str] = set()  # on this page
        self._consent = Consent(clock)
        self._said: deque[Spoken] = deque(maxlen=MAX_LOG)

    @property
    def log(self) -> tuple[Spoken, ...]:
        """What was said last, oldest first; private texts are gone with the person's code."""
        return tuple(self._said)

    @property
    def digits_at_once(self) -> bool:
        """Whether a key of the keypad acts at once, as where it is not read out."""
        return self._screen is not None and takes_pin(self._screen) and not self._headset

    def shown(self, screen: Screen, visit: Visit) -> None:
        """Say what is new with ``screen``, in the manner of ``visit``."""
        before, self._screen = self._screen, screen
        was, self._manner = self._manner, self._manner_of(visit)
        if self._consent.seen(visit) or isinstance(screen, AT_REST):
            self._forget()
        due = self._due(before, screen, was) if self._manner.on else self._told(before, screen, was)
        if due is not None:
            self._say(due)

    def _forget(self) -> None:
        """With a visit goes what was private in it; that something was said stays."""
        if any(one.private and one.text for one in self._said):
            kept = [replace(one, text="") if one.private else one for one in self._said]
            self._said = deque(kept, maxlen=MAX_LOG)

    def acted(self, action: str, argument: str) -> None:
        """Take note of a press before it is carried out: of the voice, or to hear again."""
        self.touched()
        if (action, argument) == (Action.AID, AidId.VOICE):
            self._consent.voice_pressed()
        if action == Action.REPLAY:
            self.replay()

    def pointed(self, action: str, argument: str) -> None:
        """Say the control that somebody points at, or that the focus is on."""
        self._consent.touched()
        if self._screen is not None and self._manner.on:
            self._say((control(self._screen, action, argument, self._words),))

    def touched(self) -> None:
        """Fall silent: somebody touched the screen or pressed a key."""
        self._consent.touched()
        self._speaker.stop()

    def replay(self) -> None:
        """Say the whole screen once more."""
        if self._screen is not None and self._manner.on:
            self._say(self._entry(self._screen))

    def headset(self, plugged: bool) -> None:
        """Speak into a headset that was put in; be silent where one was pulled out."""
        self._headset = plugged
        self._speaker.stop()  # nothing private goes on in the hall
        if not self._manner.on or self._screen is None:
            return
        if plugged:
            self._say((Said(self._words("said.headset")), *self._entry(self._screen)))
        else:
            self._say((Said(self._words("said.no-headset")),))

    @property
    def _words(self) -> Words:
        return self._words_of(self._manner.language)

    def _manner_of(self, visit: Visit) -> Manner:
        volume = self._section.volume if visit.voice_volume is None else visit.voice_volume
        setting = visit.setting
        language = self._words_of(setting.language).language  # another where its words are damaged
        return Manner(setting.voice, language, visit.voice_speed, volume)

    def _due(self, before: Screen | None, screen: Screen, was: Manner) -> tuple[Said, ...] | None:
        """Return what is to be said with the voice on; None where nothing is new."""
        same = before is not None and _same(before, screen)
        if not same:
            self._advised = set()
        if not was.on:
            return Said(self._words("said.how")), *self._entry(screen)
        if before is None or was.language != self._manner.language or not same:
            return self._entry(screen)
        said = self._not_twice(screen, news(before, screen, self._words))
        self._advised |= advice(screen, self._words)
        return said or None

    def _not_twice(self, screen: Screen, said: Sequence[Said]) -> tuple[Said, ...]:
        """What would help to read a code comes and goes with a hand: it is said once on a page."""
        known = self._advised & advice(screen, self._words)
        return tuple(one for one in said if one.text not in known)

    def _told(self, before: Screen | None, screen: Screen, was: Manner) -> tuple[Said, ...] | None:
        """Return what everybody is told with the voice off; an empty tuple silences the voice."""
        if was.on or before is None:
            return ()
        if not _same(before, screen):
            return self._result(before, screen)
        notice = screen.frame.notice
        if notice in ("", before.frame.notice) or not self._section.prompts:
            return None
        return (Said(notice),)

    def _result(self, before: Screen, screen: Screen) -> tuple[Said, ...]:
        """A machine that breaks down while nobody is here does not tell the empty hall."""
        alone = isinstance(before, AT_REST) and isinstance(screen, AT_REST)
        return () if alone or not self._section.prompts else prompt(screen, self._words)

    def _entry(self, screen: Screen) -> tuple[Said, ...]:
        said = entry(screen, self._words)
        self._advised |= advice(screen, self._words)
        if not takes_pin(screen):
            return said
        help_ = "said.pin-headset" if self._headset else "said.pin-no-headset"
        return *said, Said(self._words(help_))

    def _say(self, said: Sequence[Said]) -> None:
        """Say those of ``said`` that may be heard where it would be heard."""
        open_to_all = self._headset or (self._manner.on and self._consent.holds)
        heard = [one for one in said if one.text and self._may_be_heard(one, open_to_all)]
        if self._manner.on and any(one.private for one in said) and not open_to_all:
            heard.append(Said(self._words("said.withheld")))
        for one in heard:
            self._note(one)
        self._speaker.say([speech for one in heard for speech in self._speeches(one)])

    def _may_be_heard(self, one: Said, open_to_all: bool) -> bool:
        if one.pin:
            return self._headset
        if one.private:
            return open_to_all
        return not (one.again and open_to_all)

    def _speeches(self, said: Said) -> list[Speech]:
        """A language's own name is said in that language: who looks for it knows no other."""
        manner, words = self._manner, self._words
        own = {words(f"language.names.{name}"): name for name in LANGUAGES}
        parts = said.text.split()
        named = bool(parts) and all(part in own for part in parts)
        how = (manner.speed, manner.volume, self._device)
        if named:
            return [Speech(part, own[part], *how) for part in parts]
        return [Speech(said.text, manner.language, *how)]

    @property
    def _device(self) -> str:
        own = self._section.headset if self._headset else ""
        return own or self._section.speaker

    def _note(self, said: Said) -> None:
        manner, device = self._manner, self._device
        how = (device, said.private, said.pin, manner.language, manner.speed, manner.volume)
        text = HIDDEN if said.pin else said.text  # the order of the keys is the PIN
        self._said.append(Spoken(self._clock(), text, *how))
        if not said.private and not said.pin:
            self._journal.debug("said", text=said.text, device=device)


def _same(before: Screen, after: Screen) -> bool:
    """Return whether ``after`` only brings ``before`` up to date: its kind and its question."""
    return before.name == after.name and _question(before) == _question(after)


def _question(screen: Screen) -> str:
    return " ".join(screen.frame.title.split())
