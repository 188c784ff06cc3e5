"""What a kiosk is told of the account of the person whose code it was shown, and of nobody else."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from central_node import schema
from central_node.accounts import DISTRICT, AccountKind, Accounts, Move
from protocol.account_call import ACCOUNT, AccountAnswer, AccountRequest, BookedMove
from protocol.entry import EntryKind
from protocol.keys import Algorithm, MemorySigner
from schemes.money import Coins
from tests.altering import last_bit_turned
from tests.central_node import bazaar
from tests.central_node.bazaar import make_bazaar
from tests.central_node.paper import give_badge, give_card, revoke
from tests.central_node.world import PURSE, Code, KioskSim, World, held, unbooked_phone

NOTHING = AccountAnswer()


def ask(kiosk: KioskSim, code: Code, **changes: object) -> AccountAnswer:
    """What the node tells this kiosk of a code that it was shown now."""
    request = AccountRequest(code.evidence, "test-coin", kiosk.world.now)
    changed = replace(request, **changes)  # type: ignore[arg-type] # fields by name
    return AccountAnswer.from_body(kiosk.ask(ACCOUNT, changed.to_body()))


def sell(kiosk: KioskSim, world: World, resident: str, coins: int) -> None:
    """A sale that the node held and booked."""
    code, id_ = world.phones[resident].code(world.now), world.id()
    decision = held(kiosk.hold(code, coins, id_).from_slice)
    kiosk.spend(code, coins, decision, id_)
    assert kiosk.last().outcome == "booked"


def test_it_tells_balance_purses_and_the_newest_moves(world: World) -> None:
    kiosk = world.kiosks[0]
    for coins in (5, 7):
        sell(kiosk, world, "some", coins)
        world.now += 60
    answer = ask(kiosk, world.phones["some"].code(world.now))
    assert (answer.balance, answer.purses, answer.spendable) == (23, {PURSE: 23}, 23)
    last = BookedMove(world.now - 60, "spend", "Lunch", -7)
    assert answer.moves == (last, replace(last, time=last.time - 60, coins=-5))


def test_of_a_long_history_it_tells_the_newest_twenty(world: World) -> None:
    kiosk = world.kiosks[0]
    for coins in range(1, 24):
        code = world.phones["rich"].code(world.now)
        kiosk.spend(code, coins % 3 + 1, held(0))
        world.now += 1
    kiosk.send(1)
    moves = ask(kiosk, world.phones["rich"].code(world.now)).moves
    assert [move.time for move in moves] == list(range(world.now - 1, world.now - 21, -1))


def test_looking_uses_up_no_showing_and_writes_nothing(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(world.now)
    before = world.dump()
    assert ask(kiosk, code).balance == 35
    assert world.dump() == before
    assert kiosk.hold(code, 10).held
    assert ask(kiosk, code).balance == 35


def test_what_is_held_and_set_aside_elsewhere_is_booked_and_can_not_be_spent_here(
    world: World,
) -> None:
    one, two = world.kiosks
    slices = world.phones["rich"].credential.slices
    answer = ask(one, world.phones["rich"].code(world.now))
    assert (answer.balance, answer.spendable) == (200, 200 - slices[two.number])
    assert one.hold(world.phones["rich"].code(world.now), 40).held
    answer = ask(one, world.phones["rich"].code(world.now))
    assert (answer.balance, answer.spendable) == (200, 160 - slices[two.number])


def test_another_persons_account_is_untouched_by_it(world: World) -> None:
    kiosk = world.kiosks[0]
    sell(kiosk, world, "some", 5)
    answer = ask(kiosk, world.phones["poor"].code(world.now))
    assert (answer.balance, answer.moves) == (5, ())


def test_what_was_given_back_stands_beside_the_sale_and_other_purses_beside_the_first(
    world: World,
) -> None:
    kiosk, district = world.kiosks[0], world.node.district
    sell(kiosk, world, "some", 10)
    with world.books.write() as connection:
        number = connection.execute(select(func.max(schema.entry.c.number))).scalar_one()
        found = select(schema.resident.c.number).where(schema.resident.c.id == "some")
        some = AccountKind.RESIDENT, connection.execute(found).scalar_one()
        issued = AccountKind.ISSUED, DISTRICT
        accounts = Accounts(connection, district.scheme.id, PURSE, ("policy",))
        accounts.post([Move(issued, some, Coins(1), number)])
        accounts.post([Move(issued, some, Coins(8), None, "policy")])
    answer = ask(kiosk, world.phones["some"].code(world.now))
    assert (dict(answer.purses), answer.balance) == ({PURSE: 26, "policy": 8}, 34)
    assert [(move.kind, move.coins) for move in answer.moves] == [("reward", 1), ("spend", -10)]


@pytest.mark.parametrize("place", ["stall", "course", "elsewhere"])
def test_at_each_place_it_tells_what_the_purses_that_may_pay_there_can_spend(place: str) -> None:
    with make_bazaar() as world:
        kiosk, phone, both = world.kiosks[0], world.phones["rich"], (PURSE, "policy")
        told = ask(kiosk, phone.code(world.now), place=place)
        assert dict(told.purses) == {PURSE: 200, "policy": 40}
        hold = bazaar.ask(kiosk, phone.code(world.now), 1, world.id(), place, purses=both)
        assert told.spendable == hold.spendable


def test_a_reward_that_the_node_gave_is_a_movement_of_its_own() -> None:
    with make_bazaar() as world:
        kiosk, phone = world.kiosks[0], world.phones["some"]
        bazaar.buy(kiosk, phone.code(world.now), 20, "kitchen")
        told = ask(kiosk, phone.code(world.now), place="kitchen")
        assert [(it.kind, it.name, it.coins) for it in told.moves] == [
            ("reward", "Lunch", 2),
            ("spend", "Lunch", -20),
        ]
        assert told.balance == 17


def test_a_card_answers_at_home_alone_and_tells_what_its_day_leaves(world: World) -> None:
    one, two = world.kiosks
    card = give_card(world, "rich", one)
    answer = ask(one, card)
    assert (answer.balance, answer.spendable) == (200, 20)
    assert ask(two, card) == replace(NOTHING, reason="not-at-home")


@pytest.mark.parametrize("resident", ["rich", "some", "poor"])
def test_what_can_be_spent_is_what_a_hold_then_finds(world: World, resident: str) -> None:
    one, two = world.kiosks
    cases = [(kiosk, world.phones[resident].code(world.now)) for kiosk in (one, two)]
    cases.append((two, give_card(world, resident, two)))
    for kiosk, code in cases:
        assert ask(kiosk, code).spendable == kiosk.hold(code, 1).spendable


def bad_codes(world: World) -> dict[str, AccountAnswer]:
    """What is answered where no account may be told, by the reason that it should have."""
    kiosk, phone = world.kiosks[0], world.phones["some"]
    old, now = phone.code(world.now - 1000), world.now
    lost, stranger = world.phones["poor"], MemorySigner.generate(Algorithm.ED25519)
    revoke(world, lost.credential.cti)
    altered = last_bit_turned(phone.code(now).evidence)
    unbooked = unbooked_phone(world, world.node.district.credential_signer)
    bare = Code(phone.credential, None, phone.raw)
    return {
        "too-old": ask(kiosk, old),
        "scan-time-implausible": ask(kiosk, old, scanned_at=now - 1000),
        "bad-signature": ask(kiosk, phone.code(now), evidence=altered),
        "presentation-missing": ask(kiosk, bare),
        "revoked": ask(kiosk, lost.code(now)),
        "unknown-key": ask(kiosk, unbooked_phone(world, stranger).code(now)),
        "unknown-credential": ask(kiosk, unbooked.code(now)),
        "wrong-scheme": ask(kiosk, phone.code(now), scheme="other-coin"),
        "kind-not-served": ask(kiosk, give_badge(world)),
    }


def test_a_code_that_does_not_count_gets_a_reason_and_nothing_else(world: World) -> None:
    answers = bad_codes(world)
    assert answers == {reason: AccountAnswer(reason=reason) for reason in answers}


def test_what_stands_in_the_books_and_moved_nobodys_coins_is_no_movement(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.void(world.id())
    kiosk.write(replace(kiosk.draft(EntryKind.REFUSE), result="not-ours"))
    kiosk.send(1)
    assert ask(kiosk, world.phones["some"].code(world.now)).moves == ()


@pytest.mark.parametrize("other", ["holds", "heartbeat"])
def test_a_request_for_another_call_tells_nothing(world: World, other: str) -> None:
    kiosk = world.kiosks[0]
    body = AccountRequest(world.phones["some"].code(world.now).evidence, "test-coin", world.now)
    with pytest.raises(Exception, match="wrong-call"):
        kiosk.ask(ACCOUNT, body.to_body(), signed_for=other)
