"""What a kiosk with a key, but without honesty, gets out of charges, gifts and conversions."""

from dataclasses import replace

import pytest

from protocol.entry import ClockState, Entry, EntryKind, Opening
from protocol.receipt import Receipt
from tests.central_node.money import (
    RATE,
    ask_to_convert,
    ask_to_give,
    charge,
    charge_draft,
    gets,
    give_draft,
    line,
    said,
    shown,
    write_converted,
)
from tests.central_node.world import PURSE, Code, KioskSim, World, held

MOST = 2**53 - 1  # of one amount of an entry
DAY_S = 24 * 3600
BOOKED = ("booked", None, None)


def convert_draft(kiosk: KioskSim, code: Code, coins: int, id_: bytes) -> Entry:
    """A conversion that would come next."""
    return replace(
        kiosk.draft(EntryKind.CONVERT, id_),
        parties=(gets(code),),
        lines=line("convert", coins * RATE),
        amounts={PURSE: coins},
        decided=held(),
    )


@pytest.mark.parametrize("kind", [EntryKind.TRANSFER, EntryKind.CONVERT])
def test_amounts_that_have_no_sum_stop_no_ledger(bank: World, kind: EntryKind) -> None:
    """A hold is live under the id, so that its order would be compared."""
    kiosk, id_ = bank.kiosks[0], bank.id()
    code, payee = shown(bank, "rich"), shown(bank, "some")
    evidence: tuple[bytes, ...] = (code.evidence, payee.evidence)
    if kind is EntryKind.TRANSFER:
        assert ask_to_give(kiosk, code, payee, 5, id_).held
        draft = give_draft(kiosk, code, payee, 5, id_)
    else:
        assert ask_to_convert(kiosk, code, 5, id_).held
        draft, evidence = convert_draft(kiosk, code, 5, id_), evidence[:1]
    kiosk.write(replace(draft, amounts={"a": MOST, "b": 1}), evidence)
    good = shown(bank, "some")
    kiosk.write(charge_draft(kiosk, good, 20), (good.evidence,))
    told = [said(one) for one in kiosk.send(1) if isinstance(one, Receipt)]
    assert told == [("flagged", "implausible-amount", None), BOOKED]
    assert (bank.look().holds, bank.look().charged) == (0, 20)


def test_above_the_limit_of_one_charge_nothing_is_booked(bank: World) -> None:
    """A kiosk alone knows that limit, whatever it hears of the node."""
    told = charge(bank.kiosks[0], shown(bank, "some"), 51)
    assert said(told) == ("flagged", "over-limit", None)
    assert (bank.look().charged, bank.balance("some")) == (0, 35)


def charged_by(
    kiosk: KioskSim, who: str, coins: int, clock: ClockState | None = None, later_s: int = 0
) -> str | None:
    """The flag of one charge with a fresh code, and perhaps by another clock."""
    code = shown(kiosk.world, who)
    draft = charge_draft(kiosk, code, coins)
    told = replace(draft, clock=clock or draft.clock, time=draft.time + later_s)
    kiosk.write(told, (code.evidence,))
    return kiosk.last().flag


def test_one_kiosk_makes_a_days_coins_and_no_more_whoever_gets_them(bank: World) -> None:
    kiosk, other = bank.kiosks
    for who in ("rich", "some"):
        assert charged_by(kiosk, who, 50) is None
    assert write_converted(kiosk, shown(bank, "poor"), 40, bank.id()).flag == "no-hold"
    assert charged_by(kiosk, "poor", 11) == "over-kiosk-day"
    too_much = write_converted(kiosk, shown(bank, "poor"), 11, bank.id())
    assert said(too_much) == ("flagged", "over-kiosk-day", None)
    assert charged_by(kiosk, "poor", 10) is None
    assert charged_by(other, "poor", 40) is None
    bank.now += DAY_S
    assert charged_by(kiosk, "poor", 40) is None
    assert (bank.look().charged, bank.look().converted) == (190, 40)


@pytest.mark.parametrize("days", [-400, -40, -1, 1, 400])
@pytest.mark.parametrize("clock", [ClockState.UNKNOWN, ClockState.STAFF_SET, ClockState.TRUSTED])
def test_no_clock_has_days_of_its_own_for_a_kiosk(
    bank: World, clock: ClockState, days: int
) -> None:
    """Whatever day it tells: its ledger has come to today, and tomorrow has not come."""
    kiosk = bank.kiosks[0]
    for at in range(1, 6):
        charged_by(kiosk, "some", 50, clock, at * days * DAY_S)
        charged_by(kiosk, "some", 50)
    assert bank.look().charged == 150
    assert charged_by(kiosk, "some", 50) == "over-kiosk-day"


def test_what_was_charged_without_the_line_counts_on_its_own_days(bank: World) -> None:
    """A week's charges of an honest kiosk come in at once."""
    kiosk, start = bank.kiosks[0], bank.now
    for day in range(4):
        bank.now = start + day * DAY_S
        for who in ("rich", "some", "poor"):
            code = shown(bank, who)
            kiosk.write(charge_draft(kiosk, code, 30), (code.evidence,))
    receipts = [one for one in kiosk.send(1) if isinstance(one, Receipt)]
    assert {one.flag for one in receipts} == {None, "over-charge-limit"}
    assert bank.look().charged == 360


def test_a_hold_to_convert_counts_the_kiosks_day_with_its_live_holds(bank: World) -> None:
    kiosk = bank.kiosks[0]
    charged_by(kiosk, "rich", 50)
    ids, code = (bank.id(), bank.id()), shown(bank, "some")
    assert ask_to_convert(kiosk, code, 50, ids[0]).held
    assert ask_to_convert(kiosk, shown(bank, "poor"), 50, ids[1]).held
    assert ask_to_convert(kiosk, shown(bank, "rich"), 1, bank.id()).reason == "over-day-limit"
    assert charged_by(kiosk, "rich", 30) is None
    assert said(write_converted(kiosk, code, 50, ids[0])) == BOOKED
    assert charged_by(kiosk, "poor", 21) == "over-kiosk-day"


def test_a_bonus_is_given_once_a_month_whatever_months_are_told(bank: World) -> None:
    kiosk = bank.kiosks[0]
    for months in range(3):
        charged_by(kiosk, "some", 40, ClockState.UNKNOWN, -40 * DAY_S * months)
    assert (bank.look().charged, bank.look().rewarded) == (120, 0)


def test_no_bonus_of_a_day_before_the_phone_was_given_out(bank: World) -> None:
    """Told by a new ledger of the kiosk, which has come to no day yet."""
    at = bank.now - 40 * DAY_S
    code, fresh = bank.phones["some"].code(at), replace(bank.kiosks[1], raws=[], evidence=[])
    fresh.ledger = bank.random(8)
    fresh.write(replace(fresh.draft(EntryKind.OPEN), time=at, opening=Opening()))
    fresh.write(replace(charge_draft(fresh, code, 40), time=at), (code.evidence,))
    told = [said(one) for one in fresh.send() if isinstance(one, Receipt)]
    assert told[1] == ("flagged", "scan-time-implausible", "resident")
    assert bank.look().rewarded == 0
