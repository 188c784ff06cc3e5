"""The summary has the shape that others rely on, and each check can fail."""

from dataclasses import replace

import pytest

from kiosk.demo.messages import Counts
from kiosk.demo.summary import Act, Evidence, summarise
from protocol.entry import EntryKind

SOLD = Act(id="a1", decided_by="hold", coins=15, won=3000)
GOOD = Evidence(
    facility="somewhere",
    offline=False,
    acts=(SOLD,),
    entries=3,
    synced=3,
    chain_ok=True,
    ledger_problems=(),
    counts=(
        Counts(recorded=1, sent=1, confirmed=1),
        Counts(recorded=3, sent=2, confirmed=1),
        Counts(recorded=3, sent=3, confirmed=3),
    ),
    resent=0,
    same_receipts=True,
    duplicates=0,
    balance_before=35,
    balance_after=20,
    decode_ms=(1.0, 9.0, 2.0),
    accept_ms=(12.0,),
    ticket_id="a1",
    tickets=1,
    screens=("01-start", "02-thanks"),
    resident_problems=(),
)
EARNED = Act("e1", "", 3, 0, EntryKind.EARN, printed=False)
EARNING = replace(GOOD, acts=(EARNED,), balance_after=38, ticket_id=None, tickets=0)
BOTH = replace(GOOD, acts=(EARNED, SOLD), balance_after=23)
REWARDED = replace(GOOD, rewarded=2, balance_after=22)
AWAY = replace(GOOD, offline=True, acts=(replace(SOLD, decided_by="stand-in"),), resent=3)


def test_a_good_run_has_every_field_and_no_problem() -> None:
    assert summarise(GOOD).to_json() == {
        "schema": 1,
        "facility": "somewhere",
        "decided_by": ["hold"],
        "entries": 3,
        "synced": 3,
        "unsent_max": 2,
        "resent": 0,
        "duplicates": 0,
        "spent_coins": 15,
        "paid_won": 3000,
        "balance_before": 35,
        "balance_after": 20,
        "decode_ms": 2.0,
        "accept_ms": 12.0,
        "chain_ok": True,
        "ticket_id": "a1",
        "screens": ["01-start", "02-thanks"],
        "acts": ["spend"],
        "earned_coins": 0,
        "rewarded_coins": 0,
        "problems": [],
    }


def test_a_good_run_without_the_node_has_no_problem() -> None:
    assert summarise(AWAY).problems == []


@pytest.mark.parametrize("seen", [EARNING, BOTH, REWARDED], ids=["earned", "both", "rewarded"])
def test_other_good_visits_have_no_problem(seen: Evidence) -> None:
    assert summarise(seen).problems == []


def test_what_was_earned_and_given_back_is_told() -> None:
    assert summarise(BOTH).decided_by == ["hold"]
    assert summarise(BOTH).acts == ["earn", "spend"]
    assert (summarise(BOTH).spent_coins, summarise(BOTH).earned_coins) == (15, 3)
    assert summarise(REWARDED).rewarded_coins == 2


@pytest.mark.parametrize(
    "seen",
    [
        replace(EARNING, balance_after=35),
        replace(EARNING, tickets=1, ticket_id="e1"),
        replace(EARNING, acts=(EARNED, EARNED)),
        replace(BOTH, acts=(EARNED, EARNED, SOLD)),
        replace(REWARDED, balance_after=20),
        replace(GOOD, acts=()),
        replace(GOOD, acts=(SOLD, SOLD)),
        replace(GOOD, acts=(replace(SOLD, decided_by="stand-in"),)),
        replace(GOOD, balance_after=35),
        replace(GOOD, balance_after=5),
        replace(GOOD, synced=2),
        replace(GOOD, chain_ok=False),
        replace(GOOD, duplicates=1),
        replace(GOOD, ticket_id=None),
        replace(GOOD, ticket_id="b2"),
        replace(GOOD, ledger_problems=("an entry is missing",)),
        replace(GOOD, resident_problems=("sorry: too-old",)),
        replace(GOOD, decode_ms=()),
        replace(GOOD, accept_ms=()),
        replace(AWAY, same_receipts=False),
        replace(AWAY, resent=0),
        replace(AWAY, counts=(Counts(recorded=3, sent=3, confirmed=3),)),
        replace(AWAY, acts=(SOLD,)),
    ],
)
def test_whatever_is_not_as_it_must_be_is_a_problem(seen: Evidence) -> None:
    assert summarise(seen).problems
