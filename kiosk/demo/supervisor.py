"""The demo as one process: it owns everything but the terminal, and starts and kills that one.

One thread carries out everything, in the order of one queue: what the window asked for, tickets
that the printer cut, the end of a window. Other threads (camera, control, network, printer) only
serve. Whatever ends the demo, ``Children`` sees that nothing is left behind.
"""

import queue
import subprocess
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from kiosk.demo.control import MAX_WAITING
from kiosk.demo.errors import FailedProgramError
from kiosk.demo.messages import Command, HidePhone
from kiosk.demo.paper import draw
from kiosk.demo.setup import Options, Outlets, Parts, build
from kiosk.demo.world import Told, World

STEP_S = 0.5  # phones look at the clock this often
VISIT_S = 180.0  # a scripted resident gives up earlier by itself


@dataclass(frozen=True)
class _TicketCut:
    """The printer has cut a ticket; these bytes made it."""

    printed: bytes


@dataclass(frozen=True)
class _WindowEnded:
    """A window process is over."""

    process: "subprocess.Popen[str]"


class Demo:
    """A district of one node, one terminal and a few residents; a context manager.

    Entering sets everything up and raises DemoError. ``tickets`` are the bytes of each ticket.
    """

    parts: Parts
    world: World

    def __init__(self, options: Options) -> None:
        self.tickets: list[bytes] = []
        self._options = options
        self._events: queue.Queue[Command | _TicketCut | _WindowEnded] = queue.Queue()
        self._stack = ExitStack()
        self.window: subprocess.Popen[str] | None = None

    @property
    def told(self) -> Told:
        """What the window has told so far."""
        return self.world.told

    def __enter__(self) -> Self:
        outlets = Outlets(
            self._take_command, lambda data: self._events.put(_TicketCut(data)), self._picture
        )
        with ExitStack() as stack:
            parts = build(stack, self._options, outlets)
            self._stack = stack.pop_all()
        self.parts = parts
        self.world = World(
            parts.board,
            parts.phones,
            parts.view,
            parts.network,
            parts.printer,
            parts.equipment,
            self._cut_power,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._stack.close()

    def run(self) -> None:
        """Go on until the window is closed; FailedProgramError if it ends otherwise."""
        if self._options.offline:
            self._go_offline()
        self.world.step(_now())
        self._options.say("Switching the kiosk on")
        self._open_window(restarted=False)
        give_up_s = time.monotonic() + VISIT_S
        while self._step():
            if self._options.visitor is not None and time.monotonic() > give_up_s:
                raise FailedProgramError(f"The visit did not end within {VISIT_S:.0f} s.")

    def _go_offline(self) -> None:
        """A scripted visit meets a node that is down; a person gets a switch to put it right."""
        if self._options.visitor is None:
            self.parts.network.set_cut(True)
        else:
            self.parts.stop_node()

    def _step(self) -> bool:
        """Take one event; False when the window was closed."""
        self._options.goes_on()
        try:
            event = self._events.get(timeout=STEP_S)
        except queue.Empty:
            self.world.step(_now())
            return True
        match event:
            case _WindowEnded(process):
                return self._goes_on_without(process)
            case _TicketCut(printed):
                self.tickets.append(printed)
                self.parts.board.change(tickets=len(self.tickets))
            case command:
                self.world.do(command, _now())
                self._follow_visit()
        return True

    def _follow_visit(self) -> None:
        """The scripted visit: start the node once a sale waits for it; end when it is over."""
        if self.told.finished is not None:
            self.parts.board.change(closing=True)
        elif self._options.offline and self.told.sold_unsent and not self.parts.node.running:
            self.parts.start_node()

    def _goes_on_without(self, process: "subprocess.Popen[str]") -> bool:
        if process is not self.window:
            return True  # the one whose power was cut
        if process.returncode != 0:
            raise FailedProgramError(f"The window ended with exit code {process.returncode}.")
        return False

    def _open_window(self, *, restarted: bool) -> None:
        window = self.parts.terminal.open_window(
            place=self.told.place, restarted=restarted, visitor=self._options.visitor
        )
        self.window = window
        threading.Thread(target=self._await_end, args=(window,), daemon=True).start()

    def _await_end(self, window: "subprocess.Popen[str]") -> None:
        window.wait()
        self._events.put(_WindowEnded(window))

    def end_window(self) -> None:
        """Kill the window as a power cut does, if there is one."""
        window, self.window = self.window, None
        if window is not None:
            self.parts.children.kill(window)

    def _cut_power(self) -> None:
        self.end_window()
        self.world.do(HidePhone(), _now())
        self._open_window(restarted=True)

    def _take_command(self, command: Command) -> None:
        if self._events.qsize() >= MAX_WAITING:
            raise queue.Full
        self._events.put(command)

    def _picture(self, number: int) -> bytes | None:
        return draw(self.tickets[number - 1]) if 0 < number <= len(self.tickets) else None


def _now() -> int:
    return int(time.time())
