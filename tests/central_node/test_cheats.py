"""Residents who cheat cost the district nothing; kiosks that are lost, no more than was told.

Five tills go for days without the node. Residents show one screenshot at many of them, get new
phones and cards over the old ones, spend online elsewhere meanwhile, and try cards where they do
not belong. Then some tills are copied, rolled back or retired.
"""

import atexit
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from central_node.cards import RevokeReason
from central_node.node import Node
from central_node.publishing import publish
from central_node.renewal import renew_wallet_token
from central_node.seed import seed
from protocol.keys import Algorithm, MemorySigner
from tests.central_node.paper import exposed, give_card, retire_now, revoke
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
            case "phone":
                self._new_phone(move.resident)
            case "card":
                self.world.now += 1
                self.codes.append(give_card(self.world, move.resident, at.sim))
            case "publish":
                self._publish(at)
            case "later":
                self.world.now += move.amount * DAY_S // 4
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


@CHECKED
@given(given_moves=moves(*HONEST, most=60), order=st.randoms(use_true_random=False))
def test_cheating_residents_cost_the_district_nothing_at_honest_kiosks(
    given_moves: list[Move], order: Random
) -> None:
    with (place := street()).world as world:
        for move in given_moves:
            place.act(move)
        place.settle(order)
        seen = world.look()
        assert (seen.problems, seen.duplicates, seen.loss) == ((), 0, 0)
        assert exposed(world).at_most == 0
        flags = {flag for till in place.tills for flag in till.flags}
        assert flags <= {None, "code-used-twice", "credential-ended"}
        event(f"flags {sorted(str(flag) for flag in flags)}")


@CHECKED
@given(given_moves=moves(*HONEST, "report", "report", most=50), order=st.randoms())
def test_a_report_of_loss_costs_no_more_than_was_still_set_aside(
    given_moves: list[Move], order: Random
) -> None:
    with (place := street()).world as world:
        for move in given_moves:
            place.act(move)
        told = exposed(world)
        place.settle(order)
        seen = exposed(world)
        assert world.audit() == ()
        assert seen.lost == seen.lost_revoked <= place.losable
        assert seen.lost <= told.at_most
        assert [one.lost for one in seen.kiosks] == [0] * TILLS


@dataclass(frozen=True)
class Mishap:
    """What becomes of a till."""

    till: int
    what: str


mishaps = st.lists(
    st.builds(
        Mishap,
        till=st.integers(0, TILLS - 1),
        what=st.sampled_from(["copied", "rolled back", "rolled back", "retired"]),
    ),
    min_size=1,
    max_size=3,
)


@CHECKED
@given(
    before=moves(*HONEST, most=40),
    bad=mishaps,
    after=moves("alone", "alone", "hold", most=40),
    order=st.randoms(),
)
def test_lost_kiosks_cost_no_more_than_the_node_told_before(
    before: list[Move], bad: list[Mishap], after: list[Move], order: Random
) -> None:
    with (place := street()).world as world:
        for move in before:
            place.act(move)
        bound = _bound(place, bad)
        forks = _befall(place, bad)
        for move in after:
            if move.what == "hold" and move.till not in {one.till for one in bad}:
                place.act(move)  # the free coins go elsewhere meanwhile
                continue
            for till in [place.tills[move.till], *_others(place, forks, move.till)]:
                till.sell_alone(place.code(move), move.amount)
        place.settle(order)
        for _, fork in forks:
            fork.send_a_fork()
        seen = exposed(world)
        assert world.audit() == ()
        event("lost" if seen.lost else "nothing lost")
        assert seen.lost <= bound
        assert seen.lost <= seen.at_most


def _bound(place: Street, bad: Sequence[Mishap]) -> int:
    """What the node told of these kiosks, before anything befell them."""
    told = {one.number: one for one in exposed(place.world).kiosks}
    retired = {one.till for one in bad if one.what == "retired"}
    copies = sum(
        told[place.tills[one.till].sim.number].each for one in bad if one.what != "retired"
    )
    return copies + sum(
        told[place.tills[till].sim.number].each + told[place.tills[till].sim.number].held
        for till in retired
    )


def _befall(place: Street, bad: Sequence[Mishap]) -> list[tuple[int, Till]]:
    """Copies of ledgers, by till; a machine that begins one anew is one more till on the street."""
    forks: list[tuple[int, Till]] = []
    retired: set[int] = set()
    for one in bad:
        till = place.tills[one.till]
        match one.what:
            case "copied":
                forks.append((one.till, till.copy()))
            case "rolled back":
                place.tills.append(till.rolled_back())
            case _ if one.till not in retired:
                retired.add(one.till)
                retire_now(place.world, till.sim)
    return forks


def _others(place: Street, forks: Sequence[tuple[int, Till]], till: int) -> list[Till]:
    """The further machines that pass for a till."""
    number = place.tills[till].sim.number
    more = [one for one in place.tills[TILLS:] if one.sim.number == number]
    return more + [fork for at, fork in forks if at == till]


@pytest.mark.parametrize("what", ["rolled back", "retired"])
def test_a_bound_may_be_reached(what: str) -> None:
    """Nothing free, all of a slice sold unsent: it is lost to the last coin."""
    with (place := street()).world as world:
        till = place.tills[0]
        phone = world.phones["c"]
        bound = _bound(place, [Mishap(0, what)])
        assert bound == min(
            UNSENT, sum(p.credential.slices.get(1, 0) for p in world.phones.values())
        )
        other = till.rolled_back() if what == "rolled back" else None
        assert till.sell_alone(phone.code(world.now), 12)
        place.tills[4].sell_by_hold(phone.code(world.now), 12, heard=True)
        if other is not None:
            assert other.sell_alone(phone.code(world.now), 12)
            other.send()
        else:
            retire_now(world, till.sim)
            place.tills[4].sell_by_hold(phone.code(world.now), 12, heard=True)
        for one in place.tills:
            one.send()
        assert exposed(world).lost == 12
        assert exposed(world).at_most >= 12
