"""Examples of the gallery: how the voice speaks, and how sure each kind of payment is."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import (
    BalanceLine,
    Certainty,
    Choice,
    OutOfOrderScreen,
    Screen,
    Setting,
    SorryScreen,
    VoiceScreen,
)
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
    return {"voice": voice, "voice-least": _voice_at_an_end(voice), **_certainties(setting)}


def _voice_at_an_end(voice: VoiceScreen) -> VoiceScreen:
    slowest = Choice("slower", "더 느리게", note="더 느릴 수 없습니다", enabled=False)
    spoken = (BalanceLine("빠르기", "아주 느리게"), BalanceLine("소리", "아주 크게"))
    loudest = Choice("louder", "더 크게", note="더 클 수 없습니다", enabled=False)
    choices = (slowest, VOICE[1], VOICE[2], loudest, *VOICE[4:])
    return replace(voice, choices=choices, lines=spoken, levels=(1, 5))


def _certainties(setting: Setting) -> Mapping[str, Screen]:
    """The ends of a visit that are not a ticket; the others are among the thanks."""
    refused = SorryScreen(
        frame_of(setting, "지금은 안 됩니다", lead="다시 하기"),
        "코인이 모자랍니다.",
        "코인은 안 썼습니다.",
        "다른 것을 고르시거나 코인을 더 모아 오세요.",
        "not-enough",
        "scene-coins-few",
        Certainty.REFUSED,
        "코인이 그대로입니다",
    )
    paid = replace(
        refused,
        frame=frame_of(setting, "표에 문제가 있습니다", lead="알겠어요"),
        what="표가 나오지 않았습니다.",
        coins="코인을 썼습니다.",
        todo="직원이 표를 다시 뽑아 드립니다.",
        reason="no-ticket",
        picture="scene-print-again",
        certainty=Certainty.RECORDED,
        certainty_words="적었고, 곧 보냅니다",
    )
    closed = OutOfOrderScreen(
        frame_of(setting, "지금은 쉬고 있습니다", opened=False),
        "코인을 썼는지\n직원이 확인해 드립니다.",
        "1층 안내 데스크에서 도와 드립니다.",
        "outcome-unknown",
        "scene-staff",
        "점검 번호 L10",
        Certainty.UNKNOWN,
        "아직 모릅니다",
    )
    return {"sorry-refused": refused, "sorry-recorded": paid, "out-of-order-unknown": closed}
