"""The aids: how the panel is drawn, and the page that says how the voice speaks. Pure.

The page lies over the place where a person is. What they touch is meant for the page; what the
world answers still moves the place, and a visit that has moved on closes the page.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from kiosk import events
from kiosk.visit.leaving import Step
from kiosk.visit.state import HANDED_PLACES, Aside, Shop, Visit, own_setting
from ui.contract import AidId

LEAST, MOST = 1, 5
SLOWER, FASTER, QUIETER, LOUDER = "slower", "faster", "quieter", "louder"
STOP, OFF = "stop", "off"
VOICE_CHOICES: Final = (SLOWER, FASTER, QUIETER, LOUDER, STOP, OFF)
"""The choices of the voice page. Any touch hushes the voice, so to stop it changes nothing more."""


def aid(_shop: Shop, visit: Visit, event: events.AskedForAid) -> Step:
    """Switch one aid on or off; the end of the visit sets it back.

    The voice is switched off on its own page, where it can be set as well. While staff have the
    visit it stays silent: the ears are the resident's, and the keys are those of a badge's PIN.
    """
    now = visit.setting
    if AidId(event.id) is AidId.VOICE and visit.place in HANDED_PLACES:
        return visit, ()
    if AidId(event.id) is AidId.VOICE and now.voice:
        return _turned(visit), ()
    changed = {
        AidId.LARGER: replace(now, larger=not now.larger),
        AidId.CONTRAST: replace(now, contrast=not now.contrast),
        AidId.LOW: replace(now, low=not now.low),
        AidId.VOICE: replace(now, voice=True),
    }
    return replace(visit, setting=changed[AidId(event.id)]), ()


def _turned(visit: Visit) -> Visit:
    """Open the voice page, or close it."""
    opened = visit.aside is Aside.NONE
    return replace(visit, aside=Aside.VOICE if opened else Aside.NONE)


def wakes_voice(visit: Visit, event: events.Event) -> bool:
    """Whether a headset was put in by somebody who did not hear the machine yet.

    Only that is a sign of a person: a plug with a loose contact comes and goes by itself.
    """
    return isinstance(event, events.HeadsetIn) and not own_setting(visit).voice


def headset_in(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Speak: who can't see the button for it can find the hole.

    While staff have the visit nothing speaks: the ears are the resident's, the keys a badge's.
    """
    heard = replace(own_setting(visit), voice=True)
    if visit.handover is not None and visit.place in HANDED_PLACES:
        return replace(visit, handover=replace(visit.handover, setting=heard)), ()
    return replace(visit, setting=heard), ()


def voice_reported(_shop: Shop, visit: Visit, event: events.VoiceReported) -> Step:
    """Remember whether the voice can be heard; a screen tells it while the voice is wanted."""
    return replace(visit, voice_problem=event.problem), ()


def voice_volume(shop: Shop, visit: Visit) -> int:
    """Return how loud the voice is, 1 to 5."""
    return shop.volume if visit.voice_volume is None else visit.voice_volume


def can_choose(shop: Shop, visit: Visit, choice: str) -> bool:
    """Whether a choice of the voice page does anything now."""
    speed, volume = visit.voice_speed, voice_volume(shop, visit)
    at_end = {
        SLOWER: speed <= LEAST,
        FASTER: speed >= MOST,
        QUIETER: volume <= LEAST,
        LOUDER: volume >= MOST,
    }
    return choice in VOICE_CHOICES and not at_end.get(choice, False)


def close(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to the place, which is as it was."""
    return replace(visit, aside=Aside.NONE), ()


def choose(shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Set the voice, or switch it off."""
    if not can_choose(shop, visit, event.id):
        return visit, ()
    if event.id == OFF:
        quiet = replace(visit.setting, voice=False)
        return replace(visit, setting=quiet, aside=Aside.NONE), ()
    speed = visit.voice_speed + {SLOWER: -1, FASTER: 1}.get(event.id, 0)
    volume = visit.voice_volume
    if event.id in (QUIETER, LOUDER):
        volume = voice_volume(shop, visit) + (1 if event.id == LOUDER else -1)
    return replace(visit, voice_speed=speed, voice_volume=volume), ()


def not_here(_shop: Shop, visit: Visit, _event: object) -> Step:
    """A touch meant for what lies below the page, and can't be seen."""
    return visit, ()


# Each row's handler takes its own event, as in the visit's table: hence Any.
ON_PAGE: dict[type, Callable[[Shop, Visit, Any], Step]] = {
    events.Chose: choose,
    events.Led: close,
    events.WentBack: close,
    events.WantedMore: not_here,
    events.WantedFewer: not_here,
    events.TurnedPage: not_here,
    events.Typed: not_here,
    events.Erased: not_here,
    events.WantedLanguages: not_here,
    events.WantedPause: not_here,
}
"""What a touch means on the voice page. All other events mean what they mean at the place."""
