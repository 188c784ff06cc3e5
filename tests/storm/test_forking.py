"""What may not cross a fork is refused, and what a killed child told is heard."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storm.forking import require_alone
from tests.storm.seller import StormError
from tests.storm.told import Listener, Moment, Shown, Teller, Where


def test_a_second_thread_is_refused(tmp_path: Path) -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        with pytest.raises(StormError, match="threads where a fork allows one"):
            require_alone(tmp_path)
    finally:
        stop.set()
        other.join()


def test_an_open_file_of_the_ledger_is_refused(tmp_path: Path) -> None:
    state, process = tmp_path / "state", tmp_path / "process"
    (process / "task" / "1").mkdir(parents=True)
    (process / "fd").mkdir()
    (process / "fd" / "3").symlink_to(tmp_path / "node.db")
    require_alone(state, process)
    (process / "fd" / "4").symlink_to(state / "ledger.db-shm")
    with pytest.raises(StormError, match="ledger"):
        require_alone(state, process)


def test_the_kernel_tells_of_open_files_where_they_are_looked_for(tmp_path: Path) -> None:
    alone = tmp_path / "task"
    (alone / "1").mkdir(parents=True)
    (tmp_path / "fd").symlink_to("/proc/self/fd")
    with (tmp_path / "ledger.db").open("wb"), pytest.raises(StormError, match=r"ledger\.db"):
        require_alone(tmp_path, tmp_path)


def test_what_was_told_before_the_end_is_heard_whole() -> None:
    read_end, write_end = os.pipe()
    teller, listener = Teller(write_end, Where()), Listener(read_end)
    teller.opened()
    teller.shown(Shown(b"a" * 16, 3))
    assert listener.wait_told(2, 1.0)
    teller.shown(Shown(b"b" * 16, 1))
    os.close(write_end)
    listener.hear_out()
    os.close(read_end)
    assert listener.shown == [Shown(b"a" * 16, 3), Shown(b"b" * 16, 1)]
    assert (listener.told, listener.ended, listener.rested) == (3, True, False)


@pytest.mark.parametrize("tell", [Teller.at_rest, lambda teller: os.close(teller.pipe)])
def test_a_child_at_rest_or_ended_is_not_waited_for(tell: Callable[[Teller], None]) -> None:
    read_end, write_end = os.pipe()
    listener = Listener(read_end)
    tell(Teller(write_end, Where()))
    assert listener.wait_told(99, 1.0)
    listener.wait_s(1e6)
    os.close(read_end)


def test_a_child_that_is_silent_is_noticed() -> None:
    read_end, write_end = os.pipe()
    assert not Listener(read_end).wait_told(1, 0.0)
    os.close(read_end)
    os.close(write_end)


def test_where_a_child_is_can_be_read_after_it_is_gone() -> None:
    where = Where()
    where.begin_visit()
    where.note(Moment.COMMITTING)
    assert (where.moment, where.visits) == (Moment.COMMITTING, 1)
    where.reset()
    assert (where.moment, where.visits) == (Moment.STARTING, 0)
