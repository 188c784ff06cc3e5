"""What a kiosk is told of passes where there are many, and where a sale is long on its way."""

from protocol.pass_call import MAX_LEFT, PassLeft
from tests.central_node.pass_door import Door, phone
from tests.central_node.world import World


def test_however_many_are_used_up_the_one_with_visits_is_told(world: World) -> None:
    door = Door(world.kiosks[0])
    for _ in range(MAX_LEFT + 1):
        door.buy(phone(world), 1, days=30, coins=0)
        door.visit(phone(world))
    door.buy(phone(world), 2)
    door.told.clear()
    assert door.ask(phone(world)).passes == (PassLeft(2, door.today + 89),)


def test_of_many_that_are_used_up_one_is_told(world: World) -> None:
    door = Door(world.kiosks[0])
    for _ in range(3):
        door.buy(phone(world), 1, coins=0)
        door.visit(phone(world))
    door.told.clear()
    assert [one.visits for one in door.ask(phone(world)).passes] == [0]


def test_a_sale_that_never_comes_gives_no_more_visits_than_it_sold(world: World) -> None:
    """It lies in a hole of the ledger; what came behind it is in the books, and is flagged."""
    door = Door(world.kiosks[0])
    door.online = False
    door.buy(phone(world), 2)
    (lost,) = door.unsent
    door.visit(phone(world))
    _, visit = door.unsent
    kiosk = door.kiosk
    (receipt,) = kiosk.deliver([kiosk.item(visit)], ((lost, 1),))
    assert not isinstance(receipt, str)
    assert receipt.flag == "pass-used-up"
    door.told.reverse()  # newest first, as kiosks tell
    assert door.left(phone(world)) == 1


def test_what_was_flagged_before_a_sale_takes_nothing_of_it(world: World) -> None:
    door = Door(world.kiosks[0])
    door.online = False
    door.visit(phone(world))
    assert door.send() == ["pass-used-up"]
    door.buy(phone(world), 2)
    door.told.reverse()
    assert door.left(phone(world)) == 2
