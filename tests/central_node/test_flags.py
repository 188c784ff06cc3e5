"""What should not have happened is booked, flagged, and borne by somebody who is named."""

from dataclasses import replace

import pytest

from protocol.entry import ClockState, Decision, Entry, Party
from protocol.keys import Algorithm, MemorySigner
from protocol.receipt import Receipt
from tests.central_node.world import (
    NOW,
    PURSE,
    Code,
    KioskSim,
    World,
    held,
    lines,
    stood_in,
    unbooked_phone,
)


def booked(kiosk: KioskSim, entry: Entry, *evidence: bytes) -> Receipt:
    """Write an entry, send it, and check that the books are whole after it."""
    kiosk.write(entry, evidence)
    receipt = kiosk.last()
    assert kiosk.world.audit() == ()
    return receipt


def spent(kiosk: KioskSim, code: Code, amount: int, decision: Decision) -> Receipt:
    """A spend with its evidence."""
    return booked(kiosk, kiosk.spend_draft(code, amount, decision), code.evidence)


def said(receipt: Receipt) -> tuple[str | None, str | None]:
    """Flag and bearer."""
    return receipt.flag, receipt.bearer


def test_a_sale_without_a_hold_is_borne_by_the_resident_who_showed_the_code(world: World) -> None:
    receipt = spent(world.kiosks[0], world.phones["some"].code(NOW), 15, held())
    assert said(receipt) == ("no-hold", "resident")
    assert world.balance("some") == 20


