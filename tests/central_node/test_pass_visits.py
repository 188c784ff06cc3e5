"""A visit by a pass takes one of the holder's only where the holder has provably come in."""

import pytest
from sqlalchemy import update

from central_node.schema import kiosk
from tests.central_node.paper import revoke
from tests.central_node.pass_door import DAY_S, Door, phone
from tests.central_node.world import World


@pytest.fixture
def doors(world: World) -> tuple[Door, Door]:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 3)
    return one, two


def test_a_visit_without_the_holders_code_takes_none(doors: tuple[Door, Door]) -> None:
    one, two = doors
    two.online = False
    two.visit(phone(two.world), shown=False)
    assert two.send() == ["evidence-missing"]
    assert one.left(phone(one.world)) == 3
    assert one.world.audit() == ()


def test_a_kiosk_that_is_retired_lets_nobody_in(doors: tuple[Door, Door]) -> None:
    one, two = doors
    two.online = False
    two.visit(phone(two.world))
    with two.world.books.write() as connection:
        connection.execute(
            update(kiosk).where(kiosk.c.number == two.kiosk.number).values(retired=1)
        )
    assert two.send() == ["kiosk-retired"]
    assert one.left(phone(one.world)) == 3


def test_whoever_comes_in_with_a_lost_phone_takes_none_of_its_owners(world: World) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 3)
    lost = phone(world)
    revoke(world, lost.credential.cti)
    world.now += 3 * DAY_S
    two.online = False
    two.visit(phone(world))
    assert two.send() == ["revoked"]
    assert world.audit() == ()


def test_one_showing_lets_in_once_also_when_its_entry_has_come(doors: tuple[Door, Door]) -> None:
    one, two = doors
    code = phone(one.world)
    assert one.come_in(code) is None
    assert two.hold(code, two.world.id()).reason == "already-used"
    two.online = False
    two.visit(code)
    assert two.send() == ["code-used-twice"]
    assert two.left(phone(two.world)) == 1 + 1
    assert one.world.audit() == ()


def test_a_hold_that_comes_after_its_entry_keeps_nothing(doors: tuple[Door, Door]) -> None:
    one, two = doors
    code = phone(one.world)
    id_ = one.visit(code)
    assert one.hold(code, id_).reason == "already-voided"
    assert two.left(phone(two.world)) == 2


def test_who_stood_there_before_midnight_of_the_last_day_is_in(world: World) -> None:
    door = Door(world.kiosks[0])
    offset = world.node.district.scheme.utc_offset_s
    world.now += DAY_S - (world.now + offset) % DAY_S - 5
    door.buy(phone(world), 2, days=1)
    code, id_ = phone(world), world.id()
    assert door.hold(code, id_).held
    world.now += 20
    door.visit(code, id_)
    assert world.audit() == ()
    world.now -= 20
    assert Door(world.kiosks[1]).left(phone(world)) == 1
