"""Waits: something takes a moment, or a card terminal takes the rest of a price. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.presenters.ends import drives, step_of_end
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.services.base import PAYS, HandOver
from kiosk.speech.words import Words
from kiosk.visit import Place, Shop, Visit
from ui.contract import Step, WaitScreen

STEPS: Final = {
    Place.FINDING: "step.finding",
    Place.RECORDING: "step.confirm",
    Place.TENDERING: "step.tender",
}


@dataclass(frozen=True)
class WaitPages:
    """Makes these pages in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader

    def wait(self, visit: Visit, now: datetime) -> WaitScreen:
        """Return what takes a moment."""
        frame = self.frames.frame(visit, now, self.words("wait.title"))
        frame = leading(frame, self._step(visit))
        return WaitScreen(frame, self.words(self._message(visit)), self._picture(visit))

    def tendering(self, visit: Visit, now: datetime) -> WaitScreen:
        """Return where the bank card goes and for how much; or that the terminal lets go of it."""
        title = "tender.title-giving-up" if visit.giving_up else "tender.title"
        frame = leading(self.frames.frame(visit, now, self.words(title)), self._step(visit))
        rest = self.reader.won(visit.payment.order.rest) if visit.payment else ""
        step = f"tender.{visit.tender_step}"
        said = step if visit.tender_step and step in self.words else "tender.card"
        amount = "" if visit.giving_up else rest
        return WaitScreen(frame, self.words(said), "scene-card-terminal", amount)

    def _message(self, visit: Visit) -> str:
        if visit.place is Place.FINDING:
            return "wait.finding"
        if visit.place is Place.RECORDING:
            return "wait.recording"
        if visit.place is not Place.FULFILLING:
            return "wait.checking"
        ticket = visit.ticket
        if ticket is not None and ticket.hand_over is HandOver.GATE:
            return "wait.opening"
        if ticket is not None and ticket.again:
            return "wait.printing-again"
        if ticket is None:
            return "wait.printing"
        own = f"wait.printing-{ticket.kind}"
        if own in self.words:
            return own
        return "wait.printing" if ticket.kind in PAYS else "wait.printing-free"

    def _picture(self, visit: Visit) -> str:
        if visit.place is not Place.FULFILLING:
            return "scene-checking"
        ticket = visit.ticket
        if ticket is None or ticket.hand_over is not HandOver.GATE:
            return "scene-printing"
        return "scene-gate" if drives(self.shop, ticket) else "scene-turnstile"

    def _step(self, visit: Visit) -> Step | None:
        """A wait belongs to the step it was begun from; before a choice there is none."""
        if not visit.service or visit.place is Place.HANDED_CHECK:
            return None
        name = STEPS.get(visit.place, "step.code")
        if visit.place is Place.FULFILLING:
            name = step_of_end(visit.ticket)
        return self.frames.step(self.shop, visit, self.words(name))
