"""The page that says how the voice speaks. Pure."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.presenters.frame import FrameMaker, leading
from kiosk.speech.words import Words
from kiosk.visit import Shop, Visit
from kiosk.visit.aids import VOICE_CHOICES, can_choose, voice_volume
from ui.contract import BalanceLine, Choice, VoiceScreen


@dataclass(frozen=True)
class VoicePage:
    """Makes the page in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words

    def screen(self, visit: Visit, now: datetime) -> VoiceScreen:
        """Return how the voice is set and what can be changed; the place below stays as it is."""
        frame = self.frames.frame(visit, now, self.words("voice.title"))
        speed, volume = visit.voice_speed, voice_volume(self.shop, visit)
        return VoiceScreen(
            frame=leading(frame, lead=self.frames.lead("voice.close")),
            choices=tuple(self._choice(visit, name) for name in VOICE_CHOICES),
            lines=(self._line("speed", speed), self._line("volume", volume)),
            levels=(speed, volume),
        )

    def _choice(self, visit: Visit, name: str) -> Choice:
        name_words = self.words(f"voice.choice.{name}")
        if can_choose(self.shop, visit, name):
            return Choice(name, name_words)
        note = self.words(f"voice.at-end.{name}")
        return Choice(name, name_words, note=note, enabled=False)

    def _line(self, what: str, level: int) -> BalanceLine:
        return BalanceLine(self.words(f"voice.{what}.label"), self.words(f"voice.{what}.{level}"))
