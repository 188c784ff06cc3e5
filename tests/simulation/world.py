"""One district in one run: builds it, carries it step by step, checks it, and settles it."""

import hashlib
import shutil
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.days import local_day
from kiosk.district import load_district
from protocol.keys import Signer
from schemes.stand_in import PROTOCOL_DEFAULTS
from tests.simulation.cards import Card
from tests.simulation.chance import Chance
from tests.simulation.climate import CALM, Climate
from tests.simulation.end_checks import check_the_end
from tests.simulation.founding import (
    PROFILE_FILE,
    Plan,
    enrol,
    found,
    move_in,
    new_phone,
    residents_of,
)
from tests.simulation.house import House
from tests.simulation.liar import Liar
from tests.simulation.line import Line
from tests.simulation.machine import Machine
from tests.simulation.node_checks import NodeWatch
from tests.simulation.people import Resident
from tests.simulation.places import drawn, facilities
from tests.simulation.premises import Premises, furnish
from tests.simulation.rogue import Rogue
from tests.simulation.side import Partners
from tests.simulation.timeline import Timeline
from tests.simulation.truth import Truth, Violated, demand

BEGINNING_S: Final = 1_789_948_800  # a midnight (UTC) of 2026, ten days before a month's end
MONTH_S: Final = 1_788_220_800  # the first of that month
SHORT_DAYS: Final = 16
"""Phones' codes end a week after the month of their issue: a longer run begins with a month."""
DAY_MS: Final = 24 * 3600 * 1000
SETTLING_MS: Final = 7 * 3600 * 1000
"""After the last day, with everything mended: longer than every retry and every late message."""


