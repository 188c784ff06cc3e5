"""Passes at the node: what is left, at every kiosk of a place, and never a visit too many."""

import os
from dataclasses import replace

import pytest

from central_node.places import register
from central_node.renewal import renew_wallet_token
from protocol.entry import EntryKind, OrderLine, Role
from protocol.keys import Algorithm, MemorySigner
from protocol.pass_call import PassesAnswer, PassLeft, VisitRight
from schemes.passes import PassItem
from tests.central_node.paper import give_card, revoke
from tests.central_node.pass_door import DAY_S, GYM, POOL, Door, phone
from tests.central_node.world import PURSE, World, held, issue


def test_a_pass_counts_at_every_kiosk_of_the_place_and_in_the_next_month(world: World) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 10)
    last = one.today + 89
    assert two.ask(phone(world)).passes == (PassLeft(10, last),)
    before = phone(world).credential.limit_tag
    world.now += 31 * DAY_S
    token, _ = renew_wallet_token(world.folder, "rich", world.now, os.urandom)
    world.phones["rich"] = issue(world, token, MemorySigner.generate(Algorithm.ESP256))
    assert phone(world).credential.limit_tag != before
    assert two.come_in(phone(world)) is None
    assert one.ask(phone(world)).passes == (PassLeft(9, last),)
    assert world.audit() == ()


def test_it_counts_for_phone_and_card_of_the_person_and_for_nobody_else(world: World) -> None:
    one, two = map(Door, world.kiosks)
    card = give_card(world, "rich", world.kiosks[0])
    one.buy(phone(world), 2)
    assert two.come_in(phone(world)) is None
    assert one.left(card) == two.left(card) == 1  # also where the card is not at home
    assert one.come_in(card) is None
    assert one.come_in(phone(world)) == "pass-used-up"
    assert one.come_in(phone(world, "some")) == "no-pass"


def test_another_place_and_another_service_have_passes_of_their_own(world: World) -> None:
    gym, pool = Door(world.kiosks[0]), Door(world.kiosks[1], POOL)
    gym.buy(phone(world))
    assert (gym.left(phone(world)), pool.left(phone(world))) == (3, 0)
    assert pool.come_in(phone(world)) == "no-pass"
    assert gym.ask(phone(world), right=VisitRight("other")).passes == ()


def test_after_its_last_day_a_pass_is_gone(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world), 3, days=2)
    world.now += DAY_S
    assert door.come_in(phone(world)) is None
    world.now += DAY_S
    assert door.ask(phone(world)).passes == ()
    assert door.come_in(phone(world)) == "no-pass"


def test_the_last_visit_is_held_for_one_turnstile_until_it_is_used_or_given_up(
    world: World,
) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 1)
    first, second = world.id(), world.id()
    code = phone(world)
    assert one.hold(code, first).held
    assert one.hold(code, first).held  # asked again it is the same hold
    assert two.hold(phone(world), second).reason == "pass-used-up"
    assert one.hold(phone(world), world.id(), voided=(first,)).held
    assert two.left(phone(world)) == 0


def test_what_the_kiosk_has_given_up_holds_no_visit_though_its_void_is_on_its_way(
    world: World,
) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 1)
    held_id = world.id()
    assert one.hold(phone(world), held_id).held
    assert one.ask(phone(world), voided=(held_id,)).passes[0].visits == 1
    assert two.ask(phone(world), voided=(held_id,)).passes[0].visits == 0


def test_a_hold_ends_with_the_entry_and_with_a_void(world: World) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 2)
    left = world.id()
    assert one.hold(phone(world), left).held
    one.kiosk.void(left)
    one.kiosk.last()
    assert two.left(phone(world)) == 2
    assert one.come_in(phone(world)) is None
    assert two.left(phone(world)) == 1
    assert world.audit() == ()


def test_what_is_on_its_way_counts_once_before_and_after_it_is_booked(world: World) -> None:
    one, two = map(Door, world.kiosks)
    one.online = False
    one.buy(phone(world), 3)
    one.visit(phone(world))
    assert (one.left(phone(world)), two.left(phone(world))) == (2, 0)
    assert one.come_in(phone(world)) is None  # on the word that the sale comes before it
    assert (one.left(phone(world)), two.left(phone(world))) == (1, 0)
    assert one.send() == [None, None, None]
    assert (one.left(phone(world)), two.left(phone(world))) == (1, 1)
    assert world.audit() == ()


def test_a_visit_beyond_the_pass_is_flagged_and_nobody_is_charged(world: World) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world), 1)
    before = world.balance("rich")
    one.online = two.online = False
    one.visit(phone(world))
    two.visit(phone(world))
    assert (one.send(), two.send()) == ([None], ["pass-used-up"])
    assert world.balance("rich") == before
    one.online = True
    one.buy(phone(world), 2)
    assert two.left(phone(world)) == 2  # what the district bore is not taken of the next pass
    assert world.audit() == ()


def test_a_sale_that_is_given_back_takes_its_visits_along(world: World) -> None:
    one, two = map(Door, world.kiosks)
    sale = one.buy(phone(world), 3, coins=5)
    one.buy(phone(world), 2)
    assert one.come_in(phone(world)) is None
    one.reverse(sale, phone(world), coins=5)
    assert two.left(phone(world)) == 2
    one.buy(phone(world), 4)
    assert two.left(phone(world)) == 2 + 4
    assert one.come_in(phone(world)) is None
    assert two.left(phone(world)) == 1 + 4
    assert world.audit() == ()


