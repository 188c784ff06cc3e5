"""What is there at the start is left alone by the collector; what comes later is not."""

import ast
import gc
import inspect
import weakref
from collections.abc import Iterator

import pytest

from kiosk.commands import run
from kiosk.life.for_good import keep_for_good


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
    calls = [
        ast.unparse(node.value.func if isinstance(node.value, ast.Call) else node.value)
        for node in ast.walk(ast.parse(inspect.getsource(run._serve)))
        if isinstance(node, ast.Expr | ast.Assign)
    ]
    started, kept_, first = (
        calls.index(name) for name in ("kiosk.start", "keep_for_good", "application.exec")
    )
    assert started < kept_ < first
