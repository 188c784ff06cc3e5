"""A district whose coins are charged, given and converted: kiosks that do it, with every limit."""

import atexit
import os
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from central_node.node import Node
from central_node.seed import seed
from protocol.entry import Decision, Entry, EntryKind, OrderLine, Party, Role, Tender, order_hash
from protocol.messages import HoldAnswer, HoldRequest
from protocol.receipt import Receipt
from tests.central_node import bazaar
from tests.central_node.world import (
    NOW,
    PURSE,
    SCHEME,
    Code,
    KioskSim,
    World,
    copy_of,
    held,
    populate,
)

SINCE = 'status = "set-here"\nfrom = 2026-01-01\nsource = "made for tests"'
RATE = 200  # won for one coin, in the scheme of all tests
RULES = f"""
per_transfer_coins = 30
transfers_day_coins = 50
transfers_month_coins = 70
per_charge_coins = 50
charges_day_coins = 80
charges_month_coins = 100
charges_kiosk_day_coins = 150
[[purse]]
id = "policy"
name = "Policy"
kind = "policy"
uses = ["any"]
until = 2026-12-31
[[bonus]]
id = "charge"
percent = 10
per_charge_coins = 4
person_month_coins = 6
budget_coins = 9
{SINCE}
[[cashback]]
id = "base"
percent = 50
{SINCE}
"""
PEOPLE = f"""{bazaar.PEOPLE}
[[resident]]
id = "poor"
label = "Poor"
balance = 5
"""


@cache
def _template() -> World:
    folder = Path(mkdtemp(prefix="money-template-"))
    atexit.register(shutil.rmtree, folder)
    scheme, people, place = (folder / name for name in ("scheme.toml", "people.toml", "x.toml"))
    scheme.write_text(f"{SCHEME}{RULES}", "utf-8")
    people.write_text(PEOPLE, "utf-8")
    place.write_text("id = 'x'", "utf-8")
    seeded = seed(folder / "node", scheme, [place], people, now=NOW, random=os.urandom)
    world = World(folder / "node", Node.open(folder / "node"), os.urandom)
    populate(world, seeded)
    for sim in world.kiosks:
        sim.open()
        sim.last()
    world.close()
    return world


def make_bank() -> World:
    """A fresh copy."""
    return copy_of(_template())


def shown(world: World, resident: str) -> Code:
    """A fresh code of a resident's phone."""
    return world.phones[resident].code(world.now)


def gets(code: Code) -> Party:
    """The same person as who gets coins."""
    return replace(code.payer, role=Role.PAYEE)


def line(kind: str, won: int) -> tuple[OrderLine, ...]:
    """The one line of an order."""
    return (OrderLine(f"desk:{kind}", kind, 1, won),)


def charge_draft(kiosk: KioskSim, code: Code, coins: int, won: int | None = None) -> Entry:
    """A charge at the card terminal that would come next."""
    paid = coins * RATE if won is None else won
    return replace(
        kiosk.draft(EntryKind.TOP_UP),
        parties=(gets(code),),
        lines=line("charge", paid),
        amounts={PURSE: coins},
        tender=Tender("card", paid),
    )


def charge(kiosk: KioskSim, code: Code, coins: int, won: int | None = None) -> Receipt:
    """Write and send one."""
    kiosk.write(charge_draft(kiosk, code, coins, won), (code.evidence,))
    return kiosk.last()


def cash(kiosk: KioskSim, code: Code, coins: int, badge: Code | None) -> Receipt:
    """The same with money that a member of staff has taken."""
    draft = replace(charge_draft(kiosk, code, coins), tender=Tender("cash", coins * RATE))
    evidence: tuple[bytes, ...] = (code.evidence,)
    if badge is not None:
        staff = replace(badge.payer, role=Role.STAFF)
        draft = replace(draft, parties=(*draft.parties, staff))
        evidence += (badge.evidence,)
    kiosk.write(draft, evidence)
    return kiosk.last()


