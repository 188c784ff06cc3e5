"""What keys mean: whole codes off the US layout, or nothing."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.input_events import KeyFramer, KeyPress
from drivers.wedge_keys import (
    KEY_CAPSLOCK,
    KEY_ENTER,
    KEY_HANGEUL,
    KEY_KPENTER,
    KEY_LEFTALT,
    KEY_LEFTCTRL,
    KEY_LEFTSHIFT,
    KEY_NUMLOCK,
    KEY_RIGHTSHIFT,
    KEY_TAB,
    MAX_CHARS,
    MAX_GAP_S,
    REST_S,
    US_LAYOUT,
    WedgeFramer,
)

A, B, ONE, F1, SHIFT = 30, 48, 2, 59, KEY_LEFTSHIFT
PRINTABLE = string.digits + string.ascii_letters + string.punctuation + " "


def hit(*codes: int, start_s: float = 0.0, gap_s: float = 0.01) -> list[KeyPress]:
    """Each key pressed and let go."""
    keys = []
    for number, code in enumerate(codes):
        at_s = start_s + number * gap_s
        keys += [KeyPress(code, down, at_s) for down in (True, False)]
    return keys


def codes_of(framer: WedgeFramer, keys: list[KeyPress]) -> list[str]:
    return [code for key in keys if (code := framer.press(key)) is not None]


def down(code: int) -> KeyPress:
    return KeyPress(code, down=True)


def up(code: int) -> KeyPress:
    return KeyPress(code, down=False)


def test_the_layout_types_all_of_ascii_that_can_be_printed() -> None:
    typed = {character for pair in US_LAYOUT.values() for character in pair}
    assert typed == set(PRINTABLE)


@pytest.mark.parametrize("end", [KEY_ENTER, KEY_KPENTER, KEY_TAB], ids=["enter", "keypad", "tab"])
def test_each_usual_end_ends_a_code_once(end: int) -> None:
    assert codes_of(WedgeFramer(), hit(A, ONE, end, end)) == ["a1"]


@pytest.mark.parametrize("shift", [KEY_LEFTSHIFT, KEY_RIGHTSHIFT], ids=["left", "right"])
def test_shift_counts_while_it_is_held(shift: int) -> None:
    framer = WedgeFramer()
    keys = [down(shift), *hit(A, ONE), up(shift), *hit(A, ONE, KEY_ENTER)]
    assert codes_of(framer, keys) == ["A!a1"]


def test_caps_lock_turns_letters_round_and_nothing_else() -> None:
    framer = WedgeFramer()
    keys = [*hit(KEY_CAPSLOCK, A, ONE), down(SHIFT), *hit(A, ONE), up(SHIFT), *hit(KEY_ENTER)]
    assert codes_of(framer, keys) == ["A1a!"]
    assert codes_of(framer, hit(KEY_CAPSLOCK, A, KEY_ENTER)) == ["a"]


def test_a_device_whose_caps_lock_was_on_is_read_by_that() -> None:
    framer = WedgeFramer()
    framer.begin({SHIFT, A}, caps=True)
    assert codes_of(framer, [*hit(A), up(SHIFT), *hit(A, KEY_ENTER)]) == ["aA"]


def test_the_keys_of_input_methods_and_num_lock_change_nothing() -> None:
    keys = hit(KEY_HANGEUL, A, KEY_NUMLOCK, 79, KEY_HANGEUL, KEY_ENTER)
    assert codes_of(WedgeFramer(), keys) == ["a1"]


@pytest.mark.parametrize("key", [F1, 1, 14, 111, 250, 0x2FF], ids=str)
def test_a_key_that_no_code_has_spoils_that_code_and_not_the_next(key: int) -> None:
    framer = WedgeFramer()
    assert codes_of(framer, hit(A, key, B, KEY_ENTER, B, KEY_ENTER)) == ["b"]
    assert framer.dropped_keys == 3


@pytest.mark.parametrize("key", [KEY_LEFTCTRL, 97, KEY_LEFTALT, 100, 125, 126], ids=str)
def test_what_is_typed_with_ctrl_alt_or_the_windows_key_is_no_code(key: int) -> None:
    framer = WedgeFramer()
    keys = [*hit(A), down(key), *hit(B), up(key), *hit(A, KEY_ENTER, B, KEY_ENTER)]
    assert codes_of(framer, keys) == ["b"]


def test_enter_with_alt_ends_nothing() -> None:
    framer = WedgeFramer()
    keys = [*hit(A), down(KEY_LEFTALT), *hit(KEY_ENTER), up(KEY_LEFTALT), *hit(KEY_ENTER)]
    assert codes_of(framer, keys) == []


def test_a_person_types_no_code() -> None:
    framer = WedgeFramer()
    typed = hit(*[A] * 50, KEY_ENTER, gap_s=MAX_GAP_S * 1.01)
    assert codes_of(framer, typed) == []
    assert framer.dropped_keys == 50


def test_the_slowest_scanner_types_one() -> None:
    typed = hit(*[A] * 50, KEY_ENTER, gap_s=MAX_GAP_S * 0.99)
    assert codes_of(WedgeFramer(), typed) == ["a" * 50]


def test_half_a_code_is_dropped_after_a_pause_and_does_not_spoil_the_next() -> None:
    framer = WedgeFramer(is_awaited=lambda text: text.startswith("b"))
    keys = [*hit(A, A), *hit(B, KEY_ENTER, start_s=0.5)]
    assert codes_of(framer, keys) == ["b"]
    assert framer.dropped_keys == 2


@pytest.mark.parametrize("half", [(A, A), (A, F1)], ids=["half", "spoiled"])
def test_the_rest_of_a_code_behind_a_pause_is_no_code(half: tuple[int, int]) -> None:
    framer = WedgeFramer(is_awaited=lambda text: text.startswith("b"))
    keys = [*hit(*half), *hit(A, B, KEY_ENTER, A, KEY_ENTER, start_s=0.15)]
    assert codes_of(framer, keys) == ["a"]
    assert framer.dropped_keys == 4


def test_the_rest_of_a_code_behind_lost_keys_is_no_code() -> None:
    framer = WedgeFramer(is_awaited=lambda text: text.startswith("b"))
    for start_s in (0.1, 5.0):
        assert codes_of(framer, hit(B, A)) == []
        framer.keys_lost()
        keys = hit(A, A, KEY_ENTER, A, KEY_ENTER, B, KEY_ENTER, start_s=start_s)
        assert codes_of(framer, keys) == ["a", "b"]


def test_behind_lost_keys_and_silence_any_code_is_one() -> None:
    framer = WedgeFramer()
    framer.keys_lost()
    keys = [*hit(A), *hit(B, KEY_ENTER, start_s=REST_S + 0.1)]
    assert codes_of(framer, keys) == ["b"]


def test_a_clock_that_goes_back_drops_half_a_code() -> None:
    keys = [*hit(A, start_s=9.0), *hit(B, KEY_ENTER, start_s=1.0)]
    assert codes_of(WedgeFramer(), keys) == ["b"]


def test_a_code_of_the_longest_length_passes_and_one_more_character_does_not() -> None:
    framer = WedgeFramer()
    assert codes_of(framer, hit(*[A] * MAX_CHARS, KEY_ENTER)) == ["a" * MAX_CHARS]
    assert codes_of(framer, hit(*[A] * (MAX_CHARS + 1), KEY_ENTER)) == []
    assert framer.dropped_keys == MAX_CHARS + 1


@given(st.lists(st.builds(KeyPress, st.integers(0, 130), st.booleans(), st.floats(0, 9))))
def test_whatever_is_pressed_only_printable_codes_come_out(keys: list[KeyPress]) -> None:
    codes = codes_of(WedgeFramer(), keys)
    assert all(0 < len(code) <= MAX_CHARS and set(code) <= set(PRINTABLE) for code in codes)


@given(st.binary(max_size=2000))
def test_noise_on_the_device_is_no_error(data: bytes) -> None:
    framer = WedgeFramer()
    keys = [key for key in KeyFramer().step(data) if key is not None]
    assert sum(map(len, codes_of(framer, keys))) + framer.dropped_keys <= len(keys)
