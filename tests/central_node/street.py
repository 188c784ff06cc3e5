"""A street of tills, and residents who do on it what they like: what the tests of cheats act on."""

import atexit
import os
import shutil
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from central_node.cards import RevokeReason
from central_node.node import Node
from central_node.publishing import publish
from central_node.renewal import renew_wallet_token
from central_node.seed import seed
from protocol.keys import Algorithm, MemorySigner
from tests.central_node.paper import (
    add_carer,
    give_card,
    remove_carer,
    revoke,
)
from tests.central_node.tills import Till
from tests.central_node.world import NOW, Code, World, issue, populate, write_inputs

TILLS, RESIDENTS = 5, ("a", "b", "c")
AMOUNTS = (1, 5, 8, 12, 20)
UNSENT = 45  # coins, so that it is reached now and then
DAY_S = 24 * 3600
PEOPLE = "\n".join(
    [f'[[kiosk]]\nname = "till-{number}"' for number in range(TILLS)]
    + [
        f'[[resident]]\nid = "{name}"\nlabel = "{name}"\nbalance = {balance}\n'
        f"homes = {[f'till-{number}' for number in homes]}"
        for name, balance, homes in (("a", 120, (0, 1, 2)), ("b", 60, (1, 3)), ("c", 24, (0,)))
    ]
)
PHASES = [Phase.reuse, Phase.generate]  # an example takes a fifth of a second; its steps are short
CHECKED = settings(
    phases=PHASES,
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def _template() -> World:
    """Seeded and enrolled once for all examples."""
    folder = Path(mkdtemp(prefix="street-template-"))
    atexit.register(shutil.rmtree, folder)
    paths = write_inputs(folder)
    paths["people"].write_text(PEOPLE, encoding="utf-8")
    with paths["scheme"].open("a", encoding="utf-8") as scheme:
        scheme.write(f"[stand_in]\nunsent_coins = {UNSENT}\n")
    node = folder / "node"
    files = paths["scheme"], [paths["facility"]], paths["people"]
    seeded = seed(node, *files, now=NOW, random=os.urandom)
    world = World(node, Node.open(node), os.urandom)
    populate(world, seeded)
    for sim in world.kiosks:
        sim.open()
    world.close()
    return world


@dataclass
class Street:
    """Tills, and all codes that residents have kept; ``heard`` are the screenshots."""

    world: World
    tills: list[Till]
    codes: list[Code] = field(default_factory=list)
    carers: dict[str, str] = field(default_factory=dict)  # by the node
    vouching: dict[str, str] = field(default_factory=dict)  # by tills, which hear of no end
    holders: dict[bytes, str] = field(default_factory=dict)  # whose card it is
    losable: int = 0  # set aside for what was reported as lost, when it was

    def act(self, move: "Move") -> None:
        """One thing that somebody does."""
        at = self.tills[move.till]
        match move.what:
            case "alone":
                at.sell_alone(self.code(move), move.amount)
            case "hold" | "hold unheard":
                at.sell_by_hold(self.code(move), move.amount, heard=move.what == "hold")
            case "send":
                at.send()
            case "beat":
                at.beat()
            case "publish":
                self._publish(at)
            case "later":
                self.world.now += move.amount * DAY_S // 4
            case _:
                self._about_people(move, at)

    def _about_people(self, move: "Move", at: Till) -> None:
        match move.what:
            case "phone":
                self._new_phone(move.resident)
            case "card":
                self.world.now += 1
                self.codes.append(give_card(self.world, move.resident, at.sim))
                self.holders[self.codes[-1].credential.cti] = move.resident
            case "carer":
                self._carer(move, at)
            case "carer ends" if move.resident in self.carers:
                remove_carer(self.world, move.resident, self.carers.pop(move.resident))
            case "report":
                self._report(self.code(move))

    def settle(self, order: Random) -> None:
        """The line is good again: everybody sends."""
        for till in order.sample(self.tills, len(self.tills)):
            till.send()

    def code(self, move: "Move") -> Code:
        """A fresh showing, a screenshot, or a card of whoever."""
        if move.again and self.codes:
            return self.codes[move.amount % len(self.codes)]
        self.codes.append(self.world.phones[move.resident].code(self.world.now))
        return self.codes[-1]

    def _carer(self, move: "Move", at: Till) -> None:
        """Somebody vouches for a card, by the list that this till has; or tries to."""
        other = RESIDENTS[(RESIDENTS.index(move.resident) + 1) % len(RESIDENTS)]
        if move.resident not in self.carers:
            add_carer(self.world, move.resident, other)
            self.carers[move.resident] = other
            self.vouching.setdefault(move.resident, other)
        card = next((one for one in reversed(self.codes) if one.counter is None), None)
        holder = self.holders.get(b"" if card is None else card.credential.cti)
        if card is not None and holder in self.vouching:
            carer = self.world.phones[self.vouching[holder]]
            at.sell_alone(card, move.amount, carer=carer.code(self.world.now))

    def _new_phone(self, resident: str) -> None:
        """With the same coins again, half of what is free set aside."""
        self.world.now += 1
        token, _ = renew_wallet_token(self.world.folder, resident, self.world.now, os.urandom)
        signer = MemorySigner.generate(Algorithm.ESP256)
        self.world.phones[resident] = issue(self.world, token, signer)

    def _publish(self, till: Till) -> None:
        """Fill up the slices of cards; one till gets the roster."""
        with self.world.books.write() as connection:
            district = publish(connection, self.world.node.district, self.world.now)
        for row in district.published.roster:
            if row.kiosk == till.sim.number:
                till.roster[row.cti] = row.limit

    def _report(self, code: Code) -> None:
        """A code is lost, says its holder; who found it goes on."""
        cti = code.credential.cti
        rows = self.world.dump()
        if cti not in {row[0] for row in rows["revocation"]}:
            revoke(self.world, cti, RevokeReason.LOST)
            self.losable += sum(int(str(row[4])) for row in rows["slice"] if row[0] == cti)


@dataclass(frozen=True)
class Move:
    """``again``: one of the codes shown before, or a card; ``amount`` chooses which."""

    what: str
    till: int
    resident: str
    amount: int
    again: bool


def moves(*what: str, most: int) -> st.SearchStrategy[list[Move]]:
    """Some of these."""
    one = st.builds(
        Move,
        what=st.sampled_from(what),
        till=st.integers(0, TILLS - 1),
        resident=st.sampled_from(RESIDENTS),
        amount=st.sampled_from(AMOUNTS),
        again=st.sampled_from([False, False, True]),
    )
    return st.lists(one, min_size=most // 2, max_size=most)


SELLING = ("alone", "alone", "alone", "alone", "hold", "hold unheard")
HONEST = (*SELLING, *SELLING, "send", "beat", "phone", "card", "card", "publish", "later")
WITH_CARERS = (*HONEST, "carer", "carer", "carer ends")


def street() -> Street:
    """A fresh copy of the template."""
    template = _template()
    folder = Path(mkdtemp(prefix="street-"))
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    world = World(folder, Node.open(folder), os.urandom, ids=template.ids)
    world.phones = {name: replace(phone) for name, phone in template.phones.items()}
    scheme = world.node.district.scheme
    tills = [
        Till(replace(sim, world=world, raws=list(sim.raws), evidence=[()]), scheme)
        for sim in template.kiosks
    ]
    for till in tills:
        till.send()
    return Street(world, tills)
