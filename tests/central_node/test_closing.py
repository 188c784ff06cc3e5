"""What was revoked, closed, or sold by a retired kiosk: who bears it, and what is released when."""

from dataclasses import replace

import pytest

from central_node.cards import RevokeReason
from central_node.entries import Item
from central_node.errors import FolderError, Refused
from central_node.kiosks import Caller
from central_node.node import Node
from central_node.renewal import renew_wallet_token
from protocol.entry import ClockState
from protocol.messages import EntriesRequest
from protocol.receipt import Receipt
from tests.central_node.paper import (
    beat,
    close,
    exposed,
    give_card,
    prove,
    report,
    retire_now,
    revoke,
)
from tests.central_node.world import NOW, Code, KioskSim, World, held, issue, stood_in

LOST, REPLACED = RevokeReason.LOST, RevokeReason.REPLACED


def spent(kiosk: KioskSim, code: Code, amount: int) -> tuple[str | None, str | None]:
    """Sell without the node and send; flag and bearer, with whole books after it."""
    kiosk.spend(code, amount, stood_in(amount))
    return sent(kiosk)


def sent(kiosk: KioskSim) -> tuple[str | None, str | None]:
    """Send all; flag and bearer of the last."""
    receipt = kiosk.send()[-1]
    assert isinstance(receipt, Receipt)
    assert kiosk.world.audit() == ()
    return receipt.flag, receipt.bearer


def sliced(world: World, resident: str) -> int:
    """What is set aside of a resident's coins."""
    return next(one.slices for one in world.look().residents if one.id == resident)


@pytest.mark.parametrize("reason", RevokeReason)
def test_what_is_revoked_gets_no_hold(world: World, reason: RevokeReason) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    card = give_card(world, "rich", kiosk)
    for code in (phone.code(NOW), card):
        assert kiosk.hold(code, 1).held
        revoke(world, code.credential.cti, reason)
        again = phone.code(NOW) if code is not card else card
        assert kiosk.hold(again, 1).reason == "revoked"


def test_a_sale_after_the_report_is_the_districts_and_one_before_it_the_residents(
    world: World,
) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    kiosk.spend(phone.code(NOW), 10, stood_in(10))
    world.now += 60
    revoke(world, phone.credential.cti)
    assert sent(kiosk) == (None, None)
    assert spent(kiosk, phone.code(world.now), 10) == ("revoked", "district")
    assert (world.balance("rich"), world.look().loss) == (190, 10)
    assert sliced(world, "rich") == 80  # the kiosk has counted both


