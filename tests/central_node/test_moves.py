"""Kiosks move, clocks are off: the register can be put right, and no honest sale is a fraud."""

from dataclasses import replace

import pytest

from central_node.errors import FolderError
from central_node.places import Places, set_place
from central_node.publishing import Change, publish
from central_node.retire import retire
from protocol.account_call import ACCOUNT, AccountAnswer, AccountRequest
from tests.central_node.bazaar import ask, buy, pay
from tests.central_node.test_places import DAY_S, at, said
from tests.central_node.world import NOW, PURSE, World, held, stood_in

TIMES = (0, 699, 700, 1299, 1300)


def test_places_follow_one_another_and_the_first_holds_for_all_time_before() -> None:
    places = Places(((100, "a"), (200, "b")))
    assert [places.at(time) for time in (0, 99, 100, 199, 200, 10**12)] == list("aaaabb")
    assert (Places().at(0), Places().denies("a", 0)) == (None, False)
    assert not places.denies(None, 0)
    assert Places().judged("a", 0) == "a"
    assert (places.judged("b", 0), places.judged(None, 300)) == ("a", "b")


def test_what_was_written_later_holds_whatever_the_clock_was_before() -> None:
    ahead = Places(((5000, "course"), (100, "stall")))
    assert [ahead.at(time) for time in (0, 100, 4999, 5000, 6000)] == ["stall"] * 5
    moved = Places(((100, "a"), (5000, "b"), (200, "c")))
    assert [moved.at(time) for time in (0, 100, 199, 200, 6000)] == list("aaacc")
    at_once = Places(((100, "a"), (100, "b"), (100, "a")))
    assert [at_once.at(time) for time in (0, 100)] == list("aa")


def test_what_a_clock_that_was_ahead_has_registered_can_be_put_right(bazaar: World) -> None:
    set_place(bazaar.folder, "one", "course", NOW + 3650 * DAY_S)
    kiosk = at(bazaar, "stall")
    _, answer, receipt = buy(kiosk, bazaar.phones["rich"].code(NOW), 10, "stall")
    assert (answer.held, receipt.outcome) == (True, "booked")
    for place in ("library", "stall", "library"):  # within one second
        at(bazaar, place)
    assert bazaar.look().kiosks[0].place == "library"
    assert ask(kiosk, bazaar.phones["rich"].code(NOW), 10, bazaar.id(), "library").held


def test_close_to_a_move_either_place_may_be_named() -> None:
    moved = Places(((100, "a"), (1000, "b")))
    said = {time: {name for name in "abc" if not moved.denies(name, time, 300)} for time in TIMES}
    assert said == {0: {"a"}, 699: {"a"}, 700: {"a", "b"}, 1299: {"a", "b"}, 1300: {"b"}}
    assert [moved.judged("b", time, 300) for time in (699, 700)] == ["a", "b"]
    assert [moved.judged("a", time, 300) for time in (1299, 1300)] == ["a", "b"]


@pytest.mark.parametrize("held_first", [True, False], ids=["by a hold", "alone"])
@pytest.mark.parametrize("behind_s", [0, 20], ids=["good clock", "slow clock"])
def test_a_clock_that_is_seconds_behind_makes_no_fraud_of_a_move(
    bazaar: World, held_first: bool, behind_s: int
) -> None:
    at(bazaar, "stall")
    bazaar.now += DAY_S
    kiosk, code, id_ = at(bazaar, "library"), bazaar.phones["rich"].code(bazaar.now), bazaar.id()
    decision = stood_in(10)
    if held_first:
        decision = held(ask(kiosk, code, 10, id_, "library").from_slice)
    draft = kiosk.spend_draft(code, 10, decision, id_)
    draft = replace(draft, place="library", time=bazaar.now - behind_s)
    kiosk.write(draft, (code.evidence,))
    assert said(kiosk.last()) == ("booked", None, None)
    assert bazaar.look().rewarded == 1  # what the library gives


def test_what_was_held_before_a_move_is_sold_where_it_was_held(bazaar: World) -> None:
    kiosk, id_ = at(bazaar, "stall"), bazaar.id()
    bazaar.now += DAY_S
    code = bazaar.phones["rich"].code(bazaar.now)
    answer = ask(kiosk, code, 10, id_, "stall")
    bazaar.now += 5
    at(bazaar, "library")
    bazaar.now += 900  # a visit, and its entry
    receipt = pay(kiosk, code, {PURSE: 10}, id_, held(answer.from_slice), place="stall")
    assert said(receipt) == ("booked", None, None)
    assert bazaar.look().rewarded == 3


def test_no_bundle_is_published_without_a_place_that_a_kiosk_is_registered_at(
    bazaar: World,
) -> None:
    district = bazaar.node.district
    at(bazaar, "library")
    there = dict(district.published.facilities)
    moved = {**there, "library": there["library"].replace(b'"library"', b'"library-2"')}
    with bazaar.books.write() as connection:
        with pytest.raises(FolderError, match="Kiosk one is registered at library"):
            publish(connection, district, bazaar.now, Change(facilities=moved))
        both = {**moved, "old": there["library"]}
        after = publish(connection, district, bazaar.now, Change(facilities=both))
    assert after.bundle_version == district.bundle_version + 1
    set_place(bazaar.folder, "one", "library-2", bazaar.now + 1)
    with bazaar.books.write() as connection:
        last = publish(connection, district, bazaar.now + 1, Change(facilities=moved))
    assert last.bundle_version == after.bundle_version + 1


def test_a_retired_kiosk_keeps_no_facility_in_the_bundle(bazaar: World) -> None:
    district = bazaar.node.district
    at(bazaar, "library")
    retire(bazaar.folder, "one", bazaar.now)
    rest = {name: it for name, it in district.published.facilities.items() if name != "library"}
    with bazaar.books.write() as connection:
        after = publish(connection, district, bazaar.now, Change(facilities=rest))
    assert after.bundle_version > district.bundle_version


def test_the_account_tells_what_pays_where_the_kiosk_stands(bazaar: World) -> None:
    course, code = at(bazaar, "course"), bazaar.phones["rich"].code(NOW)
    request = AccountRequest(code.evidence, "test-coin", NOW, "kitchen")
    body = course.ask(ACCOUNT, request.to_body())
    assert AccountAnswer.from_body(body).spendable == 0