@dataclass
class World:
    """Everything of one run. ``home``: an empty folder for it."""

    home: Path
    chance: Chance
    climate: Climate
    plan: Plan
    begins_ms: int = BEGINNING_S * 1000
    steps: int = 0
    machines: list[Machine] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    badges: list[Card] = field(default_factory=list)
    settling: bool = False
    touched: list[Machine] = field(default_factory=list)  # by the step that runs

    def __post_init__(self) -> None:
        self.timeline = Timeline(self.begins_ms, self.chance)
        self.truth = Truth()
        self.partners = Partners(self.chance)
        self._neighbours: dict[int, list[Resident]] = {}
        self._history = hashlib.sha256()
        self.seeded = found(self.home, self.plan, self.timeline, self.chance)
        self.books = NodeWatch(self.truth, PROTOCOL_DEFAULTS)
        self.house = House(self.home, self.timeline, self.chance, self.books)
        self.house.start()
        self.liar = Liar(
            self.chance,
            self.timeline,
            self.truth,
            self.house.node.district.receipt_signer.public_key,
        )
        self._enrol_all()

    def neighbours(self, kiosk: int) -> list[Resident]:
        """Who has a home at this kiosk."""
        if not self._neighbours:
            for resident in self.residents:
                for home in resident.homes:
                    self._neighbours.setdefault(home, []).append(resident)
        return self._neighbours.get(kiosk, [])

    @property
    def digest(self) -> str:
        """Of every step so far and every byte that the kiosks have signed."""
        history = self._history.copy()
        for hash_ in self.truth.signed:
            history.update(hash_)
        for hash_, receipt in self.truth.receipts.items():
            history.update(hash_ + receipt)
        return history.hexdigest()

    @property
    def entries(self) -> int:
        """Entries that all machines have signed."""
        return len(self.truth.signed)

    def new_line(self) -> Line:
        """A line to the node in this climate."""
        return Line(self.house, self.timeline, self.chance, self.climate, self.liar)

    def clone(self, machine: Machine) -> Machine:
        """A second machine with this one's key and disk, and a line of its own."""
        name = f"{machine.name}-clone{len(self.machines)}"
        disk = self.home / name
        disk.mkdir()
        shutil.copy(machine.folder / PROFILE_FILE, disk)
        shutil.copytree(machine.profile.state, disk / machine.profile.state.name)
        twin = Machine(self, name, machine.kiosk, machine.signer, self.new_line(), disk)
        twin.is_clone = True
        copy = machine.disk.keep_copy("for-clone")
        twin.disk.put_back(copy)
        self.machines.append(twin)
        self.truth.blemish(machine.kiosk)
        return twin

    def renew(self, resident: Resident) -> None:
        """A resident gets a new phone; kiosks may close the old credential from now on."""
        self.truth.ended.setdefault(resident.phone.credential.cti, self.timeline.now_s)
        token = self.house.new_token(resident.id)
        keys = self.house.node.district.credential_keys
        before = resident.phone
        resident.phone = new_phone(self.house, token, keys, self.chance, self.truth)
        resident.former = before

    def fork_told(self, machine: Machine) -> None:
        """A kiosk stops because of a fork: somebody must have signed twice."""
        forked = machine.watch.name in self.truth.ledgers_forked
        demand(forked, 19, f"{machine.name} stops for a fork, and nobody signed twice")

    def run_until(self, until_ms: int) -> None:
        """Carry on, step by step; raises Violated."""
        while (event := self.timeline.take(until_ms)) is not None:
            self.steps += 1
            self._history.update(f"{event.when_ms} {event.what}\n".encode())
            try:
                event.do()
                self._look()
            except Violated:
                raise
            except Exception as exc:  # whatever the product raises here is a finding
                raise Violated(0, _where(exc)) from exc

    def check_day(self) -> None:
        """Look through everything, as at the end of each day."""
        for machine in self.machines:
            if machine.watch.size and not machine.dirty:
                keys = self.premises.district.receipt_keys
                machine.watch.check_whole(machine.disk.ledger, keys)
        if self.house.up:
            self.books.check_whole(self.house.folder)

    def settle(self) -> None:
        """Mend everything, let all that is under way arrive, and demand what must be in the end."""
        self.settling = True
        self.house.quiet()
        self.house.start()
        self.partners.troubled = False
        for machine in self.machines:
            machine.line.climate, machine.line.cut = CALM, False
            machine.disk.disarm()
            machine.printer.mend()
            machine.devices.mend()
            machine.start()
            if machine.process is not None:
                machine.process.courier.wake()
                machine.process.side.recorded()
        self.run_until(self.timeline.now_ms + SETTLING_MS)
        self.rogue.settle()
        self._look()
        self.check_day()
        check_the_end(self.machines, self.truth, self.books, self.partners)

    def close(self) -> None:
        """Let go of every file."""
        for machine in self.machines:
            if machine.process is not None:
                machine.process.die()
        self.house.stop()

    def _look(self) -> None:
        touched, self.touched = self.touched, []
        for machine in touched:
            machine.look()
            process = machine.process
            if process is not None and process.quiet and process.nobody_pays:
                machine.watch.require_settled()

    def _enrol_all(self) -> None:
        calm = Line(self.house, self.timeline, self.chance, CALM, self.liar)
        chance = self.chance
        enrolments = [
            enrol(calm, self.seeded, number, self.timeline, chance)
            for number in range(1, self.plan.kiosks + 2)
        ]
        node = self.house.node.district
        self.books.receipt_keys = node.receipt_keys
        self.truth.publish(node.published, node.bundle)
        places = (*drawn(self.plan.kiosks, chance), facilities()[0])
        profiles = [
            move_in(self.home / one.name, self.seeded, one, place.stem)
            for one, place in zip(enrolments, places, strict=True)
        ]
        district = load_district(profiles[0], local_day(self.timeline.now_s))
        self.premises: Premises = furnish(district)
        self.books.rules = district.scheme.stand_in
        self.books.coins.scheme = district.scheme
        *honest, thief = enrolments
        for one in honest:
            kiosk = one.enrolled.answer.kiosk
            disk = self.home / one.name
            self.machines.append(Machine(self, one.name, kiosk, one.signer, self.new_line(), disk))
        keys = node.credential_keys
        self.residents, self.badges = residents_of(
            self.home, self.house, self.seeded, keys, chance, self.truth
        )
        self.liar.victim = self.residents[0].phone.raw
        self._lodge_rogue(thief.signer, thief.enrolled.answer.kiosk)

    def _lodge_rogue(self, signer: Signer, kiosk: int) -> None:
        district = self.premises.district
        self.truth.rogues.add(kiosk)
        self.rogue = Rogue(
            self.house,
            self.timeline,
            self.chance,
            self.truth,
            self.residents,
            signer,
            kiosk,
            district.purse,
            district.scheme.id,
            self.chance.bytes(8),
            self.badges,
            [field.id for field in district.scheme.earning],
        )


def _where(exc: Exception) -> str:
    """What was raised, and where: the run itself ends with the command that repeats it."""
    (last,) = traceback.extract_tb(exc.__traceback__)[-1:]
    return f"{type(exc).__name__}: {exc} ({Path(last.filename).name}, line {last.lineno})"


def beginning_ms(days: int) -> int:
    """When a run of so many days begins, in epoch milliseconds."""
    return 1000 * (BEGINNING_S if days <= SHORT_DAYS else MONTH_S)


__all__ = ["DAY_MS", "Violated", "World", "beginning_ms"]
