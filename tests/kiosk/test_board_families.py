"""The tables of relay boards, as they ship and as somebody may write them."""

from __future__ import annotations

import pytest

from kiosk.config import ConfigError
from kiosk.hardware.board_families import board_families, board_family, read_families, staff_called

GOOD = """
[mine]
title = "a board"
baud = 9600
channels = 2
first = 1
close = "a0 n 01 sum"
open = "a0 n 00 sum"
"""


def test_a_board_of_one_s_own_needs_no_more_than_its_commands() -> None:
    family = read_families(GOOD.encode(), "boards.toml")["mine"]
    assert (family.name, family.channels, family.answers) == ("mine", 2, False)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('close = "a0 n 01 sum"', 'close = "a0 n 0x sum"', "no byte"),
        ('close = "a0 n 01 sum"', 'close = "a0 n 00 sum"', "the same"),
        ('close = "a0 n 01 sum"', 'close = "text:\N{DEGREE SIGN}{n}"', "no text"),
        ("first = 1", 'first = 1\nask = "ff"', "ask goes with"),
        ("first = 1", 'first = 1\nclosed = "01"', "ask goes with"),
        ("first = 1", 'first = 1\nask = "5b"\nbits = "01"', "bits is a frame"),
        ("first = 1", 'first = 1\nask = "5b"\nbits = "bits zz"', "no byte"),
        ("channels = 2", "channels = 0", "greater than or equal to 1"),
        ("baud = 9600", "baud = 9600\ncolour = 1", "Extra inputs"),
        ("baud = 9600", 'baud = 9600\nusb = ["CH340"]', "pattern"),
    ],
    ids=[
        "byte",
        "same",
        "text",
        "no-answer",
        "no-question",
        "no-bits",
        "bits",
        "channels",
        "key",
        "usb",
    ],
)
def test_a_table_that_can_t_be_used_says_why(before: str, after: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        read_families(GOOD.replace(before, after).encode(), "boards.toml")


def test_every_family_that_ships_is_named_where_one_is_not_known() -> None:
    with pytest.raises(ConfigError) as told:
        board_family("nobodys")
    assert all(name in str(told.value) for name in board_families())


def test_a_call_for_staff_ends_by_itself_and_blinks_no_relay_to_death() -> None:
    call = staff_called()
    assert call.buzzer.limit_ms <= 2_000
    moves_a_call = 2 * call.lamp.limit_ms // (call.lamp.on_ms + call.lamp.off_ms)
    assert moves_a_call <= 300  # 100,000 movements are years of calls
