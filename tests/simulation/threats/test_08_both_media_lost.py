"""Row 8: the ledger and its copy are both lost.

What remains: what was neither sent nor printed.
"""

import os

import structlog

from drivers.printer.contract import Paper
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import FORK_FILE
from kiosk.profile.machine import LEDGER_FILE
from offline_queue.clock import KioskClock
from offline_queue.recover import Job, Report, Verdict, recover
from offline_queue.recover_build import Maker
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought, Stall
from tests.simulation.threats.town import LUNCH, Folk

CROWD = {name: Folk(200, (1,)) for name in ("sent", "printed", "lost")}


def recovered(stall: Stall, tickets: list[str]) -> Report:
    """As `kiosk ledger recover --tickets` does, with the node within reach."""
    program, state = stall.program, stall.profile.state
    signer, keys, kid = program.signer, program.keys, program.district.kid
    clock = KioskClock(stall.own_ms, program.district.enrolled_at_s)
    record = LedgerRecord(state, kid, structlog.get_logger())
    stall.stop()
    for path in state.glob(f"{LEDGER_FILE}*"):
        path.unlink()
    known = record.known
    assert known is not None
    report = recover(
        Job(
            ledger=state / LEDGER_FILE,
            fork_proof=state / FORK_FILE,
            maker=Maker(signer, clock, os.urandom),
            node_keys=keys,
            tickets=tickets,
            client=program.client,
            marked=(bytes.fromhex(known.ledger), known.at_node),
        )
    )
    record.begin(bytes.fromhex(report.now))
    stall.start()
    return report


def test_tickets_restore_what_was_printed_and_the_rest_is_the_bound(make_town: MakeTown) -> None:
    town = make_town(1, CROWD)
    stall = town.stall(1)
    phones = {name: town.phone(name) for name in CROWD}
    told = town.told_of(1)
    assert stall.buy(town.show(phones["sent"])) == Bought(LUNCH)
    stall.send()
    stall.line.cut = True
    shot = town.show(phones["printed"])
    assert stall.buy(shot) == Bought(LUNCH)
    printed = [text for text in stall.drawn if text]
    stall.printer.jams = 1.0
    assert stall.buy(town.show(phones["lost"])).coins == LUNCH
    stall.printer.mend()
    stall.printer.paper = Paper.OK
    sold = stall.sold()
    stall.line.cut = False

    report = recovered(stall, printed)
    assert stall.buy(shot) == Bought(0, "reprint")  # paid, as its ticket says: never charged again
    assert (report.verdict, report.tickets.read) == (Verdict.NEW, len(printed))
    town.settle()
    booked = sum(town.paid(name) for name in CROWD) + town.told().lost
    unsent_and_unprinted = LUNCH
    assert sold - booked == unsent_and_unprinted
    assert town.paid("lost") == 0
    # The ticket holds the entry and not the code, so nothing proves the showing: the district's.
    assert [(one.flag, one.bearer) for one in town.flags()] == [("evidence-missing", "district")]
    assert town.told_of(1).lost == LUNCH <= town.told_of(1).at_risk <= told.each
