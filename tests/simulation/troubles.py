"""The day's plan: when people come, and when what goes wrong."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from drivers.printer.contract import Paper
from tests.simulation.house import NodeDown
from tests.simulation.machine import Machine
from tests.simulation.medium import Blow
from tests.simulation.office import Office, staff_comes
from tests.simulation.people import (
    Resident,
    Shown,
    Visitor,
    as_cheat,
    with_card,
    with_phone,
    with_stolen_card,
)
from tests.simulation.strangers import knock
from tests.simulation.world import DAY_MS, World

HOUR_MS: Final = 3600 * 1000
OPENS_H, CLOSES_H = 8, 18
LUNCH_H: Final = (11.0, 13.5)
AT_LUNCH: Final = 0.7  # of all visits but those below
MORNING_H: Final = (15.1, 17.4)  # by the scheme's clock a day has begun: tickets are taken back
IN_THE_MORNING: Final = 0.25
AMONG_VISITS: Final = 0.7  # of all troubles: elsewhere they meet nobody
WITH_CARD: Final = 0.7  # of the visits of somebody who has one, at its kiosk
ELSEWHERE: Final = 0.1
COPIED_CARD: Final = 0.35  # of the cheats on somebody who has one
OLD_PHONE: Final = 0.4  # of the visits of somebody who has another by now
COMES_BACK: Final = 0.3
BACK_S: Final = (240, 3_600)
CHEAT_S: Final = (5, 170)  # a code lives for three minutes
_JUMPS_S: Final = (-40 * 86400, -7200, -400, -55, -50, 30, 400, 7200, 100 * 3600, 40 * 86400)
_BLOW_WITHIN: Final = 60  # statements; a sale takes about 20


@dataclass
class Day:
    """One day of a world. ``visits``: how many a kiosk has, on average."""

    world: World
    begins_ms: int
    visits: float

    def plan(self) -> None:
        """Put the whole day into the timeline."""
        world, climate = self.world, self.world.climate
        for machine in list(world.machines):
            self._plan_machine(machine)
        self._some(climate.node_crashes, "node crash", self._crash_node)
        self._some(climate.node_restores, "node restore", self._restore_node)
        self._some(climate.strangers, "stranger", self._stranger)
        self._some(climate.renewals, "new phone", self._renew)
        self._some(climate.rogue, "rogue", self._rogue)
        office = Office(world)
        self._some(climate.losses, "loss reported", lambda: office.let(office.lose))
        self._some(climate.retirements, "kiosk retired", lambda: office.let(office.retire))

    def _plan_machine(self, machine: Machine) -> None:
        world, climate = self.world, self.world.climate
        minute = 60_000 * world.chance.between(-20, 20)
        world.timeline.at(self._hour(OPENS_H) + minute, "opens", machine.start)
        if world.chance.happens(0.7):  # the others stay on
            world.timeline.at(self._hour(CLOSES_H) + minute, "closes", machine.switch_off)
        for _ in range(world.chance.times(self.visits)):
            at_ms = self._visit_time()
            if at_ms >= world.timeline.now_ms:  # a clone comes in the middle of a day
                world.timeline.at(at_ms, "visit", lambda: self._visit(machine))
        for at_ms in (self._hour(OPENS_H + 0.5), self._visit_time()):
            if at_ms >= world.timeline.now_ms:
                world.timeline.at(at_ms, "staff comes", lambda: staff_comes(machine))
        for rate, what, trouble in (
            (climate.partitions, "line cut", self._cut),
            (climate.crashes, "crash", self._crash),
            (climate.broken_writes, "crash while writing", self._break_write),
            (climate.medium_errors, "medium error", self._fail_write),
            (climate.clock_faults, "clock jumps", self._jump),
            (climate.paper_faults, "paper", self._paper),
            (climate.rollbacks, "old ledger kept", self._keep_for_rollback),
            (climate.deletions, "ledger gone", self._delete),
            (climate.clones, "clone", self._clone),
        ):
            self._some(rate, what, lambda trouble=trouble: self._let(trouble, machine))  # type: ignore[misc] # bound per round

    def _let(self, trouble: Callable[[Machine], None], machine: Machine) -> None:
        if not self.world.settling and not machine.retired:
            trouble(machine)

    def _some(self, rate: float, what: str, do: Callable[[], None]) -> None:
        for _ in range(self.world.chance.times(rate)):
            at_any_time = self.world.chance.between(self._hour(7), self._hour(20))
            busy = self.world.chance.happens(AMONG_VISITS)
            at_ms = self._visit_time() if busy else at_any_time
            self.world.timeline.at(at_ms, what, do)

    def _hour(self, hour: float) -> int:
        return self.begins_ms + int(hour * HOUR_MS)

    def _visit_time(self) -> int:
        chance = self.world.chance
        span = LUNCH_H if chance.happens(AT_LUNCH) else (OPENS_H + 0.5, CLOSES_H - 0.5)
        if chance.happens(IN_THE_MORNING):
            span = MORNING_H
        return chance.between(self._hour(span[0]), self._hour(span[1]))

    # People.

    def _visit(self, machine: Machine) -> None:
        world, chance = self.world, self.world.chance
        local = world.neighbours(machine.kiosk)
        near = local if local and chance.happens(0.8) else world.residents
        resident = chance.pick(near)
        hasty = chance.happens(world.climate.hasty)
        old = resident.former if chance.happens(OLD_PHONE) else None
        shown = with_phone(old or resident.phone, world.timeline)
        card = resident.card
        if card is not None and chance.happens(
            WITH_CARD if card.home == machine.kiosk else ELSEWHERE
        ):
            shown = with_card(resident, card, world.timeline, chance)
        self._send_person(machine, shown, hasty=hasty)
        if chance.happens(COMES_BACK):  # for one thing more, or to give something back
            later_ms = 1000 * chance.between(*BACK_S)
            world.timeline.after(
                later_ms, "comes back", lambda: self._send_person(machine, shown, back=True)
            )
        if chance.happens(world.climate.cheats):
            delay_ms = 1000 * chance.between(*CHEAT_S)
            world.timeline.after(delay_ms, "cheat", lambda: self._cheat(machine, resident))

    def _cheat(self, machine: Machine, resident: Resident) -> None:
        """The same code is shown once more, here or elsewhere, by whoever has a picture of it."""
        world, chance = self.world, self.world.chance
        shown = as_cheat(resident.phone, world.timeline, chance)
        if resident.card is not None and chance.happens(COPIED_CARD):
            shown = with_stolen_card(resident.card, chance)
        self._send_person(chance.pick([machine, chance.pick(world.machines)]), shown, hasty=False)

    def _send_person(
        self, machine: Machine, shown: Shown, *, hasty: bool = False, back: bool = False
    ) -> None:
        world, chance = self.world, self.world.chance
        if machine.process is not None:
            Visitor(
                machine, shown, hasty=hasty, back=back, timeline=world.timeline, chance=chance
            ).come()

    # What happens to one machine.

    def _cut(self, machine: Machine) -> None:
        longest_ms = self.world.climate.longest_partition_h * HOUR_MS
        machine.line.cut = True
        gone_ms = 1000 + int(self.world.chance.upto(longest_ms))
        self.world.timeline.after(gone_ms, "line back", lambda: self._mend_line(machine))

    def _mend_line(self, machine: Machine) -> None:
        machine.line.cut = False
        if machine.process is not None:
            machine.process.courier.wake()

    def _crash(self, machine: Machine) -> None:
        if machine.process is not None:
            machine.crash()

    def _break_write(self, machine: Machine) -> None:
        blow = self.world.chance.pick((Blow.DIES_BEFORE, Blow.DIES_AFTER))
        machine.disk.arm(blow, self.world.chance.between(1, _BLOW_WITHIN))

    def _fail_write(self, machine: Machine) -> None:
        blow = self.world.chance.pick((Blow.FAILS_BEFORE, Blow.FAILS_AFTER))
        machine.disk.arm(blow, self.world.chance.between(1, _BLOW_WITHIN))

    def _jump(self, machine: Machine) -> None:
        """The clock is wrong for some hours; now and then it is found so at a start."""
        chance = self.world.chance
        self.world.truth.clocks_broken = True
        machine.offset_ms += 1000 * chance.pick(_JUMPS_S)
        if machine.process is not None and chance.happens(0.5):
            machine.crash()
        mended_ms = HOUR_MS // 10 + int(chance.upto(6 * HOUR_MS))

        def mend() -> None:
            machine.offset_ms = chance.between(-2000, 2000)

        self.world.timeline.after(mended_ms, "clock set right", mend)

    def _paper(self, machine: Machine) -> None:
        chance, printer = self.world.chance, machine.printer
        match chance.between(0, 2):
            case 0:
                printer.paper = Paper.OUT
            case 1:
                printer.there = False
            case _:
                printer.jams = 0.5
        self.world.timeline.after(60_000 + int(chance.upto(HOUR_MS)), "paper", printer.mend)

    def _keep_for_rollback(self, machine: Machine) -> None:
        """A copy is made now and put back hours later."""
        if machine.process is None or not machine.process.cashier.is_open:
            return
        copy = machine.disk.keep_copy("older")
        name = machine.watch.name

        def put_back() -> None:
            same = machine.watch.name == name and not machine.retired
            if same and not self.world.settling:
                self.world.truth.blemish(machine.kiosk)
                machine.put_back(copy)
                machine.start()

        delay_ms = int(self.world.chance.upto(8 * HOUR_MS))
        self.world.timeline.after(delay_ms, "older ledger put back", put_back)

    def _delete(self, machine: Machine) -> None:
        self.world.truth.blemish(machine.kiosk)
        machine.put_back(None)
        machine.start()

    def _clone(self, machine: Machine) -> None:
        copied = machine.process is not None and machine.process.cashier.is_open
        if machine.is_clone or not copied:
            return
        twin = self.world.clone(machine)
        twin.start()
        Day(self.world, self.begins_ms, self.visits).plan_clone(twin)

    def plan_clone(self, twin: Machine) -> None:
        """A clone is visited for the rest of its first day as every machine."""
        self._plan_machine(twin)

    # What happens to the node.

    def _crash_node(self) -> None:
        if not self.world.settling:
            self.world.house.light_fuse(self.world.chance.between(1, 6))

    def _restore_node(self) -> None:
        """A backup is made now and put back hours later."""
        house, chance = self.world.house, self.world.chance
        if not house.up or self.world.settling:
            return
        house.keep_backup()

        def put_back() -> None:
            if house.up and not self.world.settling:
                house.put_back()
                self._issue_again()

        self.world.timeline.after(int(chance.upto(6 * HOUR_MS)), "node put back", put_back)

    def _issue_again(self) -> None:
        """Who has a credential that the node forgot gets another one at the desk."""
        known = self.world.books.books.credentials()
        for resident in self.world.residents:
            if resident.card is not None and resident.card.cti not in known:
                resident.card = None
            if resident.phone.credential.cti not in known:
                with suppress(NodeDown):
                    self.world.renew(resident)

    def _renew(self) -> None:
        with suppress(NodeDown):
            self.world.renew(self.world.chance.pick(self.world.residents))

    def _stranger(self) -> None:
        if self.world.house.up:
            knock(self.world.house, self.world.chance, self.world.machines[0].signer)

    def _rogue(self) -> None:
        if self.world.house.up:
            self.world.rogue.act()


def technician(world: World) -> None:
    """Look after kiosks that have stopped for a fork: clones go, others begin a new ledger."""
    for machine in world.machines:
        if machine.fork_proof is None or machine.retired:
            continue
        if machine.is_clone:
            machine.retire()
        else:
            world.truth.blemish(machine.kiosk)
            machine.put_back(None)
            machine.start()


__all__ = ["DAY_MS", "Day", "technician"]
