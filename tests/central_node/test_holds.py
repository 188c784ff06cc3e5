"""A hold keeps coins from being promised twice, and every answer is given once and for all."""

import pytest

from protocol.messages import HoldAnswer
from tests.central_node.world import NOW, World, held, stood_in, unbooked_phone


def test_half_of_the_balance_is_set_aside_for_the_home_kiosk_at_the_issue(world: World) -> None:
    assert world.phones["some"].credential.slices == {1: 17}
    assert world.phones["poor"].credential.slices == {1: 2}
    assert world.phones["rich"].credential.slices == {1: 50, 2: 50}  # 100 at most, shared
    assert (world.balance("some"), world.free("some")) == (35, 18)


def test_at_home_the_free_balance_goes_first_and_then_the_slice(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    answer = kiosk.hold(phone.code(NOW), 30)
    assert answer == HoldAnswer(answer.id, held=True, spendable=35, from_slice=12)
    assert world.free("some") == 0
    assert world.balance("some") == 35


def test_away_from_home_only_the_free_balance_counts(world: World) -> None:
    kiosk, phone = world.kiosks[1], world.phones["some"]
    refused = kiosk.hold(phone.code(NOW), 19)
    assert (refused.held, refused.spendable, refused.reason) == (False, 18, "not-enough")
    granted = kiosk.hold(phone.code(NOW), 18)
    assert (granted.held, granted.spendable, granted.from_slice) == (True, 18, 0)


def test_what_one_hold_keeps_no_other_hold_gets(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    assert kiosk.hold(phone.code(NOW), 30).held
    second = kiosk.hold(phone.code(NOW), 6)
    assert (second.held, second.spendable, second.reason) == (False, 5, "not-enough")
    assert kiosk.hold(phone.code(NOW), 5).from_slice == 5


def test_the_same_id_and_order_get_the_same_answer(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    first = kiosk.hold(code, 30, id_)
    kiosk.hold(world.phones["some"].code(NOW), 5)
    world.now += 3600  # however late the repetition
    assert kiosk.hold(code, 30, id_, scanned_at=NOW) == first
    declined = kiosk.hold(world.phones["poor"].code(world.now), 60, world.id())
    assert declined.reason == "not-enough"


def test_a_declined_id_stays_declined_even_when_coins_come_free(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    first, code, id_ = world.id(), phone.code(NOW), world.id()
    kiosk.hold(phone.code(NOW), 30, first)
    declined = kiosk.hold(code, 20, id_)
    assert declined.reason == "not-enough"
    assert kiosk.hold(code, 20, id_, voided=(first,)) == declined
    assert kiosk.hold(phone.code(NOW), 20).held


@pytest.mark.parametrize("change", ["amount", "code", "kiosk"])
def test_the_same_id_for_another_order_is_refused_by_name(world: World, change: str) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["rich"].code(NOW), world.id()
    assert kiosk.hold(code, 10, id_).held
    before = world.dump()
    other = world.phones["rich"].code(NOW) if change == "code" else code
    asker = world.kiosks[1] if change == "kiosk" else kiosk
    answer = asker.hold(other, 11 if change == "amount" else 10, id_)
    assert (answer.held, answer.reason) == (False, "other-order")
    assert world.dump() == before


def test_a_late_hold_for_a_voided_id_makes_no_hold(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.void(id_)
    assert kiosk.last().outcome == "voided"
    assert kiosk.hold(code, 10, id_).reason == "already-voided"
    assert world.free("some") == 18


def test_a_late_hold_for_a_booked_id_makes_no_hold(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.spend(code, 10, stood_in(10), id_)
    assert kiosk.last().outcome == "booked"
    assert kiosk.hold(code, 10, id_).reason == "already-booked"
    assert (world.balance("some"), world.free("some")) == (25, 18)


def test_ids_that_this_kiosk_voided_are_released_by_its_next_request(world: World) -> None:
    kiosk, phone, id_ = world.kiosks[0], world.phones["some"], world.id()
    code = phone.code(NOW)
    assert kiosk.hold(code, 30, id_).held
    answer = kiosk.hold(code, 31, voided=(id_, world.id()))  # a changed order, same showing
    assert answer.held
    assert kiosk.hold(code, 30, id_).reason == "already-voided"


def test_another_kiosks_holds_are_not_released(world: World) -> None:
    one, two = world.kiosks
    id_, code = world.id(), world.phones["some"].code(NOW)
    assert one.hold(code, 18, id_).held
    assert two.hold(world.phones["some"].code(NOW), 5, voided=(id_,)).reason == "not-enough"
    assert one.hold(code, 18, id_).held


def test_an_id_told_as_voided_before_its_hold_came_makes_no_hold(world: World) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    kiosk.hold(world.phones["rich"].code(NOW), 1, voided=(id_,))
    assert kiosk.hold(world.phones["some"].code(NOW), 10, id_).reason == "already-voided"


def test_one_showing_of_a_code_serves_one_id_at_all_kiosks(world: World) -> None:
    one, two = world.kiosks
    code = world.phones["rich"].code(NOW)
    assert one.hold(code, 10).held
    assert two.hold(code, 10).reason == "already-used"
    assert one.hold(code, 10).reason == "already-used"


def test_a_code_spent_offline_elsewhere_holds_nothing_once_that_is_known(world: World) -> None:
    one, two = world.kiosks
    code = world.phones["rich"].code(NOW)
    one.spend(code, 10, stood_in(10))
    assert one.last().outcome == "booked"
    assert two.hold(code, 10).reason == "already-used"


def test_more_than_one_transaction_may_cost_is_over_the_limit(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    assert kiosk.hold(phone.code(NOW), 61).reason == "over-limit"
    assert kiosk.hold(phone.code(NOW), 60).held


def test_a_code_is_judged_at_its_scan_and_not_when_the_request_arrives(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    code = phone.code(NOW)
    world.now = NOW + 400  # a slow line: too old now, fresh at the scan
    assert kiosk.hold(code, 1, scanned_at=NOW + 180).held
    assert kiosk.hold(phone.code(NOW), 1, scanned_at=NOW + 181).reason == "too-old"
    assert kiosk.hold(phone.code(NOW), 1, scanned_at=NOW - 61).reason == "too-early"


@pytest.mark.parametrize("off_s", [-601, 601])
def test_an_implausible_scan_time_is_declined(world: World, off_s: int) -> None:
    code = world.phones["some"].code(NOW + 1000)
    world.now = NOW + 1000 - off_s
    answer = world.kiosks[0].hold(code, 1, scanned_at=NOW + 1000)
    assert answer.reason == "scan-time-implausible"


def test_an_expired_credential_is_declined_by_name(world: World) -> None:
    world.now = world.phones["some"].credential.expires
    code = world.phones["some"].code(world.now)
    assert world.kiosks[0].hold(code, 1).reason == "credential-expired"


def test_a_credential_that_this_node_did_not_issue_is_unknown(world: World) -> None:
    """Signed by the right key and yet not in the books: a node restored from an older backup."""
    phone = unbooked_phone(world, world.node.district.credential_signer)
    assert world.kiosks[0].hold(phone.code(NOW), 1).reason == "unknown-credential"


def test_a_hold_ends_as_spent_and_nothing_of_it_stays_held(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    answer = kiosk.hold(code, 30, id_)
    kiosk.spend(code, 30, held(answer.from_slice), id_)
    assert kiosk.last().outcome == "booked"
    view = next(one for one in world.look().residents if one.id == "some")
    assert (view.balance, view.free, view.slices, view.held) == (5, 0, 5, 0)
    assert world.audit() == ()
