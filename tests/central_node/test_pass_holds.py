"""What a hold of a visit is good for: one visit by a pass, and no coin."""

from dataclasses import replace

import pytest

from protocol.entry import OrderLine, order_hash
from protocol.messages import HoldAnswer, HoldRequest
from tests.central_node.offering import offer, sign_for
from tests.central_node.pass_door import GYM, Door, phone
from tests.central_node.world import PURSE, World, held

LINE = OrderLine("gym:visit", "Visit", 1, 6000)


@pytest.mark.parametrize(
    "changes",
    [{"amount": 30}, {"amount": 10**6}, {"kind": None}, {"kind": "donate"}, {"purses": ("coin",)}],
    ids=["coins", "many-coins", "spend", "donation", "purses"],
)
def test_by_a_pass_nothing_is_held_but_a_visit(world: World, changes: dict[str, object]) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world))
    asked = HoldRequest(
        world.id(), phone(world).evidence, b"o" * 32, 0, "test-coin", world.now, (), GYM
    )
    asked = replace(asked, kind="admit", right=door.right())
    asked = replace(asked, **changes)  # type: ignore[arg-type] # fields by name
    answer = HoldAnswer.from_body(door.kiosk.ask("holds", asked.to_body()))
    assert (answer.held, answer.reason) == (False, "kind-not-served")
    assert door.left(phone(world)) == 3


def test_a_sale_under_the_id_of_a_held_visit_is_one_without_a_hold(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world))
    code, id_ = phone(world), world.id()
    asked = HoldRequest(
        id_, code.evidence, order_hash((LINE,), {PURSE: 0}), 0, "test-coin", world.now, (), GYM
    )
    asked = replace(asked, kind="admit", right=door.right())
    assert HoldAnswer.from_body(door.kiosk.ask("holds", asked.to_body())).held
    sale = replace(door.kiosk.spend_draft(code, 0, held(), id_), lines=(LINE,), amounts={PURSE: 0})
    door.online = False
    door.write(sale, code)
    assert door.send() == ["no-hold"]
    assert world.audit() == ()


def test_a_code_made_for_a_visit_goes_in_by_a_pass(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world))
    wanted = offer(door.kiosk.signer, world, kind="admit", amount=0)
    code = sign_for(world.phones["rich"], wanted, world.now)
    assert door.left(code) == 3
    assert door.come_in(code) is None
    assert door.left(phone(world)) == 2
    assert world.audit() == ()
