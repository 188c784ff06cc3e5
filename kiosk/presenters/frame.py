"""What every screen has around its content: header, aids, step, leading button, bottom bar."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.facility import Facility
from kiosk.presenters.money import Reader
from kiosk.speech.words import Words
from kiosk.visit import Aside, Place, Shop, Visit, step_of
from ui.contract import Action, Aid, AidId, BarButton, Frame, Lead, Setting, Step

CAN_GO_BACK = (
    Place.LANGUAGE,
    Place.ASKING,
    Place.KEYING,
    Place.RECEIVING,
    Place.FINDING,
    Place.COUNTING,
    Place.SHOWING,
    Place.APPROVING,
    Place.TENDERING,
    Place.PIN,
    Place.CARER,
    Place.CONFIRMING,
    Place.REPRINT,
    Place.HANDED_PIN,
    Place.HANDED,
    Place.STAFF,
    Place.STAFF_CARD,
    Place.STAFF_SHOWN,
    Place.STAFF_NEW_PIN,
    Place.STAFF_NEW_PIN_AGAIN,
    Place.STAFF_CLOCK,
    Place.STAFF_OWED,
    Place.STAFF_STATE,
)
# A wait ends by itself within seconds and may have coins in the air: it is not left half way.
CANT_START_OVER = (
    Place.PIN_CHECK,
    Place.PREPARING,
    Place.DECIDING,
    Place.RECORDING,
    Place.FULFILLING,
    Place.OUT_OF_ORDER,
    Place.HANDED_CHECK,
    Place.STAFF_WAIT,
)
DRAWN = (AidId.LARGER, AidId.CONTRAST)  # aids that work on every machine


def aids_of(*, low: bool, voice: bool) -> tuple[AidId, ...]:
    """Return the aids a machine offers: ``low`` where it moves anything, ``voice`` with sound."""
    return (*DRAWN, *((AidId.LOW,) if low else ()), *((AidId.VOICE,) if voice else ()))


@dataclass(frozen=True)
class FrameMaker:
    """Makes the frame of one facility's screens in one language."""

    facility: Facility
    words: Words
    reader: Reader
    aids: tuple[AidId, ...] = aids_of(low=True, voice=False)  # those that work here

    @property
    def staff_desk(self) -> str:
        """Where help is."""
        return self.words.of_data(self.facility.staff_desk)

    def frame(self, visit: Visit, now: datetime, title: str) -> Frame:
        """Return the frame with nothing to lead on; a screen adds its step and button."""
        replay = "aid.replay" if visit.setting.voice else ""
        return Frame(
            facility=self.words.of_data(self.facility.name),
            clock=self.reader.clock(now),
            title=title,
            aids=tuple(self._aid(aid, visit.setting) for aid in self.aids),
            bar=self._bar(visit),
            notice=self._notice(visit),
            asks=visit.warned,
            coined=self.reader.coined,
            replay=self.words(f"{replay}.words") if replay else "",
            replay_short=self.words(f"{replay}.short") if replay else "",
        )

    def lead(self, key: str, *, onward: bool = False) -> Lead:
        """Return the leading button with the words of ``key``."""
        return Lead(self.words(key), onward=onward)

    def step(self, shop: Shop, visit: Visit, name: str) -> Step:
        """Return the step bar: where the visit says that it is."""
        number, count = step_of(shop, visit)
        return Step(number, count, name)

    def _aid(self, aid: AidId, setting: Setting) -> Aid:
        switched_on = {
            AidId.LARGER: setting.larger,
            AidId.CONTRAST: setting.contrast,
            AidId.LOW: setting.low,
            AidId.VOICE: setting.voice,
        }
        return Aid(
            aid, self.words(f"aid.{aid}.words"), self.words(f"aid.{aid}.short"), switched_on[aid]
        )

    def _bar(self, visit: Visit) -> tuple[BarButton, BarButton, BarButton]:
        """A page that lies over a place can always be left; the place's rules stay."""
        enabled = {
            Action.BACK: visit.place in CAN_GO_BACK or visit.aside is not Aside.NONE,
            Action.START_OVER: visit.place not in CANT_START_OVER and not _fresh(visit),
            Action.CALL_STAFF: True,
        }
        back, start_over, call_staff = (
            BarButton(action, self.words(f"bar.{action}"), enabled[action]) for action in enabled
        )
        return back, start_over, call_staff

    def _notice(self, visit: Visit) -> str:
        short = "-short" if visit.setting.larger else ""  # large words share a row with the step
        if visit.warned:
            return self.words(f"idle.warning{short}")
        if visit.told:
            return self._told(visit)
        if visit.staff_called and visit.handover is None:
            return self.words(f"staff.called{short}", desk=self.staff_desk)
        if visit.setting.voice and visit.voice_problem:
            return self.words("voice.unheard")
        if visit.place is Place.STAFF and visit.staff and visit.staff.said:
            return self.words(f"staff.said.{visit.staff.said}")
        return ""

    def _told(self, visit: Visit) -> str:
        """Return the quiet line; where large words share a row, its shorter form if there is one.

        A counting machine's trouble that has no words of its own is told as that it is away.
        """
        told = visit.told if f"told.{visit.told}" in self.words else "counter-away"
        short = f"told.{told}-short"
        return self.words(short if visit.setting.larger and short in self.words else f"told.{told}")


def _fresh(visit: Visit) -> bool:
    """Return whether nobody has done anything that starting over would take back."""
    begun = visit.code or visit.answers or visit.news or visit.staff_called or visit.told
    usual = visit.setting == Setting() and visit.aside is Aside.NONE
    return visit.place is Place.START and usual and not begun


def leading(frame: Frame, step: Step | None = None, lead: Lead | None = None) -> Frame:
    """Return ``frame`` with its step and leading button."""
    return replace(frame, step=step, lead=lead)
