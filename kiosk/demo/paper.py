"""The ticket as the printer made it: drawn only from the bytes that were written to its port."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drivers.decoder import decode
from drivers.printer.render import render
from protocol.code import from_text
from protocol.entry import SignedEntry, read_entry
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, key_ring


@dataclass(frozen=True)
class PrintedTicket:
    """A ticket's picture as PNG at the printer's own dots, and the text of its code, if any."""

    png: bytes
    code: str | None


def draw(printed: bytes) -> bytes:
    """The paper that the bytes make, as PNG."""
    held = io.BytesIO()
    render(printed).save(held, "PNG")
    return held.getvalue()


def read(printed: bytes) -> PrintedTicket:
    """The paper, and its code as a scanner reads it from the picture."""
    paper = render(printed)
    found = decode(np.asarray(paper.convert("L"), dtype=np.uint8))
    return PrintedTicket(draw(printed), found[0].text if len(found) == 1 else None)


def entry_on(ticket: PrintedTicket, kiosk: PublicKey) -> SignedEntry | None:
    """The entry that the ticket holds, if this kiosk signed it."""
    if ticket.code is None:
        return None
    try:
        return read_entry(from_text(ticket.code), key_ring(kiosk))
    except ProtocolError:
        return None


def newest(tickets: Sequence[bytes], kiosk: PublicKey) -> tuple[PrintedTicket, SignedEntry | None]:
    """Return the newest ticket that holds an entry of ``kiosk``; a slip for somebody else has none.

    ``tickets`` are the printed bytes of one or more, the newest last.
    """
    papers = [read(each) for each in reversed(tickets)]
    found = ((paper, entry_on(paper, kiosk)) for paper in papers)
    return next((each for each in found if each[1] is not None), (papers[0], None))