def ask_to_give(
    kiosk: KioskSim, code: Code, payee: Code, coins: int, id_: bytes, ref: bytes | None = None
) -> HoldAnswer:
    """Ask the node whether the coins may go."""
    return answered(kiosk, hold_request(kiosk, code, coins, id_, EntryKind.TRANSFER, payee, ref))


def ask_to_convert(kiosk: KioskSim, code: Code, coins: int, id_: bytes) -> HoldAnswer:
    """Ask the node whether points may become coins."""
    return answered(kiosk, hold_request(kiosk, code, coins, id_, EntryKind.CONVERT))


def hold_request(
    kiosk: KioskSim,
    code: Code,
    coins: int,
    id_: bytes,
    kind: EntryKind,
    payee: Code | None = None,
    ref: bytes | None = None,
) -> HoldRequest:
    """A request of the first purse for one order of a kind."""
    return HoldRequest(
        id=id_,
        evidence=code.evidence,
        order_hash=order_hash(line(kind, coins * RATE), {PURSE: coins}),
        amount=coins,
        scheme="test-coin",
        scanned_at=kiosk.world.now,
        purses=(PURSE,),
        ref=ref,
        kind=kind,
        payee=None if payee is None else payee.evidence,
    )


def answered(kiosk: KioskSim, request: HoldRequest) -> HoldAnswer:
    """The node's answer."""
    return HoldAnswer.from_body(kiosk.ask("holds", request.to_body()))


def give_draft(
    kiosk: KioskSim,
    code: Code,
    payee: Code,
    coins: int,
    id_: bytes,
    decision: Decision | None = None,
) -> Entry:
    """A transfer that would come next."""
    return replace(
        kiosk.draft(EntryKind.TRANSFER, id_),
        parties=(code.payer, gets(payee)),
        lines=line("transfer", coins * RATE),
        amounts={PURSE: coins},
        decided=decision or held(),
    )


def write_gift(
    kiosk: KioskSim,
    code: Code,
    payee: Code,
    coins: int,
    id_: bytes,
    decision: Decision | None = None,
) -> Receipt:
    """Write a transfer and send it."""
    draft = give_draft(kiosk, code, payee, coins, id_, decision)
    kiosk.write(draft, (code.evidence, payee.evidence))
    return kiosk.last()


def give(kiosk: KioskSim, who: str, to: str, coins: int) -> tuple[HoldAnswer, Receipt | None]:
    """One resident gives another coins by fresh codes: the answer, and the receipt if held."""
    world = kiosk.world
    code, payee, id_ = shown(world, who), shown(world, to), world.id()
    answer = ask_to_give(kiosk, code, payee, coins, id_)
    return answer, write_gift(kiosk, code, payee, coins, id_) if answer.held else None


def write_converted(
    kiosk: KioskSim, code: Code, coins: int, id_: bytes, decision: Decision | None = None
) -> Receipt:
    """Write what was converted and send it."""
    draft = replace(
        kiosk.draft(EntryKind.CONVERT, id_),
        parties=(gets(code),),
        lines=line("convert", coins * RATE),
        amounts={PURSE: coins},
        decided=decision or held(),
    )
    kiosk.write(draft, (code.evidence,))
    return kiosk.last()


def convert(kiosk: KioskSim, who: str, coins: int) -> tuple[HoldAnswer, Receipt | None]:
    """Points become coins of somebody with a fresh code."""
    code, id_ = shown(kiosk.world, who), kiosk.world.id()
    answer = ask_to_convert(kiosk, code, coins, id_)
    return answer, write_converted(kiosk, code, coins, id_) if answer.held else None


def said(receipt: Receipt | None) -> tuple[str, str | None, str | None]:
    """What a receipt tells."""
    assert receipt is not None
    return receipt.outcome, receipt.flag, receipt.bearer
