"""Children forked from a warm parent, and the power cut. Why nothing bad crosses the fork:

1. Threads: only the forking thread lives on in a child, and a lock that another one held would stay
   locked for ever. So there is only one: `require_alone` counts them, and refuses to begin.
   (numpy's library would start one for each core: scripts/storm tells it not to.)
2. SQLite: a connection must not be carried across a fork, and closing an inherited file drops the
   locks of the whole process. So the parent has no file of the ledger open when it forks; it opens
   one to look, and closes it before the next child. `require_alone` looks at what is open.
3. Sockets: the parent has none to the node; each child opens its own.
4. Randomness: ids and nonces come from the system (``os.urandom``); OpenSSL sees the fork and seeds
   anew. Keys, rules and words are values that nobody writes to.
5. A child never runs what the parent has stacked up: it ends by SIGKILL or by ``os._exit``.
6. A parent that is killed takes its child along: the child rests on a pipe that ends with it.
"""

import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from tests.storm.plan import AfterDelay, Cut
from tests.storm.seller import StormError
from tests.storm.told import Listener, Moment, Shown, Teller, Where

PATIENCE_S: Final = 60.0
"""A child that shows no sign of life for so long hangs; the slowest lock limit is 10 s."""

NEVER_TOLD: Final = 1_000
"""More signs of life than a child can give: then only its rest or its end is awaited."""

CRASHED: Final = 70
"""How a child ends that was not killed: it never does unless something is wrong."""

THIS_PROCESS: Final = Path("/proc/self")


@dataclass(frozen=True)
class Death:
    """What is known of a child after its end. ``visits``: how many codes had been held up."""

    moment: Moment
    visits: int
    shown: tuple[Shown, ...]


class Nursery:
    """Forks children that live on ``life`` until their power is cut. ``state``: nobody's files
    below it may be open when it forks."""

    def __init__(self, state: Path) -> None:
        self._state = state.resolve()
        self._where = Where()
        self._alive = os.pipe()
        gc.collect()
        gc.freeze()  # so that a child's collector does not copy every page of the parent

    def close(self) -> None:
        """Let go of the pipes."""
        for end in self._alive:
            os.close(end)

    def raise_and_cut(self, life: Callable[[Teller], None], cut: Cut) -> Death:
        """Fork a child, kill it where ``cut`` says, and hear it out. Raises StormError."""
        require_alone(self._state)
        self._where.reset()
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            self._live(life, Teller(write_end, self._where))
        os.close(write_end)
        listener = Listener(read_end)
        try:
            _await(listener, cut)
        finally:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            listener.hear_out()
            os.close(read_end)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            raise StormError("a child ended by itself: its reason stands above")
        return Death(self._where.moment, self._where.visits, tuple(listener.shown))

    def _live(self, life: Callable[[Teller], None], teller: Teller) -> NoReturn:
        """The child's whole life. Whatever happens, it never returns into the parent's code."""
        try:
            os.close(self._alive[1])
            life(teller)
            teller.where.note(Moment.AT_REST)
            teller.at_rest()
            os.read(self._alive[0], 1)  # comes back only when the parent is gone
        except BaseException:  # noqa: BLE001 - told on stderr; the parent ends the storm
            traceback.print_exc()
        finally:
            os._exit(CRASHED)


def _await(listener: Listener, cut: Cut) -> None:
    """Come back when it is time to kill, or when the child has ended or has nothing left to do."""
    told, ms = (cut.told, cut.ms) if isinstance(cut, AfterDelay) else (NEVER_TOLD, 0.0)
    if not listener.wait_told(told, PATIENCE_S):
        raise StormError("a child hangs")
    listener.wait_s(ms / 1000)


def require_alone(state: Path, process: Path = THIS_PROCESS) -> None:
    """Raise StormError unless there is one thread, and no file below ``state`` is open.

    ``process`` is where the kernel tells of them (proc(5)).
    """
    threads = sum(1 for _ in (process / "task").iterdir())
    if threads != 1:
        raise StormError(f"{threads} threads where a fork allows one: run it by scripts/storm")
    inside = [name for name in _open_files(process) if name.is_relative_to(state)]
    if inside:
        raise StormError(f"open across a fork: {inside}")


def _open_files(process: Path) -> Iterator[Path]:
    for descriptor in (process / "fd").iterdir():
        with suppress(FileNotFoundError):  # the listing's own is gone by now
            yield descriptor.readlink()
