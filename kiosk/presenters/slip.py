"""From a paid ticket to the words of its slip, also long after the sale. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from drivers.slip import Slip
from drivers.slip_sign import Sign
from kiosk.facility import Facility
from kiosk.payment import Ticket
from kiosk.presenters.money import Reader
from kiosk.services.base import BRINGS, PAYS, TicketWords
from kiosk.services.others import apart
from kiosk.speech.polyglot import IN_WON
from kiosk.speech.words import Glossary, Words
from protocol.code import ticket_text
from protocol.entry import EntryKind
from schemes.money import Won


@dataclass(frozen=True)
class SlipWriter:
    """Writes the slips of one facility; times are told in ``zone``."""

    facility: Facility
    words: Words
    reader: Reader
    zone: tzinfo

    @property
    def _said(self) -> Words:
        """The words as the screen has them: of money where the currency is the won itself."""
        return self.words.at(Glossary(), "" if self.reader.coined else IN_WON)

    def slip(self, ticket: Ticket) -> Slip:
        """Return what is printed: what it is good for, when, used and left, the signed entry.

        A title that what it is good for says anyway is left out.
        """
        match ticket.kind:
            case EntryKind.TRANSFER:
                return self._of_two(ticket)
            case EntryKind.CONVERT:
                return self._of_points(ticket)
            case _:
                return self._of_one(ticket)

    def _of_points(self, ticket: Ticket) -> Slip:
        """Largest is that something came; the points that went for it are one of the rows."""
        own, line = self._of_one(ticket), ticket.lines[0]
        service = self.facility.services.get(ticket.service)
        points = service.ticket(line.item, line.quantity).good_for if service else ""
        went = ((line.name, points),) if points else ()
        rows = (own.rows[0], *went, *own.rows[1:])
        return replace(own, big=self._said("slip.big-received"), rows=rows)

    def _of_two(self, ticket: Ticket) -> Slip:
        """Return the sender's slip with the receiver's; each says who sent and who got.

        The largest word is which of the two it is: narrow paper would break an amount in two.
        The receiver is told nothing of what is left, and gets no entry: it holds what the sender
        showed.
        """
        sender, receiver = apart(ticket.lines[0].name)
        own = self._of_one(ticket)
        number, got = own.rows[0], (self._said("slip.received"), self._used(ticket))
        both = (*self._whom("slip.from", sender), *self._whom("slip.to", receiver))
        came = (number, *both, *self._bought(ticket.time_s), got)
        sent = (number, *both, *own.rows[1:])
        title, big = self._said("slip.title-received"), self._said("slip.big-received")
        desk = self._said("slip.help", desk=self.facility.staff_desk)
        theirs = replace(own, title=title, big=big, rows=came, qr=None, help=desk)
        return replace(own, big=self._said("slip.big-sent"), rows=sent, other=theirs)

    def _whom(self, label: str, tail: str) -> tuple[tuple[str, str], ...]:
        return ((self._said(label), self._said("slip.tail", tail=tail)),) if tail else ()

    def _of_one(self, ticket: Ticket) -> Slip:
        service = self.facility.services.get(ticket.service)
        line = ticket.lines[0]
        says = service.ticket(line.item, line.quantity) if service else _plain(line.quantity)
        big = f"{line.name} {says.good_for}".strip()
        alone = ticket.stood_in or ticket.kind is EntryKind.TOP_UP  # nobody else knows of it yet
        return Slip(
            facility=self.facility.name,
            title="" if says.title in big else says.title,
            big=big,
            rows=self._rows(ticket, says),
            qr=ticket_text(ticket.entry),
            help=says.help or self._said("slip.help", desk=self.facility.staff_desk),
            note=self._said("slip.again") if ticket.again else "",
            state=self._said("slip.recorded" if alone else "slip.confirmed"),
            sign=Sign.CLOCK if alone else Sign.CHECK,
        )

    def _rows(self, ticket: Ticket, says: TicketWords) -> tuple[tuple[str, str], ...]:
        rows = (
            (self._said("slip.number"), f"{ticket.number:04d}"),
            *says.rows,
            *self._bought(ticket.time_s),
            *self._moved(ticket),
        )
        return (*rows, *self._left(ticket), *self._coming(ticket))

    def _left(self, ticket: Ticket) -> tuple[tuple[str, str], ...]:
        if ticket.left is None or ticket.kind not in PAYS:
            return ()
        label = "slip.left-offline" if ticket.stood_in else "slip.left"
        label = "slip.left-transfer" if ticket.kind is EntryKind.TRANSFER else label
        return ((self._said(label), self.reader.coins(ticket.left)),)

    def _coming(self, ticket: Ticket) -> tuple[tuple[str, str], ...]:
        """What comes in later stands below what is left: it is no part of that."""
        rows = []
        if ticket.reward is not None and ticket.reward.units:
            coins = self.reader.came(ticket.reward)
            charged = ticket.kind is EntryKind.TOP_UP
            at_most = ticket.stood_in or charged
            told = self._said("slip.reward-at-most", amount=coins) if at_most else coins
            rows.append((self._said("slip.bonus" if charged else "slip.reward"), told))
        if ticket.earned.units:
            own = f"slip.{ticket.kind}"
            label = own if own in self.words else "slip.earned"
            earned = (self._said(label), self.reader.came(ticket.earned))
            rows = [earned, *rows] if ticket.kind in BRINGS else [*rows, earned]
        return tuple(rows)

    def _moved(self, ticket: Ticket) -> tuple[tuple[str, str], ...]:
        """Return the whole price where it has parts, what was taken off, and what was paid how."""
        rows = []
        worth = sum((line.each * line.quantity for line in ticket.lines), Won(0))
        if ticket.taken_off > Won(0):
            listed, off = worth + ticket.taken_off, self.reader.off(ticket.taken_off)
            rows += [(self._said("slip.listed"), self.reader.won(listed))]
            rows += [(self._said("slip.off"), off)]
        if ticket.rest > Won(0) and ticket.kind is not EntryKind.TOP_UP:
            rows.append((self._said("slip.whole"), self.reader.won(worth)))
        if ticket.used.units:
            rows.append((self._said(f"slip.{_how(ticket)}"), self._used(ticket)))
        if ticket.rest > Won(0):
            by = self._said(f"slip.rest-{ticket.rest_by or 'desk'}")
            rows.append((by, self.reader.won(ticket.rest)))
        return tuple(rows)

    def _used(self, ticket: Ticket) -> str:
        """Return "15코인 (3,000원)", as on the page where it was agreed to."""
        worth = sum((line.each * line.quantity for line in ticket.lines), Won(0))
        price = self.reader.price(ticket.used, worth - ticket.rest)
        return f"{price.coins} {price.won}".rstrip()

    def _bought(self, time_s: int) -> tuple[tuple[str, str], tuple[str, str]]:
        at = datetime.fromtimestamp(time_s, tz=self.zone)
        day = self._said("slip.day", year=at.year, month=at.month, day=at.day)
        return (
            (self._said("slip.date"), day),
            (self._said("slip.time"), self.reader.clock(at)),
        )


def _how(ticket: Ticket) -> str:
    return {EntryKind.DONATE: "given", EntryKind.TRANSFER: "sent"}.get(ticket.kind, "used")


def _plain(quantity: int) -> TicketWords:
    """A service that is sold here no more: its paid tickets still print."""
    return TicketWords("", str(quantity), ())
