"""Examples of the gallery: how the voice speaks, and how sure each kind of payment is."""

from collections.abc import Mapping

from ui.contract import BalanceLine, Choice, Screen, Setting, VoiceScreen
from ui.gallery_frame import frame_of

VOICE = (
    Choice("slower", "더 느리게"),
    Choice("faster", "더 빠르게"),
    Choice("quieter", "더 작게"),
    Choice("louder", "더 크게"),
    Choice("stop", "말 멈추기"),
    Choice("off", "음성 끄기"),
)
SPOKEN = (BalanceLine("빠르기", "보통"), BalanceLine("소리", "조금 크게"))


def state_screens(setting: Setting) -> Mapping[str, Screen]:
    """Return the examples by name, filled as a presenter would for this setting."""
    voice = VoiceScreen(frame_of(setting, "음성 바꾸기", lead="돌아가기"), VOICE, SPOKEN, (3, 4))
    return {"voice": voice, "voice-least": _voice_at_an_end(voice)}


def _voice_at_an_end(voice: VoiceScreen) -> VoiceScreen:
    slowest = Choice("slower", "더 느리게", note="더 느릴 수 없습니다", enabled=False)
    spoken = (BalanceLine("빠르기", "아주 느리게"), BalanceLine("소리", "아주 크게"))
    loudest = Choice("louder", "더 크게", note="더 클 수 없습니다", enabled=False)
    choices = (slowest, VOICE[1], VOICE[2], loudest, *VOICE[4:])
    return VoiceScreen(voice.frame, choices, spoken, (1, 5))