def test_a_sale_for_another_amount_than_held_is_flagged(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.hold(code, 10, id_)
    receipt = booked(kiosk, kiosk.spend_draft(code, 15, held(), id_), code.evidence)
    assert said(receipt) == ("other-order", "resident")


def test_a_sale_for_another_meal_than_held_is_flagged(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.hold(code, 10, id_)
    dearer = replace(lines(10)[0], name="Dinner")
    draft = replace(kiosk.spend_draft(code, 10, held(), id_), lines=(dearer,))
    assert said(booked(kiosk, draft, code.evidence)) == ("other-order", "resident")


def test_what_is_held_of_one_resident_pays_for_no_other(world: World) -> None:
    kiosk, id_ = world.kiosks[1], world.id()
    assert kiosk.hold(world.phones["rich"].code(NOW), 50, id_).held
    code = world.phones["some"].code(NOW)
    receipt = booked(kiosk, kiosk.spend_draft(code, 30, held(), id_), code.evidence)
    assert said(receipt) == ("not-covered", "district")
    assert (world.free("some"), world.free("rich")) == (18, 100)


def test_a_sale_after_the_node_declined_is_flagged(world: World) -> None:
    kiosk, code, id_ = world.kiosks[1], world.phones["some"].code(NOW), world.id()
    assert kiosk.hold(code, 19, id_).reason == "not-enough"
    receipt = booked(kiosk, kiosk.spend_draft(code, 19, held(), id_), code.evidence)
    assert said(receipt) == ("not-covered", "district")
    assert (world.balance("some"), world.look().loss) == (35, 19)


@pytest.mark.parametrize(
    ("kiosk", "amount", "from_slice"),
    [(0, 18, 18), (0, 5, 4), (1, 5, 5)],
    ids=["over the slice", "part of it told as free", "not at home"],
)
def test_stand_in_against_the_rules_is_borne_by_the_resident_while_coins_last(
    world: World, kiosk: int, amount: int, from_slice: int
) -> None:
    code = world.phones["some"].code(NOW)
    receipt = spent(world.kiosks[kiosk], code, amount, stood_in(from_slice))
    assert said(receipt) == ("stand-in-rules-broken", "resident")
    assert world.balance("some") == 35 - amount


def test_stand_in_over_the_transaction_limit_is_flagged(world: World) -> None:
    receipt = spent(world.kiosks[0], world.phones["rich"].code(NOW), 41, stood_in(41))
    assert said(receipt) == ("stand-in-rules-broken", "resident")


def test_stand_in_with_an_unknown_clock_is_flagged(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    draft = replace(kiosk.spend_draft(code, 5, stood_in(5)), clock=ClockState.UNKNOWN)
    assert said(booked(kiosk, draft, code.evidence)) == ("stand-in-rules-broken", "resident")


def test_what_nobody_has_coins_for_is_the_districts_loss_and_leaves_the_slices_alone(
    world: World,
) -> None:
    """The rich resident's slice at kiosk two is never used for what kiosk one sold."""
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    for _ in range(3):
        spent(kiosk, phone.code(NOW), 50, held())
    assert world.balance("rich") == 50
    receipt = spent(kiosk, phone.code(NOW), 10, held())
    assert said(receipt) == ("not-covered", "district")
    assert (world.balance("rich"), world.free("rich"), world.look().loss) == (50, 0, 10)
    assert spent(world.kiosks[1], phone.code(NOW), 40, stood_in(40)).outcome == "booked"


def test_one_code_shown_at_two_offline_home_kiosks_is_flagged_and_costs_the_resident(
    world: World,
) -> None:
    one, two = world.kiosks
    code = world.phones["rich"].code(NOW)
    assert spent(one, code, 10, stood_in(10)).outcome == "booked"
    assert said(spent(two, code, 10, stood_in(10))) == ("code-used-twice", "resident")
    assert world.balance("rich") == 180
    assert world.look().loss == 0


def test_one_visit_may_write_two_entries_with_one_code_linked_by_ref(world: World) -> None:
    kiosk, code, first = world.kiosks[0], world.phones["rich"].code(NOW), world.id()
    booked(kiosk, kiosk.spend_draft(code, 10, stood_in(10), first), code.evidence)
    linked = replace(kiosk.spend_draft(code, 5, stood_in(5)), ref=first)
    assert booked(kiosk, linked, code.evidence).outcome == "booked"


def test_a_spend_after_the_kiosk_told_it_as_voided_is_the_districts(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.hold(code, 10, id_)
    kiosk.hold(world.phones["rich"].code(NOW), 1, voided=(id_,))
    receipt = booked(kiosk, kiosk.spend_draft(code, 10, held(), id_), code.evidence)
    assert said(receipt) == ("voided-before", "district")
    assert world.balance("some") == 35
    assert kiosk.hold(code, 10, id_).reason == "already-voided"


def test_without_the_payers_code_the_district_bears_it(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    draft = kiosk.spend_draft(code, 5, stood_in(5))
    assert said(booked(kiosk, draft)) == ("evidence-missing", "district")
    assert world.balance("some") == 35


def test_evidence_of_a_stranger_or_out_of_no_books_is_the_districts(world: World) -> None:
    kiosk = world.kiosks[0]
    stranger = unbooked_phone(world, MemorySigner.generate(Algorithm.ED25519)).code(NOW)
    assert said(spent(kiosk, stranger, 5, stood_in(5))) == ("evidence-refused", "district")
    forgotten = unbooked_phone(world, world.node.district.credential_signer).code(NOW)
    assert said(spent(kiosk, forgotten, 5, stood_in(5))) == ("unknown-credential", "district")


def test_evidence_of_another_party_than_the_entry_names_is_refused(world: World) -> None:
    kiosk, mine = world.kiosks[0], world.phones["some"].code(NOW)
    other = world.phones["rich"].code(NOW).payer
    for party in (
        replace(mine.payer, cti=other.cti),
        replace(mine.payer, counter=bytes(4)),
        replace(mine.payer, limit_tag=bytes(4)),
    ):
        assert said(_spent_as(kiosk, mine, party)) == ("evidence-refused", "district")


def _spent_as(kiosk: KioskSim, code: Code, party: Party) -> Receipt:
    draft = replace(kiosk.spend_draft(code, 5, stood_in(5)), parties=(party,))
    return booked(kiosk, draft, code.evidence)


def test_evidence_that_is_no_code_is_refused(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    broken = replace(code, evidence=code.evidence[:-1])
    assert said(spent(kiosk, broken, 5, stood_in(5))) == ("evidence-refused", "district")


@pytest.mark.parametrize(("late_s", "flag"), [(3780, None), (3781, "scan-time-implausible")])
def test_code_and_entry_must_fit_one_visit(world: World, late_s: int, flag: str | None) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    draft = replace(kiosk.spend_draft(code, 5, stood_in(5)), time=NOW + late_s)
    assert booked(kiosk, draft, code.evidence).flag == flag


def test_an_entry_may_arrive_weeks_later(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    kiosk.spend(code, 5, stood_in(5))
    world.now += 90 * 86_400
    assert kiosk.last().outcome == "booked"


def test_a_code_of_an_expired_credential_is_flagged(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    world.now = phone.credential.expires + 200
    assert spent(kiosk, phone.code(world.now), 5, stood_in(5)).flag == "scan-time-implausible"


def test_an_unknown_purse_is_the_districts(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    draft = replace(kiosk.spend_draft(code, 5, stood_in(5)), amounts={PURSE: 2, "policy": 3})
    assert said(booked(kiosk, draft, code.evidence)) == ("unknown-purse", "district")


def test_an_absurd_amount_is_booked_to_nobody(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    receipt = spent(kiosk, code, 10**9 + 1, held())
    assert said(receipt) == ("implausible-amount", None)
    assert (world.look().loss, world.balance("some")) == (0, 35)


def test_a_free_ticket_costs_nothing_and_is_booked(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["poor"].code(NOW), world.id()
    assert kiosk.hold(code, 0, id_).held
    assert booked(kiosk, kiosk.spend_draft(code, 0, held(), id_), code.evidence).flag is None


def test_staff_see_all_flags(world: World) -> None:
    spent(world.kiosks[0], world.phones["some"].code(NOW), 15, held())
    seen = world.look()
    assert [(one.flag, one.bearer, one.seq) for one in seen.flags] == [("no-hold", "resident", 1)]
    assert seen.flagged == 1
