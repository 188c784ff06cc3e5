"""A void that names another id gives up what was held for it, and leaves the id to its entry."""

from dataclasses import replace

from protocol.entry import EntryKind, Opening
from protocol.receipt import Bearer, Outcome, Receipt
from tests.central_node.world import NOW, KioskSim, World, held


def give_up(kiosk: KioskSim, id_: bytes) -> bytes:
    draft = kiosk.draft(EntryKind.VOID)
    return kiosk.write(replace(draft, ref=id_, result="given-up"))


def next_ledger(kiosk: KioskSim) -> KioskSim:
    """The ledger that follows one whose last entry is lost."""
    new = replace(kiosk, ledger=b"ledger-n", raws=[], evidence=[])
    new.write(replace(new.draft(EntryKind.OPEN), opening=Opening(kiosk.ledger)))
    new.last()
    return new


def test_what_was_held_for_it_is_free_again(world: World) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    before = world.free("some")
    assert kiosk.hold(world.phones["some"].code(NOW), 10, id_).held
    assert world.free("some") == before - 10
    new = next_ledger(kiosk)
    give_up(new, id_)
    assert new.last().outcome is Outcome.VOIDED
    assert world.free("some") == before
    assert world.look().holds == 0
    assert world.audit() == ()


def test_an_entry_that_turns_up_after_all_is_booked_and_the_district_bears_it(
    world: World,
) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    code = world.phones["some"].code(NOW)
    before = world.balance("some")
    assert kiosk.hold(code, 10, id_).held
    kiosk.spend(code, 10, held(), id_)
    new = next_ledger(kiosk)
    give_up(new, id_)
    new.last()
    late = kiosk.last()
    assert (late.outcome, late.flag, late.bearer) == (
        Outcome.FLAGGED,
        "voided-before",
        Bearer.DISTRICT,
    )
    assert (world.balance("some"), world.look().loss) == (before, 10)
    assert world.audit() == ()


def test_an_entry_that_came_before_stays_booked(world: World) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    code = world.phones["some"].code(NOW)
    before = world.balance("some")
    assert kiosk.hold(code, 10, id_).held
    kiosk.spend(code, 10, held(), id_)
    assert kiosk.last().outcome is Outcome.BOOKED
    new = next_ledger(kiosk)
    give_up(new, id_)
    assert new.last().outcome is Outcome.VOIDED
    assert world.balance("some") == before - 10
    assert world.audit() == ()


def test_both_in_one_batch_are_decided_in_their_order(world: World) -> None:
    kiosk, ids = world.kiosks[0], (world.id(), world.id())
    codes = [world.phones["rich"].code(NOW) for _ in ids]
    for id_, code in zip(ids, codes, strict=True):
        assert kiosk.hold(code, 10, id_).held
    first = len(kiosk.raws)
    give_up(kiosk, ids[0])
    kiosk.spend(codes[0], 10, held(), ids[0])
    kiosk.spend(codes[1], 10, held(), ids[1])
    give_up(kiosk, ids[1])
    receipts = kiosk.send(first)
    assert [it.flag for it in receipts if isinstance(it, Receipt)] == [
        None,
        "voided-before",
        None,
        None,
    ]
    assert world.look().holds == 0
    assert world.audit() == ()


def test_an_id_of_which_the_node_never_heard_is_given_up_too(world: World) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    code = world.phones["some"].code(NOW)
    give_up(kiosk, id_)
    assert kiosk.last().outcome is Outcome.VOIDED
    late = kiosk.hold(code, 10, id_)
    assert (late.held, late.reason) == (False, "already-voided")
    kiosk.spend(code, 10, held(), id_)
    assert kiosk.last().flag == "voided-before"


def test_nobody_gives_up_what_another_kiosk_holds(world: World) -> None:
    one, two = world.kiosks
    id_ = world.id()
    assert one.hold(world.phones["some"].code(NOW), 10, id_).held
    give_up(two, id_)
    assert two.last().outcome is Outcome.VOIDED
    assert world.look().holds == 1
    assert world.audit() == ()
