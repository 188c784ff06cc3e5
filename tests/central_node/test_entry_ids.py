"""An id is of one kiosk and of one entry: its hold, its sale, or its end."""

from protocol.receipt import Outcome
from tests.central_node.world import NOW, World, held, stood_in


def test_another_entry_with_a_used_id_is_an_alarm_and_books_nothing(world: World) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    kiosk.spend(world.phones["some"].code(NOW), 5, stood_in(5), id_)
    kiosk.last()
    kiosk.spend(world.phones["some"].code(NOW), 6, stood_in(6), id_)
    alarm = kiosk.last()
    assert (alarm.outcome, alarm.flag, alarm.bearer) == (Outcome.FLAGGED, "id-reused", None)
    kiosk.void(id_)
    assert kiosk.last().flag == "id-reused"
    assert world.balance("some") == 30
    assert world.look().duplicates == 0


def test_an_id_that_another_kiosk_holds_is_not_booked_by_this_one(world: World) -> None:
    one, two = world.kiosks
    code, id_ = world.phones["rich"].code(NOW), world.id()
    answer = one.hold(code, 10, id_)
    two.spend(code, 10, held(0), id_)
    assert two.last().flag == "id-reused"
    two.void(id_)
    assert two.last().flag == "id-reused"
    assert world.balance("rich") == 200
    one.spend(code, 10, held(answer.from_slice), id_)
    assert one.last().outcome == Outcome.BOOKED  # who holds an id keeps it
    assert world.audit() == ()


def test_an_id_that_another_kiosk_has_written_first_is_an_alarm(world: World) -> None:
    one, two = world.kiosks
    id_ = world.id()
    one.spend(world.phones["rich"].code(NOW), 10, stood_in(10), id_)
    one.last()
    two.spend(world.phones["rich"].code(NOW), 10, stood_in(10), id_)
    assert two.last().flag == "id-reused"
    assert world.balance("rich") == 190


def test_void_ends_a_hold_and_returns_what_it_kept(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.hold(code, 30, id_)
    kiosk.void(id_)
    assert kiosk.last().outcome == Outcome.VOIDED
    assert (world.free("some"), world.balance("some")) == (18, 35)


def test_a_stand_in_sale_under_an_unanswered_hold_is_taken_from_the_slice_as_the_kiosk_counted(
    world: World,
) -> None:
    """The node held it from the free balance, the answer got lost, the kiosk counted its slice."""
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    assert kiosk.hold(code, 15, id_).from_slice == 0
    kiosk.spend(code, 15, stood_in(15), id_)
    assert kiosk.last().outcome == Outcome.BOOKED
    view = next(one for one in world.look().residents if one.id == "some")
    assert (view.balance, view.free, view.slices, view.held) == (20, 18, 2, 0)
