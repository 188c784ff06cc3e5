"""Charges and conversions that come in after something has happened to the kiosk or the code."""

from dataclasses import replace

import pytest

from protocol.entry import ClockState
from tests.central_node.money import ask_to_convert, charge_draft, said, shown
from tests.central_node.paper import retire_now
from tests.central_node.test_money_hostile import convert_draft
from tests.central_node.world import World

KEPT = ("flagged", "kiosk-retired", "resident")
REFUSED = ("flagged", "kiosk-retired", None)


@pytest.mark.parametrize(
    ("clock", "later_s", "told"),
    [
        (ClockState.TRUSTED, 0, KEPT),
        (ClockState.TRUSTED, 60, REFUSED),
        (ClockState.STAFF_SET, 0, REFUSED),
        (ClockState.UNKNOWN, 0, REFUSED),
    ],
    ids=str,
)
def test_what_was_charged_before_its_kiosk_was_retired_is_booked(
    bank: World, clock: ClockState, later_s: int, told: tuple[str, str, str | None]
) -> None:
    """The money was paid; a clock that proves no "before" does not show that."""
    kiosk, code = bank.kiosks[0], shown(bank, "some")
    draft = charge_draft(kiosk, code, 30)
    kiosk.write(replace(draft, clock=clock, time=draft.time + later_s), (code.evidence,))
    bank.now += 60
    retire_now(bank, kiosk)
    bank.now += 600
    assert said(kiosk.last()) == told
    assert (bank.look().charged, bank.look().rewarded) == (30 if told == KEPT else 0, 0)


@pytest.mark.parametrize("clock", [ClockState.TRUSTED, ClockState.UNKNOWN], ids=str)
def test_what_was_held_to_be_converted_before_that_is_booked(
    bank: World, clock: ClockState
) -> None:
    """The points are gone by the node's own word, whatever the clock says."""
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "some"), bank.id()
    assert ask_to_convert(kiosk, code, 20, id_).held
    kiosk.write(replace(convert_draft(kiosk, code, 20, id_), clock=clock), (code.evidence,))
    bank.now += 60
    retire_now(bank, kiosk)
    assert said(kiosk.last()) == KEPT
    assert bank.look().converted == 20


def test_what_a_retired_kiosk_was_declined_is_no_word_of_the_node(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "some"), bank.id()
    retire_now(bank, kiosk)
    assert ask_to_convert(kiosk, code, 20, id_).reason == "kiosk-retired"
    kiosk.write(convert_draft(kiosk, code, 20, id_), (code.evidence,))
    assert said(kiosk.last()) == REFUSED
    assert bank.look().converted == 0
