"""What the tests of cards and of lost kiosks do: cards, PINs, carers, reports, heartbeats."""

import os
from dataclasses import replace

from sqlalchemy import insert, select

from central_node import carers, schema
from central_node.cards import CardDesk, RevokeReason
from central_node.exposure import Exposure, exposure
from central_node.retire import Retired, retire
from protocol.code import from_text
from protocol.credential import read
from protocol.entry import ClockState, EntryKind, Role
from protocol.messages import HEARTBEAT, HeartbeatAnswer, HeartbeatRequest
from tests.central_node.world import Code, KioskSim, World, stood_in


def give_card(
    world: World, resident: str, home: KioskSim, old: RevokeReason = RevokeReason.REPLACED
) -> Code:
    """A new card of a resident for their kiosk, as it is shown each time."""
    with world.books.write() as connection:
        card = CardDesk(connection, world.node.district, os.urandom).issue_card(
            resident, _name(world, home), None, world.now, old=old
        )
    raw = from_text(card.code)
    return Code(read(raw, world.node.district.credential_keys), None, raw)


def give_badge(world: World) -> Code:
    """A new badge of staff."""
    with world.books.write() as connection:
        desk = CardDesk(connection, world.node.district, os.urandom)
        raw = from_text(desk.issue_badge("Staff", world.now).code)
    return Code(read(raw, world.node.district.credential_keys), None, raw)


def revoke(world: World, cti: bytes, reason: RevokeReason = RevokeReason.LOST) -> None:
    """End one credential now, whatever ended it before."""
    with world.books.write() as connection:
        row = {"cti": cti, "at": world.now, "reason": reason}
        connection.execute(insert(schema.revocation).values(row))


def report(world: World, card: Code, reason: RevokeReason = RevokeReason.LOST) -> int:
    """What the desk does when a card is reported; from when it is ended."""
    by_cti = select(schema.credential.c.card_number)
    with world.books.write() as connection:
        found = by_cti.where(schema.credential.c.cti == card.credential.cti)
        number = str(connection.execute(found).scalar_one())
        desk = CardDesk(connection, world.node.district, os.urandom)
        return desk.revoke(number, card.credential.kind, reason, world.now)


def add_carer(world: World, resident: str, carer: str) -> None:
    """Let one resident vouch for another."""
    with world.books.write() as connection:
        carers.add_carer(connection, resident, carer, world.now)


def remove_carer(world: World, resident: str, carer: str) -> None:
    """End that."""
    with world.books.write() as connection:
        carers.remove_carer(connection, resident, carer, world.now)


def write_pin(kiosk: KioskSim, code: Code, result: str) -> None:
    """A `pin` entry about a card."""
    draft = replace(kiosk.draft(EntryKind.PIN), parties=(code.holder,), result=result)
    kiosk.write(draft, (code.evidence,))


def prove(kiosk: KioskSim, card: Code) -> None:
    """The holder of a card types the right PIN."""
    write_pin(kiosk, card, "try")
    write_pin(kiosk, card, "right")


def vouched(
    kiosk: KioskSim,
    card: Code,
    carer: Code,
    amount: int,
    clock: ClockState = ClockState.TRUSTED,
) -> None:
    """A sale on a card, proved by a carer's phone."""
    draft = replace(kiosk.spend_draft(card, amount, stood_in(amount)), clock=clock)
    beside = replace(carer.payer, role=Role.CARER)
    kiosk.write(replace(draft, parties=(card.payer, beside)), (card.evidence, carer.evidence))


def close(kiosk: KioskSim, code: Code) -> None:
    """The kiosk refuses a credential from now on, for good."""
    draft = replace(kiosk.draft(EntryKind.CLOSE_CREDENTIAL), parties=(code.holder,), result="asked")
    kiosk.write(draft, (code.evidence,))


def beat(kiosk: KioskSim, unsent: int = 0) -> HeartbeatAnswer:
    """Tell the node how the kiosk does."""
    return HeartbeatAnswer.from_body(kiosk.ask(HEARTBEAT, heartbeat(kiosk, unsent).to_body()))


def heartbeat(kiosk: KioskSim, unsent: int = 0) -> HeartbeatRequest:
    """What it tells."""
    return HeartbeatRequest(
        program="1.0",
        scheme_version=1,
        bundle_version=1,
        status_issued=None,
        clock=ClockState.TRUSTED,
        devices=(("printer", "ready"), ("camera", "lost")),
        unsent=unsent,
        oldest_unsent=kiosk.world.now if unsent else None,
    )


def retire_now(world: World, kiosk: KioskSim) -> Retired:
    """End a kiosk, as the command does."""
    return retire(world.folder, _name(world, kiosk), world.now)


def exposed(world: World) -> Exposure:
    """What `central-node exposure` would tell."""
    with world.books.read() as connection:
        return exposure(connection, world.node.district)


def _name(world: World, kiosk: KioskSim) -> str:
    with world.books.read() as connection:
        found = select(schema.kiosk.c.name).where(schema.kiosk.c.number == kiosk.number)
        return str(connection.execute(found).scalar_one())
