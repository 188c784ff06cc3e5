"""A copy that hangs is not known to be level: it may not take the ledger's place."""

from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from kiosk.backroom import BackRoom


class Copy:
    """A copy's thread that hangs, or does not."""

    def __init__(self, *, stuck: bool) -> None:
        self._stuck = stuck

    def wake(self) -> None:
        """Nothing is there to be woken."""

    def hangs(self) -> bool:
        return self._stuck

    def close(self) -> bool:
        return not self._stuck


class Record:
    """As much of the record as a room tells."""

    def __init__(self, told: list[bool]) -> None:
        self._told = told

    def copy_is(self, *, level: bool) -> None:
        self._told.append(level)


@pytest.fixture(params=[True, False], ids=["hangs", "follows"])
def stuck(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def room(told: list[bool], *, stuck: bool) -> Any:  # noqa: ANN401 - as much of a room as is asked
    return SimpleNamespace(
        log=structlog.get_logger(),
        _copy=Copy(stuck=stuck),
        _courier=SimpleNamespace(wake=lambda: None),
        _record=Record(told),
        _till=SimpleNamespace(count_soon=lambda: None, is_open=lambda: True),
    )


def test_a_sale_while_a_step_hangs_marks_the_copy_as_behind(stuck: bool) -> None:
    told: list[bool] = []
    BackRoom._recorded(room(told, stuck=stuck))
    assert told == ([False] if stuck else [])


def test_a_copy_that_hangs_at_the_end_is_marked_as_behind(stuck: bool) -> None:
    told: list[bool] = []
    BackRoom._close_copy(room(told, stuck=stuck))
    assert told == ([False] if stuck else [])
