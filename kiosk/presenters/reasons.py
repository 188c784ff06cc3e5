"""Why something can't be done: the screens that tell a named reason in words. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from kiosk.presenters.certainty import of_refusal, words_of
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.services.base import PAYS, HandOver
from kiosk.services.hours import WEEK
from kiosk.speech.words import Words
from kiosk.troubles import TROUBLES
from kiosk.visit import CoinsFate, Place, Refusal, Shop, Visit
from kiosk.visit.state import cant_serve
from ui.contract import Certainty, OutOfOrderScreen, SorryScreen

CHOOSE_AGAIN: Final = (
    "not-enough",
    "over-limit",
    "over-day-limit",
    "stand-in-over-day-limit",
    "stand-in-over-slice",
    "stand-in-over-transaction-limit",
    "over-month-limit",
    "sold-out",
    "course-full",
    "course-full-here",
    "no-pass",
    "pass-used-up",
    "pass-unknown",
    "not-entitled",
)
SHOW_AGAIN: Final = ("print-unknown", "print-failed", "gate-unknown", "gate-failed", "gate-stuck")
OF_A_CARD: Final = ("card-unknown", "card-given-back")  # what is said of money would contradict
CLOSED: Final = "closed-now"
PASSES: Final = ("power",)  # by itself: one may as well wait


@dataclass(frozen=True)
class ReasonPages:
    """Tells reasons in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader

    def sorry(self, visit: Visit, now: datetime) -> SorryScreen:
        """Return what happened, what of the coins, and what to do now."""
        refusal = visit.refusal
        if refusal is None:
            raise AssertionError("a visit that was refused has a reason")
        title = (
            f"sorry.title-used{_gate(visit)}" if refusal.coins is CoinsFate.USED else "sorry.title"
        )
        lead = self.frames.lead(_lead(refusal))
        frame = leading(self.frames.frame(visit, now, self.words(title)), lead=lead)
        return SorryScreen(
            frame=frame,
            what=self._whom(refusal) or self._of_reason(refusal.reason, "what"),
            coins=self._coins(visit, refusal.coins),
            todo=self._opening(visit, now) or self._of_reason(refusal.reason, "todo"),
            reason=refusal.reason,
            picture=self._of_reason(refusal.reason, "picture"),
            certainty=of_refusal(refusal),
            certainty_words=self._sure(visit, of_refusal(refusal)),
        )

    def _whom(self, refusal: Refusal) -> str:
        """Tell whom it is for; empty where nobody is named."""
        if not refusal.who:
            return ""
        who = " \N{MIDDLE DOT} ".join(map(self.words.of_data, refusal.who))
        return self.words(f"who.{refusal.reason}", who=who)

    def _opening(self, visit: Visit, now: datetime) -> str:
        """Tell who came too early or too late when it can be had; empty where no file says so."""
        service = self.shop.services.get(visit.service)
        if visit.refusal is None or visit.refusal.reason != CLOSED or service is None:
            return ""
        opening = service.opening
        if opening is None:
            return ""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        opens, closes = (
            self.reader.clock(midnight + timedelta(minutes=each))
            for each in (opening.opens, opening.closes)
        )
        if not opening.opens:  # its file names last orders alone
            over = now >= midnight + timedelta(minutes=opening.closes)
            return self.words("opening.until", closes=closes) if over else ""
        told = self.words("opening.hours", opens=opens, closes=closes)
        if opening.days == WEEK:
            return told
        days = " \N{MIDDLE DOT} ".join(self.words(f"opening.day.{day}") for day in opening.days)
        return self.words("opening.days", days=days, hours=told)

    def _coins(self, visit: Visit, fate: CoinsFate) -> str:
        """Tell where the coins are; of what is owed, whether it is a ticket or a gate."""
        ticket = visit.ticket
        if fate is CoinsFate.SAFE and visit.cash is not None:
            return self.words("sorry.coins.cash")
        reason = visit.refusal.reason if visit.refusal else ""
        if fate is CoinsFate.SAFE and reason in OF_A_CARD:
            return self.words(f"sorry.coins.{reason}")
        if fate is not CoinsFate.USED or ticket is None:
            return self.words(f"sorry.coins.{fate}")
        free = "" if ticket.kind in PAYS else "-free"
        again = "-again" if ticket.again and not free and not _gate(visit) else ""
        own = f"sorry.coins.used-{ticket.kind}"
        if own in self.words:
            return self.words(own)
        return self.words(f"sorry.coins.used{free}{again}{_gate(visit)}")

    def _sure(self, visit: Visit, certainty: Certainty) -> str:
        """Where nothing was used the line of the coins says so, and nobody pays in staff mode."""
        said = visit.staff or certainty is Certainty.REFUSED
        return "" if said else words_of(self.words, visit, certainty)

    def out_of_order(self, visit: Visit, now: datetime) -> OutOfOrderScreen:
        """Return what is wrong with the machine, and where help is."""
        reason = visit.refusal.reason if visit.refusal else cant_serve(visit)
        what = self._of_reason(reason, "what")
        safe = visit.refusal is None or visit.refusal.coins is CoinsFate.SAFE
        if visit.refusal is not None and not safe:
            what = f"{what}\n{self.words(f'out-of-order.coins.{visit.refusal.coins}')}"
        elif visit.refusal is not None and visit.refusal.cash:
            what = f"{what}\n{self.words('out-of-order.coins.cash')}"
        frame = self.frames.frame(visit, now, self.words("out-of-order.title"))
        desk = self.words("out-of-order.help", desk=self.frames.staff_desk)
        if reason in PASSES and safe:  # else whose coins were used needs the desk
            desk = f"{self._of_reason(reason, 'todo')}\n{desk}"
        note = self._for_technician(reason)
        picture = self._of_reason(reason, "picture")
        closed = OutOfOrderScreen(frame, what, desk, reason, picture, note)
        if visit.refusal is None or (reason in PASSES and visit.refusal.at_rest):
            return closed  # it has touched nobody's coins
        certainty = of_refusal(visit.refusal)
        sure = words_of(self.words, visit, certainty)
        return replace(closed, certainty=certainty, certainty_words=sure)

    def _for_technician(self, reason: str) -> str:
        """Return what can be read out on the phone; staff mend a printer by its own words."""
        trouble = TROUBLES.get(reason)
        return self.words("out-of-order.note", code=trouble.code) if trouble else ""

    def _of_reason(self, reason: str, part: str) -> str:
        """Return what is told of a reason; some that a log tells apart share their words."""
        alias = f"same-words.{reason}"
        key = self.words(alias) if alias in self.words else reason
        return self.words(f"reason.{key}.{part}")


def _gate(visit: Visit) -> str:
    """Return the ending of keys for what is owed by a gate, not by paper."""
    ticket = visit.ticket
    return "-gate" if ticket is not None and ticket.hand_over is HandOver.GATE else ""


def _lead(refusal: Refusal) -> str:
    """Say what was asked for, not that it starts over: that is what the bar's button says."""
    if refusal.retry is not Place.START:
        return "sorry.again"
    if refusal.reason in CHOOSE_AGAIN:
        return "sorry.choose"
    return "sorry.show" if refusal.reason in SHOW_AGAIN else "sorry.seen"
