"""A district with everything that a scheme can have: purses, fields to earn in, rewards, limits."""

import atexit
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from central_node.node import Node
from central_node.seed import seed
from protocol.entry import Decision, EntryKind, OrderLine, Party, Role, order_hash
from protocol.messages import HoldAnswer, HoldRequest
from protocol.receipt import Receipt
from tests.central_node.world import (
    NOW,
    PURSE,
    SCHEME,
    Code,
    KioskSim,
    World,
    copy_of,
    held,
    lines,
    populate,
)

SINCE = 'status = "set-here"\nfrom = 2026-01-01\nsource = "made for tests"'
RULES = f"""
per_day_coins = 150
per_month_coins = 250
[[sector]]
id = "food"
name = "Food"
[[sector]]
id = "golf"
name = "Golf"
[[sector]]
id = "books"
name = "Books"
[[market]]
id = "old-market"
name = "Old market"
[[purse]]
id = "policy"
name = "Policy"
kind = "policy"
uses = ["food"]
until = 2026-12-31
[[cashback]]
id = "base"
percent = 10
sectors = ["food"]
{SINCE}
[[cashback]]
id = "market"
percent = 20
markets = ["old-market"]
budget_coins = 15
{SINCE}
[[cashback]]
id = "reader"
percent = 10
sectors = ["books"]
person_month_coins = 5
{SINCE}
[[price_class]]
id = 7
name = "Sixty"
[[month_cap]]
coins = 20
{SINCE}
[[excluded_sector]]
sector = "golf"
but = ["policy"]
{SINCE}
[[earning]]
id = "toys"
name = "Toys"
unit = "pcs"
rate_coins = 2
evidence = "badge"
person_day_coins = 10
approver_day_coins = 14
kiosk_day_coins = 18
{SINCE}
[[earning]]
id = "bottles"
name = "Bottles"
unit = "pcs"
rate_coins = 1
evidence = "machine"
person_day_coins = 30
{SINCE}
[[earning]]
id = "walks"
name = "Walks"
unit = "km"
rate_coins = 1
evidence = "badge"
{SINCE}
[[earning.age]]
years = 60
price_class = 7
{SINCE}
"""
BOTH = ("policy", PURSE)  # the purses that a seller of food asks for
FACILITIES = {
    "stall": '[merchant]\nsector = "food"\nmarket = "old-market"',
    "kitchen": '[merchant]\nsector = "food"',
    "library": '[merchant]\nsector = "books"',
    "course": '[merchant]\nsector = "golf"',
}
PEOPLE = """
[[kiosk]]
name = "one"
[[kiosk]]
name = "two"
[[resident]]
id = "rich"
label = "Rich"
balance = 200
homes = ["one", "two"]
purses = { policy = 40 }
[[resident]]
id = "some"
label = "Some"
balance = 35
"""


@cache
def _template() -> World:
    folder = Path(mkdtemp(prefix="bazaar-template-"))
    atexit.register(shutil.rmtree, folder)
    scheme, people = folder / "scheme.toml", folder / "people.toml"
    scheme.write_text(f"{SCHEME}{RULES}", "utf-8")
    people.write_text(PEOPLE, "utf-8")
    places = [folder / f"{name}.toml" for name in FACILITIES]
    for path in places:
        path.write_text(f'id = "{path.stem}"\n{FACILITIES[path.stem]}\n', "utf-8")
    seeded = seed(folder / "node", scheme, places, people, now=NOW, random=os.urandom)
    world = World(folder / "node", Node.open(folder / "node"), os.urandom)
    populate(world, seeded)
    for sim in world.kiosks:
        sim.open()
        sim.last()
    world.close()
    return world


def make_bazaar() -> World:
    """A fresh copy."""
    return copy_of(_template())


def shown(world: World, resident: str = "rich") -> Code:
    """A fresh code of a resident's phone."""
    return world.phones[resident].code(world.now)


def ask(
    kiosk: KioskSim,
    code: Code,
    amount: int,
    id_: bytes,
    place: str | None = None,
    *,
    ref: bytes | None = None,
    purses: tuple[str, ...] = (),
    kind: EntryKind | None = None,
) -> HoldAnswer:
    """Ask for a hold with all that a request can say."""
    request = HoldRequest(
        id=id_,
        evidence=code.evidence,
        order_hash=order_hash(lines(amount), {PURSE: amount}),
        amount=amount,
        scheme="test-coin",
        scanned_at=kiosk.world.now,
        place=place,
        ref=ref,
        purses=purses,
        kind=kind,
    )
    return HoldAnswer.from_body(kiosk.ask("holds", request.to_body()))


def pay(
    kiosk: KioskSim,
    code: Code,
    amounts: Mapping[str, int],
    id_: bytes,
    decision: Decision | None = None,
    *,
    place: str | None = None,
    ref: bytes | None = None,
    kind: EntryKind = EntryKind.SPEND,
) -> Receipt:
    """Write what was paid by purse, and send it."""
    total = sum(amounts.values())
    draft = kiosk.spend_draft(code, total, decision or held(), id_)
    draft = replace(draft, kind=kind, amounts=amounts, place=place, ref=ref)
    kiosk.write(draft, (code.evidence,))
    return kiosk.last()


def buy(
    kiosk: KioskSim, code: Code, amount: int, place: str | None = None
) -> tuple[bytes, HoldAnswer, Receipt]:
    """Hold of the first purse and spend: the id, the answer, the receipt."""
    id_ = kiosk.world.id()
    answer = ask(kiosk, code, amount, id_, place)
    receipt = pay(kiosk, code, {PURSE: amount}, id_, held(answer.from_slice), place=place)
    return id_, answer, receipt


def earn(
    kiosk: KioskSim,
    code: Code,
    badge: Code | None,
    told: Mapping[str, int],
    coins: int,
    *,
    id_: bytes | None = None,
    counted: str | None = None,
    time: int | None = None,
) -> Receipt:
    """Claim items by field, with a badge's approval or a machine's number; the receipt."""
    staff: tuple[Party, ...] = ()
    evidence = [code.evidence]
    if badge is not None:
        staff = (replace(badge.payer, role=Role.STAFF),)
        evidence.append(badge.evidence)
    draft = replace(
        kiosk.draft(EntryKind.EARN, id_),
        parties=(replace(code.payer, role=Role.PAYEE), *staff),
        lines=tuple(OrderLine(f"desk:{name}", name, items, 400) for name, items in told.items()),
        amounts={PURSE: coins},
        result=counted,
    )
    kiosk.write(draft if time is None else replace(draft, time=time), tuple(evidence))
    return kiosk.last()


def reverse(kiosk: KioskSim, ref: bytes, amounts: Mapping[str, int], code: Code) -> Receipt:
    """Give back of an entry to whom shows their code; the receipt."""
    payee = replace(code.payer, role=Role.PAYEE)
    draft = replace(kiosk.draft(EntryKind.REVERSE), parties=(payee,), ref=ref, amounts=amounts)
    kiosk.write(draft, (code.evidence,))
    return kiosk.last()
