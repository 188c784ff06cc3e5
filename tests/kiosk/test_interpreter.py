"""The collector leaves alone what is there at the start, and threads that compute take turns."""

import ast
import gc
import inspect
import sys
import weakref
from collections.abc import Callable, Iterator

import pytest

from kiosk.commands import run
from kiosk.life.interpreter import TURN_S, keep_for_good, take_turns


class Ring:
    """Something that only the collector can let go."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def kept() -> Iterator[Ring]:
    ring = Ring()
    keep_for_good()
    yield ring
    gc.unfreeze()


def test_what_was_there_is_not_looked_through_any_more(kept: Ring) -> None:
    assert not any(each is kept for each in gc.get_objects())
    assert gc.get_freeze_count() > 0


def test_what_comes_later_is_still_collected(kept: Ring) -> None:
    later = Ring()
    assert any(each is later for each in gc.get_objects())
    gone = weakref.ref(later)
    del later
    gc.collect()
    assert gone() is None


def test_the_terminal_keeps_what_its_start_has_made_and_no_less() -> None:
    """In the order of the program: all is started, then it is kept, then the first event comes."""
    wanted = ("kiosk.start", "keep_for_good", "application.exec")
    assert [name for name in called(run._serve) if name in wanted] == list(wanted)


def test_threads_take_turns_before_any_of_the_terminals_is_started() -> None:
    wanted = ("take_turns", "KioskApp", "_serve")
    assert [name for name in called(run.run) if name in wanted] == list(wanted)


def test_whoever_computes_passes_the_lock_on_within_a_millisecond() -> None:
    before = sys.getswitchinterval()
    try:
        sys.setswitchinterval(1.0)
        take_turns()
        assert sys.getswitchinterval() == pytest.approx(TURN_S)
        assert TURN_S <= 0.001
    finally:
        sys.setswitchinterval(before)


def called(function: Callable[..., object]) -> list[str]:
    """What it calls, in the order of its lines."""
    nodes = ast.walk(ast.parse(inspect.getsource(function)))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    calls.sort(key=lambda node: (node.lineno, node.col_offset))
    return [ast.unparse(node.func) for node in calls]
