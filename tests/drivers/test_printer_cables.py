"""A cable torn at each step, over each kind of wire: what is told, and how soon it works again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from drivers.errors import PrinterFault, PrinterUnreachable, PrintUnknown
from drivers.printer.escpos import STATUS_TIMEOUT_S
from drivers.printer.job import ASK_IN_ORDER, LONGEST_PICTURE_BYTES, slip_job
from drivers.printer.render import render
from drivers.printer.replies import REAL_TIME_QUESTIONS
from tests.drivers.cables import CABLES, Cable, TcpCable
from tests.drivers.printers import picture

BACK_WITHIN_S = 5.0
SLIP = picture(300)
STATUS_BYTES = sum(len(question) for question in REAL_TIME_QUESTIONS)
JOB_BYTES = LONGEST_PICTURE_BYTES + len(slip_job(SLIP))  # the first on a wire begins with zeros


@pytest.fixture(params=list(CABLES))
def cable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cable]:
    with CABLES[request.param](tmp_path) as cable:
        yield cable


def bring_back(cable: Cable) -> None:
    """Mend it and see that the same driver works within the time, without a restart."""
    cable.mend()
    start_s = monotonic()
    assert cable.driver.status().can_print
    assert monotonic() - start_s < BACK_WITHIN_S


def bottoms(cable: Cable) -> list[bytes]:
    """The lowest part of each ticket in the tray, as high as a slip."""
    papers = [render(ticket) for ticket in cable.engine.tickets]
    return [
        one.crop((0, one.height - SLIP.height, one.width, one.height)).tobytes() for one in papers
    ]


def test_torn_at_rest_it_is_told_at_the_next_question(cable: Cable) -> None:
    assert cable.driver.status().can_print
    cable.cut()
    for _ in range(2):
        start_s = monotonic()
        with pytest.raises(PrinterUnreachable):
            cable.driver.status()
        assert monotonic() - start_s < STATUS_TIMEOUT_S + 0.5
    bring_back(cable)


def test_torn_before_the_status_nothing_is_sent(cable: Cable) -> None:
    assert cable.driver.status().can_print
    cable.cut()
    with pytest.raises(PrinterUnreachable):
        cable.driver.print_slip(SLIP)
    bring_back(cable)
    cable.driver.print_slip(SLIP)
    assert bottoms(cable) == [SLIP.tobytes()]


@pytest.mark.parametrize("asked", range(1, STATUS_BYTES + 1, 3))
def test_torn_within_the_status_nothing_is_sent(cable: Cable, asked: int) -> None:
    cable.cut_after(asked)
    with pytest.raises(PrinterUnreachable):
        cable.driver.print_slip(SLIP)
    bring_back(cable)
    cable.driver.print_slip(SLIP)
    assert bottoms(cable) == [SLIP.tobytes()]


@pytest.mark.parametrize(
    "taken",
    [1, LONGEST_PICTURE_BYTES, LONGEST_PICTURE_BYTES + 5000, JOB_BYTES - len(ASK_IN_ORDER) - 5],
    ids=["at its first byte", "after the zeros", "in its picture", "before its cut"],
)
def test_torn_in_the_middle_of_the_job_the_slip_is_unknown_and_not_doubled(
    cable: Cable, taken: int
) -> None:
    cable.cut_after(STATUS_BYTES + taken)
    with pytest.raises(PrintUnknown) as unknown:
        cable.driver.print_slip(SLIP)
    assert unknown.value.reason is PrinterFault.DISCONNECTED
    assert not cable.engine.tickets
    bring_back(cable)
    cable.driver.print_slip(SLIP)
    begun, whole = bottoms(cable)
    assert whole == SLIP.tobytes()
    assert begun != whole
    assert render(cable.engine.tickets[1]).size == SLIP.size  # nothing of the one before is on it


@pytest.mark.parametrize(
    "more",
    [0, len(ASK_IN_ORDER), len(ASK_IN_ORDER) + 3],
    ids=["before the first answer", "before the second answer", "in the last status"],
)
def test_torn_after_the_job_the_slip_is_out_and_nobody_says_so(cable: Cable, more: int) -> None:
    cable.cut_after(STATUS_BYTES + JOB_BYTES + more)
    with pytest.raises(PrintUnknown) as unknown:
        cable.driver.print_slip(SLIP)
    assert unknown.value.reason is PrinterFault.DISCONNECTED
    assert bottoms(cable) == [SLIP.tobytes()]
    bring_back(cable)


def test_a_network_that_falls_silent_is_told_within_the_limit_and_used_again() -> None:
    with TcpCable() as cable:
        assert cable.driver.status().can_print
        cable.silent = True
        start_s = monotonic()
        with pytest.raises(PrinterUnreachable):
            cable.driver.status()
        assert monotonic() - start_s < STATUS_TIMEOUT_S + 0.5
        cable.silent = False
        start_s = monotonic()
        assert cable.driver.status().can_print
        assert monotonic() - start_s < BACK_WITHIN_S


@pytest.mark.parametrize("taken", [5000, JOB_BYTES], ids=["in the job", "before the answer"])
def test_a_network_that_falls_silent_during_a_job_leaves_the_slip_unknown(taken: int) -> None:
    with TcpCable() as cable:
        cable.falls_silent = True
        cable.cut_after(STATUS_BYTES + taken)
        with pytest.raises(PrintUnknown) as unknown:
            cable.driver.print_slip(SLIP)
        assert unknown.value.reason is PrinterFault.DISCONNECTED
        cable.silent = False
        assert cable.driver.status().can_print


def test_torn_and_back_between_two_sales_costs_nothing(cable: Cable) -> None:
    for _ in range(3):
        cable.driver.print_slip(SLIP)
        cable.cut()
        cable.mend()
    assert bottoms(cable) == [SLIP.tobytes()] * 3
