"""Row 6: staff and a resident invent earnings.

A claim needs a badge of the district, and a machine's number counts once. So who invents needs
staff that is in it, and then the caps of the day are what remains: of the person, of the badge, of
the kiosk. The kiosk's program stops at them; a kiosk that belongs to the thief claims what it
likes, and the node books what is within them. What is not booked can't be spent.
"""

from dataclasses import dataclass, field, replace
from typing import Final

import pytest

from protocol.code import from_text
from protocol.entry import DecidedBy, Decision, EntryKind, OrderLine, Party, Role, Tender
from tests.altering import last_bit_turned
from tests.central_node.paper import revoke
from tests.central_node.world import PURSE, Code, KioskSim
from tests.simulation.phones import Phone
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.town import DAY_S, LUNCH, Folk, Town

PERSON_DAY, BADGE_DAY, KIOSK_DAY = 10, 16, 24
RULES: Final = f"""
[[earning]]
id = "toys"
name = "Toys"
unit = "pcs"
rate_coins = 2
evidence = "badge"
person_day_coins = {PERSON_DAY}
approver_day_coins = {BADGE_DAY}
kiosk_day_coins = {KIOSK_DAY}
status = "set-here"
from = 2026-01-01
source = "made for tests"
[[earning]]
id = "bottles"
name = "Bottles"
unit = "pcs"
rate_coins = 1
evidence = "machine"
person_day_coins = {PERSON_DAY}
status = "set-here"
from = 2026-01-01
source = "made for tests"
"""
POOR = {name: Folk(0, (1,)) for name in ("ann", "bob", "cat")}
INVENTED = 1000  # items of a claim


@dataclass
class Gang(Town):
    """A town whose residents have no coin yet, and friends among the staff."""

    phones: dict[str, Phone] = field(default_factory=dict)


def plot(make_town: MakeTown) -> tuple[Gang, KioskSim, Code]:
    """A kiosk whose staff are in it, and a real badge."""
    town = make_town(2, POOR, RULES, kind=Gang)
    assert isinstance(town, Gang)
    return town, town.rogue(1), badge_of(town)


def badge_of(town: Town) -> Code:
    """A badge of the district, in the wrong hands."""
    badge = town.badge()
    return Code(town.credential(badge), None, from_text(badge))


def code_of(town: Gang, resident: str) -> Code:
    """A resident's phone is shown, as often as it takes."""
    if resident not in town.phones:
        town.phones[resident] = town.phone(resident)
    phone = town.phones[resident]
    town.show(phone)
    return Code(phone.credential, phone.counter.to_bytes(4), phone.codes[-1])


def claim(
    town: Gang,
    thief: KioskSim,
    resident: str,
    *staff: Code,
    what: str = "toys",
    items: int = INVENTED,
    number: str | None = None,
) -> str | None:
    """Write that somebody has earned; the node's flag."""
    code = code_of(town, resident)
    by: tuple[Party, ...] = tuple(replace(badge.payer, role=Role.STAFF) for badge in staff)
    draft = replace(
        thief.draft(EntryKind.EARN),
        parties=(replace(code.payer, role=Role.PAYEE), *by),
        lines=(OrderLine(f"desk:{what}", "Toys", items, 400),),
        amounts={PURSE: 2 * items if what == "toys" else items},
        result=number,
    )
    thief.write(draft, (code.evidence, *(badge.evidence for badge in staff)))
    return thief.last().flag


def earned(town: Town) -> int:
    """What was booked of it; the books are whole."""
    assert town.world.audit() == ()
    return sum(town.world.balance(name) for name in POOR)


def test_without_a_badge_of_the_district_nothing_is_booked(make_town: MakeTown) -> None:
    town, thief, badge = plot(make_town)
    forged = replace(badge, evidence=last_bit_turned(badge.evidence))
    friend = code_of(town, "bob")
    for staff in ((), (forged,), (friend,)):
        assert claim(town, thief, "ann", *staff) == "not-approved"
    assert earned(town) == 0


def test_with_one_it_is_the_caps_of_a_day_and_no_more(make_town: MakeTown) -> None:
    """However often, for however many friends: each day of its own, and none that has not come."""
    town, thief, badge = plot(make_town)
    for day in (1, 2):
        flags = [claim(town, thief, who, badge) for who in ("ann", "ann", "bob", "cat")]
        assert set(flags) == {"over-earning-cap"}
        assert earned(town) == day * BADGE_DAY
        assert all(town.world.balance(name) <= day * PERSON_DAY for name in POOR)
        town.wait(DAY_S)


def test_another_badge_gives_the_kiosks_cap_and_another_kiosk_no_more_for_a_person(
    make_town: MakeTown,
) -> None:
    town, thief, badge = plot(make_town)
    other, second = badge_of(town), town.rogue(2)
    for by in (badge, other):
        for who in ("ann", "bob", "cat"):
            claim(town, thief, who, by)
    assert earned(town) == KIOSK_DAY
    before = town.world.balance("ann")
    claim(town, second, "ann", other)
    assert before == PERSON_DAY == town.world.balance("ann")


def test_a_machines_number_is_worth_its_count_once(make_town: MakeTown) -> None:
    town, thief, _ = plot(make_town)
    assert claim(town, thief, "ann", what="bottles", items=3, number="m-1:7") is None
    for who in ("ann", "bob"):
        again = claim(town, thief, who, what="bottles", items=3, number="m-1:7")
        assert again == "count-used"
    assert earned(town) == 3


def test_a_reported_badge_is_worth_nothing(make_town: MakeTown) -> None:
    town, thief, badge = plot(make_town)
    revoke(town.world, badge.credential.cti)
    assert claim(town, thief, "ann", badge) == "not-approved"
    assert earned(town) == 0


def test_coins_are_not_topped_up_by_an_entry(make_town: MakeTown) -> None:
    town, thief, badge = plot(make_town)
    code = code_of(town, "ann")
    staff = replace(badge.payer, role=Role.STAFF)
    draft = replace(
        thief.draft(EntryKind.TOP_UP),
        parties=(replace(code.payer, role=Role.PAYEE), staff),
        amounts={PURSE: INVENTED},
        tender=Tender("cash", INVENTED * 200),
    )
    thief.write(draft, (code.evidence, badge.evidence))
    assert thief.last().flag == "kind-not-booked"
    assert earned(town) == 0


@pytest.mark.parametrize("staff", [True, False], ids=["within a cap", "unapproved"])
def test_only_what_was_booked_is_spendable(make_town: MakeTown, staff: bool) -> None:
    town, thief, badge = plot(make_town)
    claim(town, thief, "ann", *((badge,) if staff else ()))
    booked = earned(town)
    answer = thief.hold(code_of(town, "ann"), LUNCH)
    assert (answer.reason, answer.spendable) == ("not-enough", booked)
    thief.spend(code_of(town, "ann"), LUNCH, Decision(DecidedBy.STAND_IN, LUNCH))
    receipt = thief.last()
    assert receipt.flag is not None
    assert receipt.bearer == "district"  # who settles it with the kiosk's owner, by the flag
    assert earned(town) == booked
