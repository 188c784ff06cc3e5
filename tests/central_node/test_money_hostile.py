"""What a kiosk with a key, but without honesty, gets out of charges, gifts and conversions."""

from dataclasses import replace

import pytest

from protocol.entry import Entry, EntryKind
from protocol.receipt import Receipt
from tests.central_node.money import (
    RATE,
    ask_to_convert,
    ask_to_give,
    charge_draft,
    gets,
    give_draft,
    line,
    said,
    shown,
)
from tests.central_node.world import PURSE, Code, KioskSim, World, held

MOST = 2**53 - 1  # of one amount of an entry
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
