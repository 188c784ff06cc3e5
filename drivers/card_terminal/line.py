"""The line to a card terminal: one exchange at a time over a serial port, in bounded steps."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from time import monotonic
from typing import Final

from drivers.card_terminal.exchange import MAX_REQUEST_NUMBER, PATIENCE, Exchange, Patience
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.wire import FROM_TERMINAL, NO_ID, OUTCOMES, Frame, FrameReader, ack
from drivers.errors import DeviceBabbles, DeviceLost, TerminalLost
from drivers.noise import NoiseMeter
from drivers.serial_port import ByteSource, SerialPort

MAX_FRAMES: Final = 200  # in 2 s, also whole ones: one question is answered by a handful

OpenPort = Callable[[str, int], ByteSource]


def open_serial_port(path: str, baud: int) -> ByteSource:
    """Open a real port; raises `TerminalLost`."""
    return SerialPort(path, baud, lost=TerminalLost)


class TerminalLine:
    """An open port and the exchange on it, if any. Used by one thread.

    Requests are numbered from a random one, so that an answer to whoever spoke here before is not
    taken for one to this line's.
    """

    def __init__(
        self,
        port: ByteSource,
        name: str,
        clock: Callable[[], float] = monotonic,
        patience: Patience = PATIENCE,
    ) -> None:
        self.exchange: Exchange | None = None
        self._port = port
        self._name = name
        self._clock = clock
        self._patience = patience
        self._reader = FrameReader(FROM_TERMINAL)
        self._noise = NoiseMeter()
        self._frames = NoiseMeter(MAX_FRAMES)
        self._number = secrets.randbelow(MAX_REQUEST_NUMBER)

    @property
    def noise_bytes(self) -> int:
        """How many bytes were no frame of a terminal's."""
        return self._reader.noise_bytes

    def begin(self, purpose: Purpose, payment: bytes = NO_ID, won: int = 0) -> Exchange:
        """Begin an exchange; the one before has ended."""
        now_s = self._clock()
        self.exchange = Exchange(purpose, self._number, now_s, payment, won, self._patience)
        return self.exchange

    def step(self) -> None:
        """Send what is to be sent, and take what has arrived; waits for the port's read at most.

        Raises what the port calls lost, and `DeviceBabbles`; the exchange has ended by then.
        """
        try:
            self._step()
        except DeviceLost as exc:
            if self.exchange is not None:
                self.exchange.lose(str(exc))
            raise

    def close(self) -> None:
        """Let go of the port; an exchange on it ends."""
        if self.exchange is not None:
            self.exchange.lose("the kiosk let go of the card terminal")
        self._port.close()

    def _step(self) -> None:
        self._speak()
        before = self._reader.noise_bytes
        data = self._port.read()
        now_s = self._clock()
        frames = self._reader.step(now_s, data)
        too_many = self._frames.step(now_s, len(frames))
        if self._noise.step(now_s, self._reader.noise_bytes - before) or too_many:
            raise DeviceBabbles(f"what answers at {self._name} is no card terminal: it babbles")
        self._hear(now_s, frames)

    def _speak(self) -> None:
        if self.exchange is not None:
            for frame in self.exchange.frames():
                self._port.write(frame.encoded)
            self._number = self.exchange.next_number

    def _hear(self, now_s: float, frames: tuple[Frame, ...]) -> None:
        if self.exchange is None:
            self._hear_idly(frames)
            return
        for frame in frames:
            self.exchange.receive(now_s, frame)
        if self._reader.damaged:
            self.exchange.damaged()
        self.exchange.tick(now_s)
        self._speak()

    def _hear_idly(self, frames: tuple[Frame, ...]) -> None:
        """Let the terminal know that what it repeats has come; nobody waits for it any more."""
        for frame in frames:
            if frame.kind in OUTCOMES:
                self._port.write(ack(frame).encoded)
