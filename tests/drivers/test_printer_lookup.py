"""A network printer is found by name or number, and a dead name server keeps nobody waiting."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event
from time import monotonic

import pytest

from drivers.errors import PrinterUnreachable
from drivers.printer.escpos import STATUS_TIMEOUT_S, EscposPrinter, open_printer
from drivers.printer.lookup import MAX_ADDRESSES, Address, Lookup
from drivers.printer.simulator import PrinterSimulator
from drivers.printer.transport import CONNECT_TIMEOUT_S, TcpTransport
from tests.drivers.printers import picture

WAIT_S = 10.0  # only ever waited for in full when the test fails
HERE = Address(socket.AF_INET, ("127.0.0.1", 9100))


class Names:
    """A name server that answers when it is let."""

    def __init__(self, *found: Address) -> None:
        self.found = found
        self.answers = Event()
        self.asked = 0
        self.error: Exception | None = None

    def __call__(self, host: str, port: int) -> tuple[Address, ...]:
        self.asked += 1
        assert self.answers.wait(WAIT_S)
        if self.error is not None:
            raise self.error
        return self.found


@pytest.fixture
def names() -> Iterator[Names]:
    names = Names(HERE)
    yield names
    names.answers.set()


def _lookups() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "printer-lookup"]


def test_a_name_server_that_is_dead_keeps_nobody_waiting_and_is_asked_once(names: Names) -> None:
    lookup = Lookup("printer", 9100, names)
    for _ in range(5):
        with pytest.raises(PrinterUnreachable, match="takes too long"):
            lookup.addresses(0.01)
    assert (names.asked, len(_lookups())) == (1, 1)
    names.answers.set()
    assert lookup.addresses(WAIT_S) == (HERE,)
    assert lookup.addresses(WAIT_S) == (HERE,)
    assert names.asked == 2


@pytest.mark.parametrize("error", [OSError("no such name"), UnicodeError("no name at all")])
def test_an_unknown_name_is_unreachable_and_asked_again(names: Names, error: Exception) -> None:
    lookup = Lookup("printer", 9100, names)
    with pytest.raises(PrinterUnreachable):
        lookup.addresses(0.01)
    names.error = error
    names.answers.set()
    for _ in range(2):
        with pytest.raises(PrinterUnreachable, match="no printer is known") as failed:
            lookup.addresses(WAIT_S)
        assert failed.value.__cause__ is error
    names.error = None
    assert lookup.addresses(WAIT_S) == (HERE,)


def test_a_name_with_very_many_addresses_is_not_called_at_all_of_them(names: Names) -> None:
    names.found = (HERE,) * 99
    names.answers.set()
    assert len(Lookup("printer", 9100, names).addresses(WAIT_S)) == MAX_ADDRESSES


def test_a_name_that_nobody_can_have_is_unreachable() -> None:
    with open_printer("tcp://" + "a" * 70) as printer, pytest.raises(PrinterUnreachable):
        printer.status()


def test_a_printer_is_found_by_name() -> None:
    with PrinterSimulator() as simulator:
        address = simulator.address.replace("127.0.0.1", "localhost")
        with open_printer(address) as printer:
            printer.print_slip(picture())
        assert len(simulator.tickets) == 1


def test_an_address_that_refuses_is_followed_by_the_next(names: Names) -> None:
    with PrinterSimulator() as simulator:
        port = int(simulator.address.rpartition(":")[2])
        refusing = Address(socket.AF_INET, ("127.0.0.1", 1))
        names.found = (refusing, Address(socket.AF_INET, ("127.0.0.1", port)))
        names.answers.set()
        lookup = Lookup("printer", port, names)
        with EscposPrinter(lambda: TcpTransport(lookup)) as printer:
            assert printer.status().can_print


def test_addresses_that_never_answer_the_call_share_the_time(names: Names) -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):  # a queue of callers that is full: the next one gets no answer
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        names.found = (Address(socket.AF_INET, listener.getsockname()),) * MAX_ADDRESSES
        names.answers.set()
        lookup = Lookup("printer", 9100, names)
        printer = stack.enter_context(EscposPrinter(lambda: TcpTransport(lookup)))
        start_s = monotonic()
        with pytest.raises(PrinterUnreachable, match="no printer answers"):
            printer.status()
        assert CONNECT_TIMEOUT_S * 0.9 <= monotonic() - start_s <= STATUS_TIMEOUT_S
