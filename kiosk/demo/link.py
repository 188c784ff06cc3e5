"""The control channel off the Qt thread: one thread listens for news, one sends what is pressed."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.demo.control_client import ControlClient, ControlLostError
from kiosk.demo.messages import Command, State

MAX_WAITING = 256  # presses not yet sent; the supervisor queues as many


@dataclass(frozen=True)
class Listener:
    """Whom to tell, each from a thread of the link: a state, a ticket's picture, the end."""

    state: Callable[[State], None]
    ticket: Callable[[int, bytes], None]
    lost: Callable[[str], None]


class Link:
    """Carries commands and news until closed."""

    def __init__(self, client: ControlClient, listener: Listener) -> None:
        self._client, self._listener = client, listener
        self._commands: queue.Queue[Command | None] = queue.Queue(MAX_WAITING)
        self._closing = threading.Event()
        self._threads = (
            threading.Thread(target=self._send, name="demo-send"),
            threading.Thread(target=self._listen, name="demo-listen"),
        )

    def start(self) -> None:
        """Begin; the first state comes at once."""
        for thread in self._threads:
            thread.start()

    def send(self, command: Command) -> None:
        """Have a command sent, in order; never blocks."""
        self._commands.put_nowait(command)

    def close(self) -> None:
        """Send what waits, and let go of the channel; takes as long as a question may wait."""
        self._closing.set()
        self._commands.put(None)
        for thread in self._threads:
            thread.join()
        self._client.close()

    def _send(self) -> None:
        try:
            while (command := self._commands.get()) is not None:
                self._client.send(command)
        except ControlLostError as exc:
            self._tell_lost(exc)

    def _listen(self) -> None:
        seen = State()
        try:
            while not self._closing.is_set():
                state = self._client.newer_state(seen.version)
                if state.tickets > seen.tickets:  # the last one; those before are covered by it
                    self._listener.ticket(state.tickets, self._client.ticket(state.tickets))
                if state.version > seen.version:
                    self._listener.state(state)
                seen = state
        except ControlLostError as exc:
            self._tell_lost(exc)

    def _tell_lost(self, exc: ControlLostError) -> None:
        if not self._closing.is_set():
            self._listener.lost(str(exc))
