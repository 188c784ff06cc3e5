"""From a visit to its screen. Pure: same visit, same moment, same screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.payment import Payment, Ticket
from kiosk.presenters.certainty import of_sale, words_of
from kiosk.presenters.choices import ChoicePages
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.handover import HandoverPage
from kiosk.presenters.keypads import Keypads
from kiosk.presenters.money import Reader
from kiosk.presenters.news import NewsPages
from kiosk.presenters.reasons import ReasonPages
from kiosk.presenters.showing import Showing, showing
from kiosk.presenters.staff import StaffPages
from kiosk.presenters.voice_page import VoicePage
from kiosk.services.base import Order
from kiosk.speech.words import Words
from kiosk.visit import Aside, Place, Shop, Visit, order
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy
from ui.contract import (
    BalanceLine,
    Chosen,
    CodeScreen,
    ConfirmScreen,
    Quantity,
    ReprintScreen,
    Screen,
    Step,
    ThanksScreen,
    WaitScreen,
)
from ui.pages import PerPage

Makers = Mapping[Place, Callable[[Visit, datetime], Screen]]
CODE_STEP, CONFIRM_STEP, TICKET_STEP = 1, 2, 3


@dataclass(frozen=True)
class Presenter:
    """Shows the visits of one shop in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader
    per_page: PerPage

    def screen(self, visit: Visit, now: datetime) -> Screen:
        """Return the screen of ``visit`` at the local time ``now``."""
        if visit.aside is Aside.VOICE:
            return VoicePage(self.shop, self.frames, self.words).screen(visit, now)
        if visit.news is not None and self.shop.announcements:
            return NewsPages(self.shop, self.frames, self.words).page(visit, visit.news, now)
        reasons = ReasonPages(self.frames, self.words)
        handed = HandoverPage(self.shop, self.frames, self.words)
        choices = ChoicePages(self.shop, self.frames, self.words, self.reader, self.per_page)
        makers: Makers = {
            Place.START: choices.start,
            Place.LANGUAGE: choices.languages,
            Place.ASKING: choices.options,
            Place.SHOWING: self._code,
            Place.PREPARING: self._wait,
            Place.DECIDING: self._wait,
            Place.CONFIRMING: self._confirm,
            Place.RECORDING: self._wait,
            Place.FULFILLING: self._wait,
            Place.THANKS: self._thanks,
            Place.SORRY: reasons.sorry,
            Place.REPRINT: self._reprint,
            Place.OUT_OF_ORDER: reasons.out_of_order,
            Place.HANDED: handed.page,
            **self._with_digits(),
            **self._of_staff(),
        }
        return makers[visit.place](visit, now)

    def _with_digits(self) -> Makers:
        keypads = Keypads(self.shop, self.frames, self.words)
        return {
            Place.PIN: keypads.pin,
            Place.PIN_CHECK: self._wait,
            Place.HANDED_PIN: keypads.pin,
            Place.HANDED_CHECK: self._wait,
            Place.CARER: keypads.carer,
            Place.STAFF_NEW_PIN: keypads.new_pin,
            Place.STAFF_NEW_PIN_AGAIN: keypads.new_pin,
            Place.STAFF_CLOCK: keypads.clock,
        }

    def _of_staff(self) -> Makers:
        pages = StaffPages(self.shop, self.frames, self.words, self.reader, self.per_page)
        return {
            Place.STAFF: pages.menu,
            Place.STAFF_CARD: pages.show_card,
            Place.STAFF_SHOWN: pages.card,
            Place.STAFF_OWED: pages.owed,
            Place.STAFF_STATE: pages.state,
            Place.STAFF_WAIT: self._wait,
        }

    def _code(self, visit: Visit, now: datetime) -> Screen:
        wanted = order(self.shop, visit)
        shown = self._how_to_show(visit)
        lead = self.frames.lead("code.next", onward=True) if visit.code else None
        step = self.frames.step(self.shop, visit, CODE_STEP, self.words("step.code"))
        frame = leading(self.frames.frame(visit, now, shown.title), step, lead)
        chosen = Chosen(self.words("chosen.label"), self._item(wanted))
        return CodeScreen(
            frame=replace(frame, chosen=chosen),
            picture=shown.picture,
            guide=shown.guide,
            hint=shown.hint,
            preview=shown.preview,
            preview_label=shown.preview_label,
            tip=shown.tip,
            item=self._item_of_code(wanted),
            price=self.reader.price(wanted.total, wanted.worth),
            quantity=self._quantity(wanted),
            asked=visit.code is None,
        )

    def _item_of_code(self, wanted: Order) -> str:
        """The number stands in the stepper where there is one: it is not said twice."""
        if wanted.max_quantity == 1:
            return self._item(wanted)
        return self.words.of_data(wanted.lines[0].name)

    def _how_to_show(self, visit: Visit) -> Showing:
        """A code that was read needs no reader any more."""
        words, read = self.words, "-read" if visit.code else ""
        said = (words(f"code.{part}{read}") for part in ("title", "guide", "hint"))
        title, guide, hint = said
        usual = Showing(title, _code_picture(visit), guide, hint, preview=visit.code is None)
        return usual if visit.code else showing(words, visit, usual)

    def _quantity(self, wanted: Order) -> Quantity | None:
        if wanted.max_quantity == 1:
            return None
        return Quantity(
            words=self.reader.number(wanted.quantity, wanted.unit),
            label=self.words("code.number"),
            can_fewer=wanted.quantity > 1,
            can_more=wanted.quantity < wanted.max_quantity,
            fewer=self.words("code.fewer"),
            more=self.words("code.more"),
        )

    def _wait(self, visit: Visit, now: datetime) -> Screen:
        printing = "wait.printing-again" if visit.ticket and visit.ticket.again else "wait.printing"
        message = {Place.RECORDING: "wait.recording", Place.FULFILLING: printing}
        picture = "scene-printing" if visit.place is Place.FULFILLING else "scene-checking"
        frame = self.frames.frame(visit, now, self.words("wait.title"))
        frame = leading(frame, self._step_of_wait(visit))
        return WaitScreen(frame, self.words(message.get(visit.place, "wait.checking")), picture)

    def _step_of_wait(self, visit: Visit) -> Step | None:
        """A wait belongs to the step it was begun from; before a choice there is none."""
        if not visit.service or visit.place is Place.HANDED_CHECK:
            return None
        if visit.place is Place.FULFILLING:
            return self.frames.step(self.shop, visit, TICKET_STEP, self.words("step.ticket"))
        if visit.place is Place.RECORDING:
            return self.frames.step(self.shop, visit, CONFIRM_STEP, self.words("step.confirm"))
        return self.frames.step(self.shop, visit, CODE_STEP, self.words("step.code"))

    def _confirm(self, visit: Visit, now: datetime) -> Screen:
        payment = visit.payment
        if payment is None:
            raise AssertionError("a visit that confirms has a payment")
        wanted = payment.order
        step = self.frames.step(self.shop, visit, CONFIRM_STEP, self.words("step.confirm"))
        frame = self.frames.frame(visit, now, self.words("confirm.title"))
        return ConfirmScreen(
            frame=leading(frame, step, self.frames.lead("confirm.agree")),
            item=self._item(wanted),
            picture=wanted.picture,
            price=self.reader.price(wanted.total, wanted.worth),
            lines=self._balance(payment),
            readback=self._readback(payment),
            note=self.words(f"confirm.note{_offline(payment)}"),
        )

    def _balance(self, payment: Payment) -> tuple[BalanceLine, ...]:
        offline, coins = _offline(payment), self.reader.coins
        return (
            BalanceLine(self.words(f"confirm.now{offline}"), coins(payment.spendable)),
            BalanceLine(self.words("confirm.use"), self.reader.used(payment.order.total)),
            BalanceLine(self.words(f"confirm.left{offline}"), coins(payment.left), strong=True),
        )

    def _readback(self, payment: Payment) -> str:
        price = self.reader.price(payment.order.total, payment.order.worth)
        return self.words(
            f"confirm.readback{'-won' if price.won else ''}{_offline(payment)}",
            item=self._item(payment.order),
            coins=price.coins,
            won=price.won,
            left=payment.left.units,
        )

    def _item(self, wanted: Order) -> str:
        line = wanted.lines[0]
        return self.reader.item(line.name, line.quantity, wanted.unit)

    def _thanks(self, visit: Visit, now: datetime) -> Screen:
        if visit.ticket is None:
            raise AssertionError("a visit that ends well has a ticket")
        certainty = of_sale(visit)
        step = self.frames.step(self.shop, visit, TICKET_STEP, self.words("step.ticket"))
        frame = self.frames.frame(visit, now, self.words("thanks.title"))
        return ThanksScreen(
            frame=leading(frame, step, self.frames.lead("thanks.done")),
            message=self.words("thanks.message"),
            where=self.words("thanks.where"),
            picture="scene-ticket",
            certainty=certainty,
            certainty_words=words_of(self.words, visit, certainty),
            lines=self._used(visit.ticket, visit.payment),
        )

    def _used(self, ticket: Ticket, payment: Payment | None) -> tuple[BalanceLine, ...]:
        used_then = "thanks.used-again" if ticket.again else "thanks.used"
        used = BalanceLine(self.words(used_then), self.reader.coins(ticket.used))
        if ticket.left is None or payment is None:
            return (used,)
        label = self.words(f"thanks.left{_offline(payment)}")
        return used, BalanceLine(label, self.reader.coins(ticket.left), strong=True)

    def _reprint(self, visit: Visit, now: datetime) -> Screen:
        ticket = visit.ticket
        if ticket is None:
            raise AssertionError("a ticket is offered again only where there is one")
        bought = datetime.fromtimestamp(ticket.time_s, tz=now.tzinfo)
        frame = self.frames.frame(visit, now, self.words("reprint.title"))
        service = self.shop.services.get(ticket.service)
        return ReprintScreen(
            frame=leading(frame, lead=self.frames.lead("reprint.agree")),
            message=self.words("reprint.message"),
            item=self.reader.ticket(ticket, service),
            picture="scene-print-again",
            bought=self.words(
                "reprint.bought",
                day=self.reader.day(bought),
                clock=self.reader.clock(bought),
            ),
        )


def _code_picture(visit: Visit) -> str:
    """Where to show a code, or what was shown."""
    if visit.code is None:
        return "scene-phone-or-card"
    return "scene-card-read" if visit.code.kind is CredentialKind.CARD else "scene-code-read"


def _offline(payment: Payment) -> str:
    """The stand-in rules know what can be spent here, not a balance: other words."""
    return "-offline" if payment.decided_by is DecidedBy.STAND_IN else ""
