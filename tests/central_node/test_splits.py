"""A hold that was split and went unheard, gifts of the first purse alone, and how they are told."""

from collections.abc import Iterator

import pytest

from protocol.entry import EntryKind
from tests.central_node.bazaar import ask, earn, make_bazaar, pay
from tests.central_node.paper import give_badge
from tests.central_node.world import PURSE, Code, World, held, stood_in

BOTH = ("policy", PURSE)


@pytest.fixture
def bazaar() -> Iterator[World]:
    with make_bazaar() as made:
        yield made
        assert made.audit() == ()


def shown(world: World, resident: str = "rich") -> Code:
    return world.phones[resident].code(world.now)


def policy(world: World) -> int:
    return world.look().residents[0].purses["policy"]


def test_a_kiosk_that_did_not_hear_of_a_split_takes_all_from_the_first_purse(
    bazaar: World,
) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    assert ask(kiosk, code, 30, id_, "kitchen", purses=BOTH).parts == {"policy": 30}
    receipt = pay(kiosk, code, {PURSE: 30}, id_, stood_in(30), place="kitchen")
    assert (receipt.outcome, receipt.flag) == ("booked", None)
    assert (policy(bazaar), bazaar.balance("rich"), bazaar.look().rewarded) == (40, 173, 3)


@pytest.mark.parametrize(
    ("amounts", "place", "flag"),
    [
        ({"policy": 30}, "kitchen", "stand-in-rules-broken"),
        ({PURSE: 31}, "kitchen", "other-order"),
        ({PURSE: 30}, "course", "purse-not-allowed"),
    ],
    ids=["another purse", "another sum", "not accepted there"],
)
def test_what_else_differs_from_the_hold_is_flagged(
    bazaar: World, amounts: dict[str, int], place: str, flag: str
) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    ask(kiosk, code, 30, id_, "kitchen", purses=BOTH)
    told = sum(amounts.values())
    assert pay(kiosk, code, amounts, id_, stood_in(told), place=place).flag == flag


def test_a_gift_is_of_the_first_purse_wherever_it_is_given(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    answer = ask(kiosk, code, 30, id_, "course", purses=BOTH, kind=EntryKind.DONATE)
    assert (answer.held, answer.parts, answer.reward) == (True, {}, 0)
    given = pay(
        kiosk,
        code,
        {PURSE: 30},
        id_,
        held(answer.from_slice),
        place="course",
        kind=EntryKind.DONATE,
    )
    assert (given.outcome, policy(bazaar), bazaar.balance("rich")) == ("booked", 40, 170)


def test_a_gift_is_promised_nothing_and_is_no_more_than_the_first_purse_has(
    bazaar: World,
) -> None:
    kiosk = bazaar.kiosks[0]
    some = shown(bazaar, "some")
    assert ask(kiosk, some, 10, bazaar.id(), "kitchen").reward == 1
    gift = ask(kiosk, shown(bazaar, "some"), 10, bazaar.id(), "kitchen", kind=EntryKind.DONATE)
    assert (gift.held, gift.reward) == (True, 0)
    more = ask(kiosk, shown(bazaar, "some"), 30, bazaar.id(), "kitchen", kind=EntryKind.DONATE)
    assert more.reason == "not-enough"


def test_money_for_a_purpose_is_not_given_away_though_it_was_held(bazaar: World) -> None:
    kiosk, code, id_ = bazaar.kiosks[0], shown(bazaar), bazaar.id()
    parts = ask(kiosk, code, 30, id_, "kitchen", purses=BOTH).parts
    receipt = pay(kiosk, code, parts, id_, place="kitchen", kind=EntryKind.DONATE)
    assert receipt.flag == "purse-not-allowed"


def test_the_rest_may_be_given_away_before_what_was_earned_and_paid_has_arrived(
    bazaar: World,
) -> None:
    """The entry that earned is the visit's first: the hold of the sale names it as well."""
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    earned, paid, given = bazaar.id(), bazaar.id(), bazaar.id()
    first = ask(kiosk, code, 10, paid, ref=earned)
    rest = ask(kiosk, code, 3, given, ref=earned, kind=EntryKind.DONATE)
    assert (first.held, rest.held) == (True, True)
    assert earn(kiosk, code, give_badge(bazaar), {"toys": 1}, 2, id_=earned).flag is None
    spent = pay(kiosk, code, {PURSE: 10}, paid, held(first.from_slice), ref=earned)
    gave = pay(
        kiosk, code, {PURSE: 3}, given, held(rest.from_slice), ref=earned, kind=EntryKind.DONATE
    )
    assert (spent.flag, gave.flag) == (None, None)
