"""From a paid ticket to the words of its slip, also long after the sale. Pure."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from drivers.slip import Slip
from drivers.slip_sign import Sign
from kiosk.facility import Facility
from kiosk.payment import Ticket
from kiosk.presenters.money import Reader
from kiosk.services.base import TicketWords
from kiosk.speech.words import Words
from protocol.code import ticket_text
from schemes.money import Won


@dataclass(frozen=True)
class SlipWriter:
    """Writes the slips of one facility; times are told in ``zone``."""

    facility: Facility
    words: Words
    reader: Reader
    zone: tzinfo

    def slip(self, ticket: Ticket) -> Slip:
        """Return what is printed: what it is good for, when, used and left, the signed entry.

        A title that what it is good for says anyway is left out.
        """
        service = self.facility.services.get(ticket.service)
        line = ticket.lines[0]
        says = service.ticket(line.item, line.quantity) if service else _plain(line.quantity)
        big = f"{line.name} {says.good_for}"
        return Slip(
            facility=self.facility.name,
            title="" if says.title in big else says.title,
            big=big,
            rows=self._rows(ticket, says),
            qr=ticket_text(ticket.entry),
            help=says.help or self.words("slip.help", desk=self.facility.staff_desk),
            note=self.words("slip.again") if ticket.again else "",
            state=self.words("slip.recorded" if ticket.stood_in else "slip.confirmed"),
            sign=Sign.CLOCK if ticket.stood_in else Sign.CHECK,
        )

    def _rows(self, ticket: Ticket, says: TicketWords) -> tuple[tuple[str, str], ...]:
        rows = (
            (self.words("slip.number"), f"{ticket.number:04d}"),
            *says.rows,
            *self._bought(ticket.time_s),
            (self.words("slip.used"), self._used(ticket)),
        )
        if ticket.left is None:
            return rows
        label = "slip.left-offline" if ticket.stood_in else "slip.left"
        return (*rows, (self.words(label), self.reader.coins(ticket.left)))

    def _used(self, ticket: Ticket) -> str:
        """Return "15코인 (3,000원)", as on the page where it was agreed to."""
        worth = sum((line.each * line.quantity for line in ticket.lines), Won(0))
        price = self.reader.price(ticket.used, worth)
        return f"{price.coins} {price.won}".rstrip()

    def _bought(self, time_s: int) -> tuple[tuple[str, str], tuple[str, str]]:
        at = datetime.fromtimestamp(time_s, tz=self.zone)
        day = self.words("slip.day", year=at.year, month=at.month, day=at.day)
        return (
            (self.words("slip.date"), day),
            (self.words("slip.time"), self.reader.clock(at)),
        )


def _plain(quantity: int) -> TicketWords:
    """A service that is sold here no more: its paid tickets still print."""
    return TicketWords("", str(quantity), ())
