"""The ticket is read back from the bytes of the printer's port alone."""

from io import BytesIO

from PIL import Image

from drivers.printer.contract import PAPER_DOTS
from drivers.printer.escpos import open_printer
from drivers.printer.simulator import PrinterSimulator
from drivers.slip import Slip, render_slip
from kiosk.backroom import fonts
from kiosk.demo.paper import PrintedTicket, entry_on, newest, read
from kiosk.desks.slip_layouts import slip_layout_of
from protocol.code import from_text, to_text
from protocol.entry import GENESIS, ClockState, Entry, EntryKind, sign_entry
from protocol.keys import Algorithm, MemorySigner
from tests.demo.test_stream import CODE

KIOSK = MemorySigner.generate(Algorithm.ESP256)


def printed(code: str) -> bytes:
    """The bytes that a printer got for a slip with this code."""
    slip = Slip("Facility", "title", "1", (("label", "value"),), code, "help")
    with PrinterSimulator() as printer, open_printer(printer.address) as wire:
        wire.print_slip(render_slip(slip, fonts(), slip_layout_of("ticket")))
        return printer.tickets[-1]


def test_the_code_on_the_paper_is_read_at_the_printers_dots() -> None:
    ticket = read(printed(CODE))
    assert ticket.code == CODE
    assert Image.open(BytesIO(ticket.png)).width == PAPER_DOTS


def test_paper_without_a_code_has_none() -> None:
    assert read(b"hello\n\x1dV\x00").code is None


def signed(seq: int = 1) -> bytes:
    entry = Entry(
        ledger=bytes(8),
        seq=seq,
        previous=GENESIS,
        id=bytes(16),
        kind=EntryKind.CLOCK,
        time=1_700_000_000,
        clock=ClockState.TRUSTED,
        scheme_version=1,
        bundle_version=1,
    )
    return sign_entry(KIOSK, entry)


def test_an_entry_on_the_paper_is_believed_if_this_kiosk_signed_it() -> None:
    raw = signed()
    ticket = read(printed(to_text(raw)))
    found = entry_on(ticket, KIOSK.public_key)
    assert found is not None
    assert found.raw == raw
    assert entry_on(ticket, MemorySigner.generate(Algorithm.ESP256).public_key) is None


def test_the_newest_ticket_with_an_entry_is_the_one_of_the_sale() -> None:
    first, second, beside = printed(to_text(signed(1))), printed(to_text(signed(2))), printed(CODE)
    paper, found = newest((first, second, beside), KIOSK.public_key)
    assert found is not None
    assert found.raw == signed_on(paper)
    assert found.entry.seq == 2
    paper, found = newest((beside,), KIOSK.public_key)
    assert (paper.code, found) == (CODE, None)


def signed_on(paper: PrintedTicket) -> bytes:
    assert paper.code is not None
    return from_text(paper.code)
