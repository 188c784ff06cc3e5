"""Row 6: staff and a resident invent earnings.

What remains today: nothing. `earn` is kept, acknowledged and flagged, and books no coins, so that
there is nothing to spend. Claims with their caps come with the services that earn; then this row
has to show the caps.
"""

from dataclasses import replace

import pytest

from kiosk.services import REGISTRY
from protocol.code import from_text
from protocol.entry import DecidedBy, Decision, EntryKind, Party, Role, Tender
from tests.central_node.world import PURSE, Code, KioskSim, lines
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.town import LUNCH, Folk, Town

POOR = {"ann": Folk(0, (1,))}
INVENTED = 1000


def plot(make_town: MakeTown) -> tuple[Town, KioskSim, Code, Code]:
    """A kiosk whose staff are in it, a resident without a coin, and a real badge."""
    town = make_town(1, POOR)
    thief, phone, badge = town.rogue(1), town.phone("ann"), town.badge()
    town.show(phone)
    code = Code(phone.credential, phone.counter.to_bytes(4), phone.codes[-1])
    return town, thief, code, Code(town.credential(badge), None, from_text(badge))


def claim(thief: KioskSim, kind: EntryKind, code: Code, badge: Code) -> str | None:
    """Write that ann has earned; the node's flag."""
    payee = replace(code.payer, role=Role.PAYEE)
    staff: Party = replace(badge.payer, role=Role.STAFF)
    draft = replace(
        thief.draft(kind), parties=(payee, staff), lines=lines(1), amounts={PURSE: INVENTED}
    )
    if kind is EntryKind.TOP_UP:
        draft = replace(draft, tender=Tender("cash", INVENTED * 200))
    thief.write(draft, (code.evidence, badge.evidence))
    return thief.last().flag


@pytest.mark.parametrize("kind", [EntryKind.EARN, EntryKind.TOP_UP])
def test_what_is_invented_is_flagged_and_books_nothing(
    make_town: MakeTown, kind: EntryKind
) -> None:
    town, thief, code, badge = plot(make_town)
    before = town.world.dump()["posting"]
    assert claim(thief, kind, code, badge) == "kind-not-booked"
    assert (town.world.balance("ann"), town.world.free("ann")) == (0, 0)
    assert town.world.dump()["posting"] == before
    assert town.world.audit() == ()


def test_unbooked_earnings_are_not_spendable(make_town: MakeTown) -> None:
    town, thief, code, badge = plot(make_town)
    claim(thief, EntryKind.EARN, code, badge)
    answer = thief.hold(code, LUNCH)
    assert (answer.held, answer.reason, answer.spendable) == (False, "not-enough", 0)
    thief.spend(code, LUNCH, Decision(DecidedBy.STAND_IN, LUNCH))
    receipt = thief.last()
    assert receipt.flag is not None
    assert receipt.bearer == "district"  # who settles it with the kiosk's owner, by the flag
    assert town.world.balance("ann") == 0


def test_no_service_of_a_kiosk_earns_yet() -> None:
    """When one does, this row's caps have to be shown here."""
    assert set(REGISTRY) == {"meal-tickets"}
