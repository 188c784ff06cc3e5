"""What kiosks note without coins: staff see it, and no person in it."""

from dataclasses import replace

import pytest

from central_node.commands import run
from protocol.entry import ClockState, EntryKind
from tests.central_node.paper import beat, close, give_card, retire_now, write_pin
from tests.central_node.world import NOW, KioskSim, World


def refuse(kiosk: KioskSim, reason: str, time: int = NOW) -> None:
    """A code was refused."""
    kiosk.write(replace(kiosk.draft(EntryKind.REFUSE), result=reason, time=time))


def test_the_newest_refusals_clocks_and_closings_are_told_by_kiosk(world: World) -> None:
    one, two = world.kiosks
    refuse(one, "bad-signature")
    clock = replace(one.draft(EntryKind.CLOCK), result="set", clock=ClockState.STAFF_SET)
    one.write(clock)
    close(two, world.phones["rich"].code(NOW))
    one.send(1)
    two.send(1)
    told = [(it.kiosk, it.kind, it.result, it.time, it.clock) for it in world.look().told]
    assert told == [
        ("two", "close_credential", "asked", NOW, "trusted"),
        ("one", "clock", "set", NOW, "staff-set"),
        ("one", "refuse", "bad-signature", NOW, "trusted"),
    ]


def test_of_pins_it_is_told_what_staff_did_and_what_is_blocked_now(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    for result in ("set", "try", "right", *["try"] * 5):
        write_pin(kiosk, card, result)
    kiosk.send(1)
    assert [(it.kind, it.result) for it in world.look().told] == [
        ("pin", "blocked"),
        ("pin", "set"),
    ]
    write_pin(kiosk, card, "unblocked")
    kiosk.last()
    assert [it.result for it in world.look().told] == ["unblocked", "set"]


def test_the_newest_hundred_are_told(world: World) -> None:
    kiosk = world.kiosks[0]
    for number in range(103):
        refuse(kiosk, f"reason-{number}")
    kiosk.send(1)
    told = world.look().told
    assert (len(told), told[0].result, told[-1].result) == (100, "reason-102", "reason-3")


def test_people_read_how_kiosks_do_and_what_they_told(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk = world.kiosks[0]
    refuse(kiosk, "bad-signature", time=2**52)  # out of any calendar
    kiosk.last()
    beat(kiosk, unsent=3)
    retire_now(world, world.kiosks[1])
    assert run(["show", "--folder", str(world.folder)]) == 0
    text = capsys.readouterr().out
    told = "kiosk 1 one: 2 entries, 0 taken, place not registered; heard 2026-09-21 14:13: "
    assert f"{told}program 1.0, bundle 1" in text
    assert "clock trusted, 3 unsent, the oldest of 2026-09-21 14:13; camera lost, printer" in text
    assert "kiosk 2 two: 1 entries, 0 taken, retired 2026-09-21 14:13" in text
    assert f"told by one: refuse bad-signature, {2**52} (trusted)" in text
