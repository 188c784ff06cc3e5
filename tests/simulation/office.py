"""The district's people: at the desk, where cards are revoked and handed out and kiosks retired,
and those who look after the machines.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from central_node.cards import CardDesk, RevokeReason
from central_node.errors import Refused
from protocol.credential import CredentialKind
from tests.simulation.cards import CARD_DIGITS, handed_out
from tests.simulation.house import NodeDown
from tests.simulation.machine import Machine
from tests.simulation.people import Resident
from tests.simulation.staff import Staff
from tests.simulation.world import World

HAS_NEW_CARD: Final = 0.7  # of those who report the old one


@dataclass(frozen=True)
class Office:
    """The desk of a world's district."""

    world: World

    def let(self, work: Callable[[], None]) -> None:
        """Do it, unless the node is down or the run is being settled."""
        if not self.world.settling:
            with suppress(NodeDown):
                work()

    def lose(self) -> None:
        """Somebody reports their card as lost, or everything they hold as stolen."""
        resident = self.world.chance.pick(self.world.residents)
        if resident.card is None or self.world.chance.happens(0.3):
            self._stolen(resident)
        else:
            self._lost(resident)

    def retire(self) -> None:
        """A kiosk is retired, as long as another one is left."""
        world = self.world
        left = {it.kiosk: it for it in world.machines if it.kiosk not in world.truth.retired}
        if len(left) < 2:
            return
        machine = left[world.chance.pick(sorted(left))]
        world.truth.retired[machine.kiosk] = world.timeline.now_s
        world.house.retire(f"k{machine.kiosk}")

    def _stolen(self, resident: Resident) -> None:
        self._end(resident, resident.phone.credential.cti)
        if resident.card is not None:
            self._end(resident, resident.card.cti)
        self.world.house.desk(
            lambda desk, now_s: desk.revoke_all(resident.id, RevokeReason.STOLEN, now_s)
        )
        resident.card = None
        self.world.renew(resident)

    def _lost(self, resident: Resident) -> None:
        card = resident.card
        if card is None:
            return
        self._end(resident, card.cti)
        resident.card = None
        self.world.house.desk(
            lambda desk, now_s: desk.revoke(
                card.number, CredentialKind.CARD, RevokeReason.LOST, now_s
            )
        )
        if self.world.chance.happens(HAS_NEW_CARD):
            self._new_card(resident, card.home)

    def _new_card(self, resident: Resident, home: int) -> None:
        def issue(desk: CardDesk, now_s: int) -> tuple[str, str]:
            made = desk.issue_card(resident.id, f"k{home}", None, now_s)
            return made.number, made.code

        world = self.world
        with suppress(Refused):  # the kiosk has been retired
            number, text = world.house.desk(issue)
            keys = world.house.node.district.credential_keys
            resident.card = handed_out(number, text, CARD_DIGITS, keys, world.chance, world.truth)

    def _end(self, resident: Resident, cti: bytes) -> None:
        """From now on kiosks may hear of it. Said before it is done: the node may crash over it."""
        self.world.truth.ended.setdefault(cti, self.world.timeline.now_s)


def staff_comes(machine: Machine) -> None:
    """Somebody with a badge looks after the machine: who has no PIN here, or whose is blocked?"""
    world, cards = machine.world, machine.watch.cards
    if machine.process is None:
        return
    at_home = [
        it.card for it in world.residents if it.card is not None and it.card.home == machine.kiosk
    ]
    wanting = [
        it
        for it in (*world.badges[1:], *at_home)
        if it.cti not in cards.known or cards.blocked(it.cti)
    ]
    working = [it for it in world.badges if it.cti in cards.known and not cards.blocked(it.cti)]
    if working:
        Staff(machine, world.chance.pick(working), wanting).come()