def test_a_part_that_is_given_back_leaves_the_pass(world: World) -> None:
    door = Door(world.kiosks[0])
    sale = door.buy(phone(world), 3, coins=5)
    told = list(door.told)
    door.reverse(sale, phone(world), coins=2)
    door.told = told
    assert door.left(phone(world)) == 3


def test_a_visit_that_is_given_back_may_be_made_again(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world), 1)
    visit = door.visit(phone(world))
    assert door.left(phone(world)) == 0
    draft = replace(door.kiosk.draft(EntryKind.REVERSE), ref=visit, amounts={PURSE: 0})
    payee = replace(phone(world).payer, role=Role.PAYEE)
    door.kiosk.write(replace(draft, parties=(payee,)))
    door.kiosk.last()
    door.told.clear()
    assert door.left(phone(world)) == 1


def test_entries_of_before_are_read_and_not_counted(world: World) -> None:
    door = Door(world.kiosks[0])
    door.sell(phone(world), OrderLine("gym:ten", "Pass", 1, 200), 1, None)
    door.visit(phone(world), result=None)
    assert door.ask(phone(world)).passes == ()
    assert world.audit() == ()


def test_a_last_day_that_no_file_can_name_is_no_pass(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world), 3, days=400)
    door.told.clear()
    assert door.ask(phone(world)).passes == ()


def test_visits_beyond_all_use_are_no_pass(world: World) -> None:
    door = Door(world.kiosks[0])
    line = OrderLine(f"gym:{PassItem('few', 100, door.today)}", "Pass", 10**6, 0)
    door.sell(phone(world), line, 1, None)
    assert door.ask(phone(world)).passes == ()


def test_what_was_given_back_before_it_came_is_no_pass(world: World) -> None:
    """The sale lies in a hole of the ledger, and its reversal comes first."""
    door = Door(world.kiosks[0])
    door.online = False
    sale = door.buy(phone(world), 3)
    door.reverse(sale, phone(world))
    kiosk = door.kiosk
    first, second = door.unsent
    kiosk.deliver([kiosk.item(second)], ((first, 1),))
    kiosk.send(first, first + 1)
    door.told.clear()
    assert door.ask(phone(world)).passes == ()
    assert world.audit() == ()


def test_a_kiosk_that_stands_elsewhere_sells_and_opens_nothing_here(world: World) -> None:
    here, cheat = map(Door, world.kiosks)
    here.buy(phone(world), 2)
    with world.books.write() as connection:
        register(connection, cheat.kiosk.number, POOL, world.now)
    assert cheat.ask(phone(world)) == PassesAnswer(reason="other-place")
    assert cheat.come_in(phone(world)) == "other-place"
    cheat.online = False
    code = phone(world)
    line = OrderLine(f"gym:{PassItem('few', 9, cheat.today)}", "Pass", 1, 200)
    sale = replace(cheat.kiosk.spend_draft(code, 1, held()), lines=(line,), place=GYM)
    cheat.write(sale, code)
    cheat.visit(phone(world))
    before = world.balance("rich")
    assert cheat.send() == ["pass-sold-elsewhere", "other-place"]
    assert world.balance("rich") == before  # what opens nothing costs its buyer nothing
    assert here.left(phone(world)) == 2
    assert world.audit() == ()


def test_what_a_wrong_row_of_the_register_kept_out_stays_out_when_that_is_put_right(
    world: World,
) -> None:
    door, years = Door(world.kiosks[0], online=False), 3650 * DAY_S
    with world.books.write() as connection:
        register(connection, door.kiosk.number, POOL, world.now + years)  # a clock was ahead
    code = phone(world)
    line = OrderLine(f"gym:{PassItem('few', 9, door.today)}", "Pass", 1, 200)
    door.write(replace(door.kiosk.spend_draft(code, 1, held()), lines=(line,), place=GYM), code)
    assert door.send() == ["pass-sold-elsewhere"]
    with world.books.write() as connection:
        register(connection, door.kiosk.number, GYM, world.now)
    assert door.left(phone(world)) == 0
    assert world.audit() == ()


def test_a_code_that_does_not_count_gets_a_reason_and_nothing_else(world: World) -> None:
    door, lost = Door(world.kiosks[0]), phone(world, "poor")
    revoke(world, lost.credential.cti)
    old = world.phones["some"].code(world.now - 1000)
    assert door.ask(lost) == PassesAnswer(reason="revoked")
    assert door.ask(old) == PassesAnswer(reason="too-old")
    early = door.ask(old, scanned_at=world.now - 1000)
    assert early == PassesAnswer(reason="scan-time-implausible")
    assert door.hold(lost, world.id()).reason == "revoked"


def test_looking_uses_up_no_showing_and_writes_nothing(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world))
    code, before = phone(world), world.dump()
    assert door.left(code) == 3
    assert world.dump() == before
    assert door.come_in(code) is None


def test_one_showing_opens_no_second_turnstile(world: World) -> None:
    one, two = map(Door, world.kiosks)
    one.buy(phone(world))
    code = phone(world)
    assert one.hold(code, world.id()).held
    assert two.hold(code, world.id()).reason == "already-used"


@pytest.mark.parametrize("change", ["SET visits = 30", "SET last_day = last_day + 1"])
def test_the_audit_finds_a_pass_that_no_entry_sold(world: World, change: str) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world))
    with world.books.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER pass_move_no_update")
        connection.exec_driver_sql(f"UPDATE pass_move {change}")
    assert [it for it in world.audit() if "pass" in it]
