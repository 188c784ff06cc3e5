"""Row 2: a hostile kiosk, or a clerk, charges more than was meant.

What remains: one per-transaction limit for each showing of a code, without a flag; what is more is
flagged, each entry by name. Where the phone signed for an offer of the kiosk's, nothing: what was
signed for is taken once.
"""

from dataclasses import replace

import pytest

from protocol.entry import DecidedBy, Decision
from protocol.offer import RANDOM_BYTES, offer_id
from protocol.presentation import Presentation, present
from protocol.receipt import Bearer, Receipt
from tests.central_node.world import Code, KioskSim, lines
from tests.simulation.chance import Chance
from tests.simulation.phones import Phone
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought
from tests.simulation.threats.town import ALONE, PER_TRANSACTION, Folk, Town, text_of

ANN = {"ann": Folk(1000, (1, 2))}
SUMS = (1, 15, ALONE, ALONE + 1, PER_TRANSACTION, PER_TRANSACTION + 1, 400, 10**6)


def showing(town: Town, phone: Phone) -> Code:
    """What the hostile kiosk's reader got."""
    town.show(phone)
    return Code(phone.credential, phone.counter.to_bytes(4), phone.codes[-1])


def test_nobody_sells_over_the_limit_by_the_screen(make_town: MakeTown) -> None:
    town = make_town(2, ANN)
    stall, phone = town.stall(1), town.phone("ann")
    assert stall.buy(town.show(phone), lunches=5) == Bought(
        PER_TRANSACTION
    )  # no more can be chosen
    stall.line.cut = True
    assert stall.buy(town.show(phone), 3) == Bought(0, "stand-in-over-transaction-limit")
    assert stall.buy(town.show(phone), 2).coins <= ALONE


def test_the_node_holds_no_more_than_the_limit_and_each_showing_once(make_town: MakeTown) -> None:
    town = make_town(2, ANN)
    thief, code = town.rogue(2), showing(town, town.phone("ann"))
    assert thief.hold(code, PER_TRANSACTION + 1).reason == "over-limit"
    assert thief.hold(code, PER_TRANSACTION).held
    assert thief.hold(code, 1).reason == "already-used"


@pytest.mark.parametrize("seed", range(3))
def test_a_showing_is_good_for_one_limit_and_the_rest_is_flagged(
    make_town: MakeTown, seed: int
) -> None:
    town, chance = make_town(2, ANN), Chance(seed)
    borne_by_district: list[int] = []
    thief, phone = town.rogue(2), town.phone("ann")
    for _ in range(4):
        code = showing(town, phone)
        receipts = [charge(thief, code, chance) for _ in range(6)]
        unflagged = [coins for coins, receipt in receipts if receipt.flag is None]
        assert len(unflagged) <= 1
        assert sum(unflagged) <= PER_TRANSACTION
        assert all(receipt.bearer for coins, receipt in receipts if receipt.flag)
        borne_by_district += [coins for coins, it in receipts if it.bearer is Bearer.DISTRICT]
    assert town.world.audit() == ()
    assert town.told().lost == sum(borne_by_district)


def charge(thief: KioskSim, code: Code, chance: Chance) -> tuple[int, Receipt]:
    """The thief writes what they like; how much, and what the node says to it."""
    coins, id_, from_slice = chance.pick(SUMS), thief.world.id(), 0
    by = chance.pick([DecidedBy.HOLD, DecidedBy.STAND_IN])
    if by is DecidedBy.HOLD and chance.happens(0.7):
        from_slice = thief.hold(code, coins, id_).from_slice
    if by is DecidedBy.STAND_IN:
        from_slice = coins
    thief.spend(code, coins, Decision(by, from_slice), id_)
    return coins, thief.last()


def test_a_second_entry_of_one_showing_is_flagged(make_town: MakeTown) -> None:
    town = make_town(2, ANN)
    thief, code = town.rogue(2), showing(town, town.phone("ann"))
    alone = Decision(DecidedBy.STAND_IN, ALONE)
    thief.spend(code, ALONE, alone)
    assert thief.last().flag is None
    thief.spend(code, ALONE, alone)
    assert thief.last().flag == "code-used-twice"
    assert town.paid("ann") == 2 * ALONE  # booked, and for people to put right: the flag names it


@pytest.mark.parametrize(
    "signed", [{"challenge": b"12345678"}, {"amount": 5}, {"challenge": b"12345678", "amount": 5}]
)
def test_what_was_signed_for_one_payment_passes_for_no_other(
    make_town: MakeTown, signed: dict[str, bytes | int]
) -> None:
    town = make_town(2, ANN)
    stall, thief, phone = town.stall(1), town.rogue(2), town.phone("ann")
    fields = {"scheme": phone.credential.scheme, "issued": town.now_s, "counter": b"\0\0\0\1"}
    evidence = present(phone.signer, phone.raw, Presentation(**fields, **signed))  # type: ignore[arg-type] # by name
    assert stall.buy(text_of(evidence)) == Bought(0, "wrong-challenge")
    stall.line.cut = True
    assert stall.buy(text_of(evidence)) == Bought(0, "wrong-challenge")
    code = Code(phone.credential, b"\0\0\0\1", evidence)
    assert thief.hold(code, PER_TRANSACTION).reason == "wrong-challenge"
    thief.spend(code, PER_TRANSACTION, Decision(DecidedBy.STAND_IN, PER_TRANSACTION))
    receipt = thief.last()
    assert (receipt.flag, receipt.bearer) == ("evidence-refused", "district")
    assert town.paid("ann") == 0


@pytest.mark.parametrize("seed", range(3))
def test_what_was_signed_for_an_offer_is_taken_once(make_town: MakeTown, seed: int) -> None:
    town, chance = make_town(2, ANN), Chance(seed)
    thief, phone = town.rogue(2), town.phone("ann")
    id_ = offer_id(thief.signer, "spend", bytes(RANDOM_BYTES))
    made = Presentation(phone.credential.scheme, town.now_s, b"\0\0\0\1", id_, ALONE)
    code = Code(phone.credential, b"\0\0\0\1", present(phone.signer, phone.raw, made))
    refs, receipts = list[bytes | None]([None]), list[Receipt]()
    for _ in range(6):
        new, ref = thief.world.id(), chance.pick(refs)
        draft = thief.spend_draft(code, ALONE, Decision(DecidedBy.STAND_IN, ALONE), new)
        thief.write(replace(draft, ref=ref), (code.evidence,))
        receipts.append(thief.last())
        refs.append(new)
    assert [it.bearer for it in receipts] == [None, *[Bearer.DISTRICT] * 5]
    assert town.paid("ann") == ALONE
    assert town.world.audit() == ()


def test_nobody_pays_who_showed_no_code(make_town: MakeTown) -> None:
    town = make_town(2, ANN)
    thief, code = town.rogue(2), showing(town, town.phone("ann"))
    draft = thief.spend_draft(code, ALONE, Decision(DecidedBy.STAND_IN, ALONE))
    thief.write(replace(draft, lines=lines(ALONE)))  # the party alone, and no evidence
    assert thief.last().bearer == "district"
    assert town.paid("ann") == 0