def test_an_ended_credential_that_its_holder_still_has_is_theirs_to_bear(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    revoke(world, phone.credential.cti, REPLACED)
    assert spent(kiosk, phone.code(NOW), 10) == ("credential-ended", "resident")
    assert (world.balance("rich"), world.look().loss) == (190, 0)


@pytest.mark.parametrize(
    ("old", "flag", "bearer"),
    [
        (RevokeReason.LOST, "revoked", "district"),
        (RevokeReason.REPLACED, "credential-ended", "resident"),
    ],
)
def test_the_desk_says_what_became_of_the_card_before(
    world: World, old: RevokeReason, flag: str, bearer: str
) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    world.now += 60
    give_card(world, "rich", kiosk, old)
    prove(kiosk, card)
    assert spent(kiosk, card, 10) == (flag, bearer)


def test_a_card_that_was_ended_is_reported_later_and_that_counts_from_then_on(
    world: World,
) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    ended = world.now = NOW + 60
    give_card(world, "rich", kiosk, RevokeReason.REPLACED)
    prove(kiosk, card)
    kiosk.spend(card, 5, stood_in(5))
    world.now += 60
    assert report(world, card) == ended
    assert report(world, card, RevokeReason.STOLEN) == ended
    assert sent(kiosk) == ("credential-ended", "resident")
    prove(kiosk, card)
    assert spent(kiosk, card, 5) == ("revoked", "district")
    assert exposed(world).lost_revoked == 5
    assert beat(kiosk).close == (card.evidence,)


def test_a_hold_from_before_the_report_is_the_nodes_own_word(world: World) -> None:
    kiosk, phone, id_ = world.kiosks[0], world.phones["rich"], world.id()
    code = phone.code(NOW)
    answer = kiosk.hold(code, 10, id_)
    revoke(world, phone.credential.cti)
    world.now += 60
    kiosk.spend(code, 10, held(answer.from_slice), id_)
    assert sent(kiosk) == (None, None)
    assert world.balance("rich") == 190


@pytest.mark.parametrize(
    ("clock", "early_s", "flag"),
    [
        (ClockState.TRUSTED, 0, "revoked"),
        (ClockState.TRUSTED, 1, None),
        (ClockState.FLOOR, 300, "revoked"),
        (ClockState.FLOOR, 301, None),
        (ClockState.STAFF_SET, 300, "revoked"),
        (ClockState.STAFF_SET, 301, None),
    ],
)
def test_before_the_report_is_what_a_clock_can_prove(
    world: World, clock: ClockState, early_s: int, flag: str | None
) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    code = phone.code(NOW)
    world.now += early_s
    revoke(world, phone.credential.cti)
    draft = replace(kiosk.spend_draft(code, 10, stood_in(10)), time=NOW, clock=clock)
    kiosk.write(draft, (code.evidence,))
    assert sent(kiosk)[0] == flag


def test_without_a_clock_nothing_was_before_the_report(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["rich"]
    code = phone.code(NOW)
    revoke(world, phone.credential.cti)
    draft = replace(kiosk.spend_draft(code, 10, stood_in(10)), time=1, clock=ClockState.UNKNOWN)
    kiosk.write(draft, (code.evidence,))
    assert sent(kiosk) == ("revoked", "district")


def test_a_kiosk_is_asked_to_close_what_nobody_can_show_in_good_faith(world: World) -> None:
    one, two = world.kiosks
    assert beat(one).close == ()
    rich, some = world.phones["rich"], world.phones["some"]
    revoke(world, rich.credential.cti)
    assert (beat(one).close, beat(two).close) == ((rich.raw,), (rich.raw,))
    world.now = some.credential.expires
    assert set(beat(one).close) == {phone.raw for phone in world.phones.values()}
    assert beat(two).close == (rich.raw,)  # no other has anything set aside there


def test_a_newer_credential_of_the_same_kind_ends_the_one_before(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    assert beat(kiosk).close == ()
    world.now += 1
    again = give_card(world, "rich", kiosk)
    assert beat(kiosk).close == (card.evidence,)
    close(kiosk, card)
    sent(kiosk)
    assert beat(kiosk).close == ()
    prove(kiosk, again)
    assert spent(kiosk, again, 5) == (None, None)


def test_a_slice_is_released_when_its_closing_is_booked_and_not_before(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    revoke(world, phone.credential.cti, REPLACED)
    assert beat(kiosk).close == (phone.raw,)
    assert (world.free("some"), sliced(world, "some")) == (18, 17)
    kiosk.spend(phone.code(NOW - 1), 7, stood_in(7))
    close(kiosk, phone.code(NOW))
    sent(kiosk)
    assert (world.balance("some"), world.free("some"), sliced(world, "some")) == (28, 28, 0)
    assert beat(kiosk).close == ()


def test_a_sale_after_its_closing_is_flagged_and_borne_while_coins_last(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    close(kiosk, phone.code(NOW))
    assert spent(kiosk, phone.code(NOW), 30) == ("credential-closed", "resident")
    assert spent(kiosk, phone.code(NOW), 6) == ("credential-closed", "district")
    assert (world.balance("some"), world.look().loss) == (5, 6)


def test_a_sale_from_before_a_closing_that_was_lost_and_is_found_is_none_after_it(
    world: World,
) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    kiosk.spend(phone.code(NOW), 7, stood_in(7))
    close(kiosk, phone.code(NOW))
    kiosk.deliver([kiosk.item(2)], ((1, 1),))
    found = kiosk.deliver([kiosk.item(1)])[0]
    assert isinstance(found, Receipt)
    assert found.flag == "stand-in-rules-broken"  # nothing is set aside any more
    assert world.balance("some") == 28
    assert world.audit() == ()


def test_a_second_closing_changes_nothing(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    close(kiosk, phone.code(NOW))
    sent(kiosk)
    before = world.dump()["slice"]
    world.now += 5
    close(kiosk, phone.code(NOW))
    assert sent(kiosk) == (None, None)
    assert world.dump()["slice"] == before


def test_retiring_a_kiosk_gives_back_what_was_promised_through_it(world: World) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    assert kiosk.hold(code := phone.code(NOW), 20, id_ := world.id()).from_slice == 2
    done = retire_now(world, kiosk)
    assert (done.slices.units, done.held.units) == (50 + 17 + 2, 18)
    assert (world.free("some"), world.look().holds) == (35, 0)
    assert world.audit() == ()
    assert kiosk.hold(code, 20, id_).reason == "kiosk-retired"
    assert kiosk.hold(phone.code(NOW), 1).reason == "kiosk-retired"
    assert beat(kiosk).retired
    assert not beat(world.kiosks[1]).retired


def test_a_retired_kiosks_sales_are_taken_flagged_and_borne_while_coins_last(
    world: World,
) -> None:
    kiosk, phone = world.kiosks[0], world.phones["some"]
    code, id_ = phone.code(NOW), world.id()
    kiosk.hold(code, 20, id_)
    kiosk.spend(code, 20, held(2), id_)
    kiosk.spend(phone.code(NOW), 10, stood_in(10))
    kiosk.spend(phone.code(NOW), 7, stood_in(7))
    retire_now(world, kiosk)
    receipts = [one for one in kiosk.send(1) if isinstance(one, Receipt)]
    assert [(one.flag, one.bearer) for one in receipts] == [
        ("kiosk-retired", "resident"),
        ("kiosk-retired", "resident"),
        ("kiosk-retired", "district"),
    ]
    assert (world.balance("some"), world.look().loss) == (5, 7)
    assert world.audit() == ()
    seen = exposed(world)
    assert seen.lost == seen.kiosks[0].lost == 7 <= seen.at_most


def test_a_kiosk_retired_while_its_entries_are_read_is_a_retired_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk, read = world.kiosks[0], Node._read
    kiosk.spend(world.phones["some"].code(NOW), 7, stood_in(7))

    def read_late(node: Node, caller: Caller, request: EntriesRequest) -> list[Item]:
        retire_now(world, kiosk)
        return read(node, caller, request)

    monkeypatch.setattr(Node, "_read", read_late)
    receipt = kiosk.last()
    assert (receipt.flag, receipt.bearer) == ("kiosk-retired", "resident")


def test_a_kiosk_is_retired_once_and_no_machine_can_be_it_again(world: World) -> None:
    retire_now(world, world.kiosks[0])
    with pytest.raises(FolderError, match="retired before"):
        retire_now(world, world.kiosks[0])


def test_a_phone_that_is_issued_later_sets_nothing_aside_at_a_retired_kiosk(world: World) -> None:
    retire_now(world, world.kiosks[0])
    token, _ = renew_wallet_token(world.folder, "rich", world.now, world.random)
    phone = issue(world, token, world.phones["rich"].signer)
    assert set(phone.credential.slices) == {2}, "the other home, which still sells"
    with pytest.raises(Refused, match="no such kiosk"):
        give_card(world, "rich", world.kiosks[0])
