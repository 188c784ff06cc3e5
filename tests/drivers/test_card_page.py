"""docs/card-terminal.md is for makers of terminals: what it says is what the driver speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drivers.card_terminal.contract import MAX_WON, DeclineReason, KeptReason, TerminalStatus
from drivers.card_terminal.engine import ALIVE_S, Scene
from drivers.card_terminal.exchange import PATIENCE
from drivers.card_terminal.used_ids import MAX_IDS
from drivers.card_terminal.wire import HALF_FRAME_S, MAX_BODY_BYTES, Frame, Kind, won_payload

PAGE = (Path(__file__).parents[2] / "docs" / "card-terminal.md").read_text("utf-8")


def test_the_example_is_the_frame() -> None:
    frame = Frame(Kind.PAY, 0x01020304, bytes(range(16)), won_payload(12_300))
    assert frame.encoded.hex(" ").upper() in PAGE


def test_each_kind_is_there_with_its_byte() -> None:
    letters = dict(re.findall(r"^\| `(\w)` ([0-9A-F]{2}) \|", PAGE, re.MULTILINE))
    signs = dict(re.findall(r"^\| (ACK|NAK) ([0-9A-F]{2}) \|", PAGE, re.MULTILINE))
    documented = {int(code, 16) for code in (letters | signs).values()}
    assert documented == set(Kind)
    assert all(ord(letter) == int(code, 16) for letter, code in letters.items())


@pytest.mark.parametrize("codes", [TerminalStatus, DeclineReason], ids=["states", "declines"])
def test_each_code_has_its_number(codes: type[TerminalStatus] | type[DeclineReason]) -> None:
    numbered = (f"{number} {code}" for number, code in enumerate(codes, start=1))
    listed = ", ".join(numbered).replace("-", " ")
    assert listed in PAGE


def test_each_reason_to_keep_has_its_number() -> None:
    assert list(KeptReason) == [KeptReason.TOO_LATE, KeptReason.BANK, KeptReason.OTHER]
    assert "1 too late, 2 the bank does not take it back, 3 other" in PAGE


@pytest.mark.parametrize(
    "sentence",
    [
        f"1 to {MAX_WON:,} (`MAX_WON`)",
        f"A pause of {HALF_FRAME_S:g} s ends half a frame",
        f"21 to {MAX_BODY_BYTES}",
        f"sent again after {PATIENCE.resend_s:g} s, the same bytes, {PATIENCE.tries} times in all",
        f"the terminal sends `w` every {ALIVE_S:g} s",
        f"takes {PATIENCE.silence_s:g} s without one for silence",
        f"waits {Scene().card_wait_s:g} s for a card",
        f"waits {PATIENCE.payment_s:g} s for a payment",
        f"waits {PATIENCE.last_s:g} s more at most",
        f"the last {MAX_IDS:,} ids (`MAX_IDS`)",
        f"unknown after {PATIENCE.payment_s + PATIENCE.last_s:g} s",
    ],
    ids=[
        "won",
        "pause",
        "length",
        "again",
        "alive",
        "silence",
        "card",
        "payment",
        "last",
        "ids",
        "all",
    ],
)
def test_each_limit_is_that_of_the_code(sentence: str) -> None:
    assert sentence in PAGE
