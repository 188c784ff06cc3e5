"""The page that asks for a code: how many are wanted, and the machine's own code. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.node.offer_code import modules
from kiosk.presenters.confirming import FREE, item_of
from kiosk.presenters.frame import FrameMaker, leading
from kiosk.presenters.money import Reader
from kiosk.presenters.showing import Showing, showing
from kiosk.services.base import BRINGS, Order
from kiosk.speech.words import Words
from kiosk.visit import Shop, Visit, order
from protocol.credential import CredentialKind
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from ui.contract import Chosen, CodeScreen, Price, Quantity


@dataclass(frozen=True)
class CodePage:
    """Makes the page in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader

    def page(self, visit: Visit, now: datetime) -> CodeScreen:
        """Return where to show a code, for what, and how many of it."""
        wanted = order(self.shop, visit)
        shown = self._how_to_show(visit, wanted)
        lead = self.frames.lead("code.next", onward=True) if visit.code else None
        step = self.frames.step(self.shop, visit, self.words("step.code"))
        frame = leading(self.frames.frame(visit, now, shown.title), step, lead)
        chosen = self._chosen(wanted)
        return CodeScreen(
            frame=replace(frame, chosen=chosen) if chosen else frame,
            picture=shown.picture,
            guide=shown.guide,
            hint=shown.hint,
            preview=shown.preview,
            preview_label=shown.preview_label,
            tip=shown.tip,
            item=self._item(wanted),
            price=self._price(wanted, larger=visit.setting.larger),
            quantity=self._quantity(wanted),
            asked=visit.code is None,
            offer=_rows(visit.offer) if visit.code is None else (),
        )

    def _chosen(self, wanted: Order) -> Chosen | None:
        """Return what is chosen; whom coins are sent to stands on the page as long as it is."""
        if wanted.kind is EntryKind.TRANSFER:
            return None
        return Chosen(self.words("chosen.label"), item_of(wanted, self.words, self.reader))

    def _price(self, wanted: Order, *, larger: bool) -> Price | None:
        """What it costs, or brings; nothing where no coins move."""
        if wanted.kind in FREE or wanted.total == Coins(0):
            return None
        if wanted.kind in BRINGS or wanted.kind is EntryKind.REVERSE:
            return replace(Price(self.reader.came(wanted.total)), more=self._on_top(wanted))
        worth = wanted.worth - wanted.rest
        price = self.reader.parts(wanted.total, worth, wanted.rest, short=larger)
        return price if price.more else replace(price, more=self._usual(wanted))

    def _on_top(self, wanted: Order) -> str:
        """What is given with it, at most."""
        if wanted.reward is None:
            return ""
        return self.words("code.on-top", amount=self.reader.came(wanted.reward))

    def _usual(self, wanted: Order) -> str:
        """What was keyed in, where something was taken off: nobody thinks they typed wrong."""
        off = any(it.key == "discount" for it in wanted.notes)
        listed = next((it.value for it in wanted.notes if it.key == "list-price"), None)
        if not off or not isinstance(listed, Won):
            return ""
        return self.words("code.usual", amount=self.reader.won(listed))

    def _item(self, wanted: Order) -> str:
        """The number stands in the stepper where there is one: it is not said twice.

        Of a price that coins pay a part of, the whole; so too of money that becomes coins, unless
        the coins are that money.
        """
        if wanted.rest > Won(0) and not (wanted.kind in BRINGS and not self.reader.coined):
            name = self.words.of_data(wanted.lines[0].name)
            return self.words("code.whole", name=name, amount=self.reader.won(wanted.worth))
        if wanted.max_quantity == 1 or wanted.kind is EntryKind.DONATE:
            return item_of(wanted, self.words, self.reader)
        return self.words.of_data(wanted.lines[0].name)

    def _how_to_show(self, visit: Visit, wanted: Order) -> Showing:
        """A code that was read needs no reader any more; a phone may read the machine's own."""
        words, read = self.words, "-read" if visit.code else ""
        title, guide, hint = (words(f"code.{part}{read}") for part in ("title", "guide", "hint"))
        if visit.other is not None:  # two people stand there: it is the sender's turn
            title = words(f"code.title-sender{read}")
        elif read and wanted.max_quantity == 1:
            title = words("code.title-read-one")
        usual = Showing(title, _picture(visit), guide, hint, preview=visit.code is None)
        if visit.code:
            return usual
        shown = showing(words, visit, usual)
        if not visit.offer:
            return shown
        label = words("code.preview-offer") if shown.preview_label else ""
        return replace(shown, guide=words("code.offer"), hint="", tip="", preview_label=label)

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


def _picture(visit: Visit) -> str:
    """Where to show a code, or what was shown."""
    if visit.code is None:
        return "scene-phone-or-card"
    return "scene-card-read" if visit.code.kind is CredentialKind.CARD else "scene-code-read"


def _rows(text: str) -> tuple[str, ...]:
    """Return the modules of the machine's own code as the screen draws them."""
    return tuple("".join("01"[dark] for dark in row) for row in modules(text)) if text else ()
