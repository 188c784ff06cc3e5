"""One code is one scan until it has left the view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drivers.scan import (
    AWAY_S,
    MAX_CHARS,
    MAX_LOCKED,
    MAX_SCANS,
    SCANS_WINDOW_S,
    ScanBudget,
    ScanGate,
)


def test_a_code_held_before_the_camera_is_one_scan() -> None:
    gate = ScanGate()
    scans = [gate.step(tick / 30, ["A"]) for tick in range(300)]
    assert scans == [("A",)] + [()] * 299


def test_a_code_missed_for_a_moment_is_not_scanned_again() -> None:
    gate = ScanGate(away_s=1.0)
    gate.step(0.0, ["A"])
    gate.step(0.5, [])
    assert gate.step(0.9, ["A"]) == ()


def test_a_code_that_was_away_is_scanned_again() -> None:
    gate = ScanGate(away_s=1.0)
    gate.step(0.0, ["A"])
    assert gate.step(1.0, ["A"]) == ("A",)


def test_each_sight_of_a_code_locks_it_anew() -> None:
    gate = ScanGate(away_s=1.0)
    scans = [gate.step(now_s, ["A"]) for now_s in (0.0, 0.9, 1.8, 2.7)]
    assert scans == [("A",), (), (), ()]


def test_another_code_is_scanned_while_the_first_is_still_in_view() -> None:
    gate = ScanGate()
    gate.step(0.0, ["A"])
    assert gate.step(0.1, ["A", "B"]) == ("B",)


def test_empty_and_overlong_texts_are_no_scans() -> None:
    gate = ScanGate()
    assert gate.step(0.0, ["", "X" * (MAX_CHARS + 1)]) == ()
    assert gate.step(0.0, ["X" * MAX_CHARS]) == ("X" * MAX_CHARS,)


def test_a_flood_of_codes_keeps_the_newest_locked() -> None:
    gate = ScanGate()
    for number in range(10 * MAX_LOCKED):
        gate.step(0.0, [str(number)])
    newest = [str(number) for number in range(9 * MAX_LOCKED, 10 * MAX_LOCKED)]
    assert gate.step(0.1, newest) == ()
    assert gate.step(0.1, ["0"]) == ("0",)


@given(st.lists(st.tuples(st.integers(0, 20), st.lists(st.sampled_from("ABC"), max_size=3))))
def test_two_scans_of_a_code_are_always_a_full_absence_apart(
    pictures: list[tuple[int, list[str]]],
) -> None:
    gate, now_s = ScanGate(), 0.0
    last_seen_s: dict[str, float] = {}
    for tenths, texts in pictures:
        now_s += tenths / 10
        scans = gate.step(now_s, texts)
        fresh = {t for t in texts if now_s - last_seen_s.get(t, -AWAY_S) >= AWAY_S}
        assert set(scans) == fresh
        assert len(scans) == len(fresh)
        last_seen_s |= dict.fromkeys(texts, now_s)


def test_a_reader_may_tell_as_many_scans_as_hands_can_show_and_no_more() -> None:
    budget = ScanBudget()
    assert [budget.step(0.1 * n, 1) for n in range(MAX_SCANS)] == [False] * MAX_SCANS
    assert budget.step(0.1 * MAX_SCANS, 1)
    assert not budget.step(0.1 * MAX_SCANS + SCANS_WINDOW_S + 0.1, 1)


def test_a_cleared_budget_begins_anew() -> None:
    budget = ScanBudget()
    assert budget.step(0.0, MAX_SCANS + 1)
    budget.clear()
    assert not budget.step(0.0, MAX_SCANS)
