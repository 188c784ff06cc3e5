"""What is done to a machine while nobody is there: newer rules, its retirement, its first PIN."""

from typing import TYPE_CHECKING

from kiosk.district import District
from kiosk.events import CodeSeen, LedgerFailed
from kiosk.node.retirement import RETIRED
from kiosk.payment import PinState
from tests.simulation.premises import furnish

if TYPE_CHECKING:
    from tests.simulation.process import Process


def look_at_rest(process: "Process") -> None:
    """A tick, as the composition root's: what changes the machine waits until nobody is there."""
    process.terminal.tick()
    papers = process.papers
    process.side.look()
    if not process.terminal.at_rest:
        return
    if papers.told_retired:
        papers.told_retired = False
        process.terminal.handle(LedgerFailed(RETIRED))
    coming, papers.coming = papers.coming, None
    if coming is not None:
        _adopt(process, coming)


def _adopt(process: "Process", district: District) -> None:
    """First the lanes, then the screen."""
    premises = process.premises = furnish(district)
    process.lanes["ledger"].submit(lambda: process.cashier.adopt(district))
    process.lanes["printer"].submit(lambda: process.printing.adopt(premises.slips))
    process.terminal.restock(premises.shop, premises.presenter)
    process.machine.world.truth.met["kiosk adopted newer rules"] += 1


def give_badge_a_pin(process: "Process") -> None:
    """As `kiosk staff-pin`, on the ledger's lane: where no PIN is known, the first badge's is."""
    if not process.cashier.is_open:
        return
    badge = process.machine.world.badges[0]
    seen = process.cashier.read_code(badge.text, process.clock())
    if isinstance(seen, CodeSeen) and seen.code.pin is PinState.NOT_SET:
        process.cashier.pins.set(0, seen.code, seen.code, badge.pin)
