"""The simulated scanner obeys the rules of its family: nothing it was not told, nothing unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import ScannerLost
from drivers.scanner_simulator import FakeScanner, PtyScanner, ScannerRules, garbled
from kiosk.hardware.scanner_families import scanner_families

FAMILIES = scanner_families()
TRIGGERED = [name for name in FAMILIES if FAMILIES[name].trigger_on]


def set_up(name: str) -> ScannerRules:
    rules = ScannerRules(FAMILIES[name])
    for step in FAMILIES[name].set_up:
        assert rules.hear(step.send) == step.expect
    return rules


@pytest.mark.parametrize("name", FAMILIES)
def test_fresh_from_the_box_it_reads_all_the_time(name: str) -> None:
    rules = ScannerRules(FAMILIES[name])
    assert rules.show("ONE") == b"ONE\r\n"
    assert rules.show("") == b""
    assert rules.show("TWO") == b"TWO\r\n"


@pytest.mark.parametrize("name", TRIGGERED)
def test_once_set_up_it_reads_one_code_a_trigger_and_a_held_one_again(name: str) -> None:
    family, rules = FAMILIES[name], set_up(name)
    assert rules.show("ONE") == b""
    assert rules.hear(family.trigger_on) == b"ONE\r\n"
    assert rules.show("TWO") == b""
    assert rules.hear(family.trigger_on) == b"TWO\r\n"
    assert rules.hear(family.trigger_on) == b"TWO\r\n"
    rules.show("")
    assert rules.hear(family.trigger_on + family.trigger_off) == b""
    assert rules.show("THREE") == b""


@pytest.mark.parametrize("name", TRIGGERED)
def test_commands_in_pieces_and_among_nonsense_are_obeyed(name: str) -> None:
    family, rules = FAMILIES[name], set_up(name)
    rules.show("ONE")
    sent = b"".join(rules.hear(bytes((byte,))) for byte in b"??" + family.trigger_on)
    assert sent == b"ONE\r\n"


@pytest.mark.parametrize("name", TRIGGERED)
def test_a_mute_one_hears_nothing(name: str) -> None:
    family, rules = FAMILIES[name], ScannerRules(FAMILIES[name], mute=True)
    assert rules.hear(family.set_up[0].send + family.beep_bad + family.trigger_off) == b""
    assert (rules.beeps, rules.show("ONE")) == (0, b"ONE\r\n")


@pytest.mark.parametrize("name", FAMILIES)
@given(data=st.binary(max_size=600))
def test_whatever_it_hears_it_says_nothing_unasked(name: str, data: bytes) -> None:
    rules = ScannerRules(FAMILIES[name])
    for at in range(0, len(data), 50):
        assert rules.hear(data[at : at + 50]) == b""


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_a_wrong_speed_is_never_text(text: str) -> None:
    assert all(byte >= 0x80 for byte in garbled(text.encode()))


def test_a_fake_one_is_only_opened_while_it_is_plugged_in() -> None:
    scanner = FakeScanner(FAMILIES["plain"])
    port = scanner.open("x", 9600)
    scanner.unplug()
    with pytest.raises(ScannerLost):
        port.read()
    with pytest.raises(ScannerLost):
        scanner.open("x", 9600)


def test_a_pty_one_comes_back_as_another_terminal_behind_the_same_link(tmp_path: Path) -> None:
    scanner = PtyScanner(FAMILIES["plain"], tmp_path / "by-id")
    first = (tmp_path / "by-id").readlink()
    other = PtyScanner(FAMILIES["plain"], tmp_path / "other")
    scanner.unplug()
    assert not (tmp_path / "by-id").is_symlink()
    third = PtyScanner(FAMILIES["plain"], tmp_path / "third")  # it takes the number that is free
    scanner.plug_in()
    scanner.plug_in()
    assert (tmp_path / "by-id").readlink() != first
    for each in (scanner, scanner, other, third):
        each.close()
    assert list(tmp_path.iterdir()) == []
