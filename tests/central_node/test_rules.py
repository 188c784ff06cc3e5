"""The pure rules behind holds and bookings, at their edges."""

from hypothesis import given
from hypothesis import strategies as st

from central_node.booking_rules import DISTRICT_BEARS, Booking, Flag, SpendFacts, decide_spend
from central_node.hold_rules import Decline, HoldFacts, Parts, decide_hold
from protocol.receipt import Bearer, Outcome
from schemes.money import Coins

coins = st.integers(min_value=0, max_value=100).map(Coins)
flags = st.frozensets(st.sampled_from(Flag), max_size=3)


@given(amount=coins, limit=coins, free=coins, slice_=coins)
def test_a_hold_takes_the_whole_amount_free_first_and_never_more_than_there_is(
    amount: Coins, limit: Coins, free: Coins, slice_: Coins
) -> None:
    there = free + slice_
    facts = HoldFacts(
        amount,
        limit,
        free,
        slice_,
        code_used=False,
        scanned_ago_s=0,
        purse="general",
        there={"general": there},
        split={"general": amount} if amount <= there else None,
    )
    match decide_hold(facts):
        case Parts(from_free, from_slice, purses):
            assert purses == {"general": amount}
            assert from_free + from_slice == amount <= limit
            assert from_free <= free
            assert from_slice <= slice_
            assert from_slice == Coins(0) or from_free == free
        case Decline.OVER_LIMIT:
            assert amount > limit
        case reason:
            assert reason is Decline.NOT_ENOUGH
            assert amount > free + slice_


@given(amount=coins, told=coins, free=coins, slice_=coins, found=flags)
def test_a_booking_is_covered_by_the_resident_or_borne_by_the_district(
    amount: Coins, told: Coins, free: Coins, slice_: Coins, found: frozenset[Flag]
) -> None:
    booking = decide_spend(SpendFacts(amount, told, free, slice_, found))
    assert booking.from_free <= free
    assert booking.from_slice <= slice_
    assert (booking.outcome is Outcome.FLAGGED) is (booking.flag is not None)
    if booking.bearer is Bearer.DISTRICT:
        assert booking.from_free == Coins(0)
        assert booking.from_slice <= told  # what the kiosk has counted as taken, and no more
        assert found & DISTRICT_BEARS or amount > free + slice_
    else:
        assert booking.from_free + booking.from_slice == amount
        assert not found & DISTRICT_BEARS
    assert found or booking.bearer is not None or booking.from_slice == told


def test_the_first_flag_of_several_is_the_one_in_the_receipt() -> None:
    found = frozenset({Flag.NO_HOLD, Flag.EVIDENCE_MISSING, Flag.OVER_LIMIT})
    facts = SpendFacts(Coins(1), Coins(0), Coins(5), Coins(5), found)
    expected = Booking(Outcome.FLAGGED, Bearer.DISTRICT, Flag.EVIDENCE_MISSING)
    assert decide_spend(facts) == expected


def test_told_parts_that_do_not_fit_are_taken_another_way_and_flagged() -> None:
    facts = SpendFacts(Coins(10), Coins(8), Coins(9), Coins(5), frozenset())
    booking = decide_spend(facts)
    assert (booking.flag, booking.bearer) == (Flag.NOT_AS_DECIDED, Bearer.RESIDENT)
    assert (booking.from_slice, booking.from_free) == (Coins(5), Coins(5))
