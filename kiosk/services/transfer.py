"""Sending coins to somebody else: their code, how much, the code of the one who sends."""

from dataclasses import replace
from typing import Final, Literal

from kiosk.services.asks import Ask, Digits, Known, Lookup, NodeCall
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.orders import Line, Order, TicketWords
from kiosk.services.others import OtherCode, Shown, pair
from kiosk.services.sections import ServiceSection, SlipSection, Title, Word
from kiosk.services.usual import FromFile
from protocol.entry import EntryKind
from schemes.money import Coins

NODE, TO, AMOUNT = "node", "to", "amount"
SENT: Final = "transfer"  # the order line of coins that were sent
_FEW: Final = 5  # coins to try a facility with


class TransferSection(ServiceSection, SlipSection):
    """A ``[[service]]`` of kind ``transfer`` in a facility file."""

    kind: Literal["transfer"]
    title: Title  # over the page that asks for the receiver's code
    step: Word
    message: Title
    amount_title: Title
    amount_step: Word
    amount_message: Title


class NotSent(ValueError):
    """Coins of this scheme are nobody's to send."""


class Transfer(FromFile[TransferSection]):
    """The service by one scheme's limit of what one person may send at once."""

    asks = 2

    def __init__(self, section: TransferSection, terms: Terms) -> None:
        """NotSent where the scheme has no rule for sending."""
        super().__init__(section, terms)
        most = terms.scheme.limits.per_transfer
        if most is None:
            raise NotSent(f"{terms.scheme.id} has no limit for transfers, so it has none of them")
        self._most = min(most, terms.scheme.per_transaction)

    def ask(self, known: Known) -> Ask | None:
        """Ask whether the node is there at all, then for the receiver's code, and how much."""
        section = self._section
        if NODE not in known.facts:
            return Lookup(NODE, NodeCall())
        if TO not in known.facts:
            return OtherCode(TO, section.title, section.step, section.message)
        if AMOUNT in known.answers:
            return None
        most = self._most.units
        return Digits(
            AMOUNT,
            section.amount_title,
            section.amount_step,
            section.amount_message,
            places=len(str(most)),
            exact=False,
            unit=self._terms.scheme.unit_name,
            most=most,
        )

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - it is sent once
        """Return what is sent; its name says from whom to whom, once both are known."""
        to = known.facts.get(TO)
        if not isinstance(to, Shown):
            raise AssertionError("ordered before anybody was there to send to")  # noqa: TRY004 - a bug of ours
        coins = Coins(int(known.answers[AMOUNT]))
        name = pair("" if known.holder is None else known.holder.tail, to.tail)
        line = Line(SENT, name, 1, coins, self._terms.scheme.worth(coins, self._terms.on))
        return replace(self._order(line, "scene-sent"), kind=EntryKind.TRANSFER)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:  # noqa: ARG002 - as the contract has it
        """Return that the node is there; the least, a few and the most that can be sent."""
        if isinstance(ask, Lookup):
            return (True,)
        return ("1", str(min(_FEW, self._most.units)), str(self._most.units))

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - it is sent once
        """Return the words of both persons' slips; who and how much stand beside them."""
        return self._section.slip("")
