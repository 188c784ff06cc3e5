"""Scanners that exist only here and obey the rules of their family: for tests and demonstrations.

Fresh from the box one reads all the time. Its set-up makes a family with a trigger wait for it: one
code a trigger, and the same code again at the next while it is held there. Commands it does not
know it does not answer. At a wrong speed both sides hear noise.
"""

from __future__ import annotations

import os
import select
import termios
import threading
import tty
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from drivers.errors import ScannerLost
from drivers.scanner_family import ACK, NAK, Answers, ScannerFamily, ssi_checksum
from drivers.serial_port import READ_BYTES, FakeSerialPort

MAX_HEARD: Final = 256  # bytes of commands that are not whole yet
STOP_WAIT_S: Final = 0.05
SSI_NAK: Final = bytes((5, 0xD1, 0, 0, 2))  # CMD_NAK by the decoder, cause 2: bad context


def garbled(data: bytes) -> bytes:
    """Return what `data` looks like at a wrong speed: no text, and other bytes than were sent."""
    return bytes(byte * 37 & 0xFF | 0x80 for byte in data)


class ScannerRules:
    """What a scanner of `family` does with the bytes and codes it gets. Used under a lock.

    `mute`: it answers nothing, as one of another make. `refuses`: it answers NAK.
    """

    def __init__(self, family: ScannerFamily, *, mute: bool = False, refuses: bool = False) -> None:
        self._family = family
        self._mute = mute
        self._refuses = refuses
        self._heard = b""
        self._held = ""
        self.beeps = 0
        self.aiming = False
        self.waits_for_trigger = False
        self.reading = True
        self._answers = {step.send: step.expect for step in family.set_up}
        acts = (family.trigger_on, family.trigger_off, family.aim_on, family.aim_off)
        self._commands = tuple(
            each for each in (*self._answers, *acts, family.beep_bad) if each and not mute
        )

    def hear(self, data: bytes) -> bytes:
        """Take bytes from the machine; return what the scanner sends for them."""
        self._heard = (self._heard + data)[-MAX_HEARD:]
        sent = b""
        while self._heard:
            known = [each for each in self._commands if self._heard.startswith(each)]
            if known:
                command = max(known, key=len)
                self._heard = self._heard[len(command) :]
                sent += self._obey(command)
            elif any(each.startswith(self._heard) for each in self._commands):
                break  # the rest of it is still to come
            else:
                self._heard = self._heard[1:]
        return sent

    def show(self, code: str) -> bytes:
        """Hold a code before it, "" for none; return what the scanner sends for it."""
        self._held = code
        return self._read()

    def _obey(self, command: bytes) -> bytes:
        family = self._family
        if command in self._answers:
            return self._be_set_up(command)
        if command == family.beep_bad:
            self.beeps += 1
        elif command in (family.aim_on, family.aim_off):
            self.aiming = command == family.aim_on
        else:
            self.reading = command == family.trigger_on
            return self._read()
        return b""

    def _be_set_up(self, command: bytes) -> bytes:
        expected = self._answers[command]
        if self._refuses and self._family.answers is Answers.SSI:
            return SSI_NAK + ssi_checksum(SSI_NAK)
        if self._refuses:
            return expected.replace(bytes((ACK,)), bytes((NAK,)))
        if self._family.trigger_on and command == self._family.set_up[-1].send:
            self.waits_for_trigger, self.reading = True, False
        return expected

    def _read(self) -> bytes:
        if not self._held or not self.reading:
            return b""
        self.reading = not self.waits_for_trigger
        return self._family.prefix + self._held.encode("ascii") + self._family.suffix


class FakeScanner:
    """A scanner behind a fake port: hand `open` to the driver, and work it from any thread."""

    def __init__(
        self, family: ScannerFamily, *, mute: bool = False, refuses: bool = False, baud: int = 0
    ) -> None:
        self.path = "fake"
        self._fresh = partial(ScannerRules, family, mute=mute, refuses=refuses)
        self.rules = self._fresh()
        self._baud = baud or family.baud
        self._lock = threading.RLock()
        self._port: _FakePort | None = None
        self._plugged = True
        self.openings: Counter[str] = Counter()

    def open(self, path: str, baud: int) -> FakeSerialPort:
        """Open its port as the driver does; ScannerLost while it is unplugged."""
        with self._lock:
            if not self._plugged:
                raise ScannerLost(f"the serial port {path} does not open")
            self.openings[path] += 1
            self._port = _FakePort(self, garbles=baud != self._baud)
            return self._port

    def show(self, code: str) -> None:
        """Hold a code before it; "" takes it away."""
        with self._lock:
            self.send(self.rules.show(code))

    def send(self, data: bytes) -> None:
        """Send any bytes at all, as a broken scanner does; lost while nobody has it open."""
        with self._lock:
            if self._port is not None and data:
                self._port.type_in(garbled(data) if self._port.garbles else data)

    def unplug(self) -> None:
        """Tear its cable."""
        with self._lock:
            self._plugged = False
            if self._port is not None:
                self._port.unplug()
                self._port = None

    def plug_in(self) -> None:
        """Plug it in again: it starts anew."""
        with self._lock:
            self.rules = self._fresh()
            self._plugged = True

    def close(self) -> None:
        """Let go of everything. Twice is harmless."""
        self.unplug()

    def hear(self, data: bytes) -> None:
        """Take what the machine wrote."""
        with self._lock:
            self.send(self.rules.hear(data))


class _FakePort(FakeSerialPort):
    def __init__(self, scanner: FakeScanner, *, garbles: bool) -> None:
        super().__init__()
        self._scanner = scanner
        self.garbles = garbles

    def write(self, data: bytes) -> None:
        super().write(data)
        self._scanner.hear(garbled(data) if self.garbles else data)


class PtyScanner(FakeScanner):
    """A scanner at a pseudo-terminal behind a link that stays, as udev's below by-id does.

    Each plugging in makes another terminal and turns the link to it. Close it in the end.
    """

    def __init__(
        self,
        family: ScannerFamily,
        link: Path,
        *,
        mute: bool = False,
        refuses: bool = False,
        baud: int = 0,
    ) -> None:
        super().__init__(family, mute=mute, refuses=refuses, baud=baud)
        self.path = str(link)
        self._link = link
        self._ends: tuple[int, int] | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="scanner-simulator", daemon=True)
        self.plug_in()
        self._thread.start()

    def send(self, data: bytes) -> None:
        """See `FakeScanner`; also lost where nobody takes it from a full line."""
        with self._lock:
            if self._ends is not None and data:
                with suppress(BlockingIOError):
                    os.write(self._ends[0], garbled(data) if self._garbles() else data)

    def unplug(self) -> None:
        """See `FakeScanner`."""
        with self._lock:
            if self._ends is not None:
                self._link.unlink()
                for end in self._ends:
                    os.close(end)
                self._ends = None

    def plug_in(self) -> None:
        """See `FakeScanner`; twice is harmless."""
        with self._lock:
            if self._ends is not None:
                return
            super().plug_in()
            far, near = os.openpty()
            tty.setraw(near)
            os.set_blocking(far, False)
            self._ends = (far, near)
            self._link.symlink_to(os.ttyname(near))

    def close(self) -> None:
        """See `FakeScanner`."""
        self._stop.set()
        self._thread.join()
        self.unplug()

    def _garbles(self) -> bool:
        """Whether the machine has opened the terminal at another speed than the scanner's."""
        if self._ends is None:
            return False
        speed = termios.tcgetattr(self._ends[1])[5]
        return bool(speed != getattr(termios, f"B{self._baud}"))

    def _listen(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                data = self._arrived()
                if data:
                    self.hear(garbled(data) if self._garbles() else data)
            if not data:
                self._stop.wait(STOP_WAIT_S)

    def _arrived(self) -> bytes:
        if self._ends is None or not select.select([self._ends[0]], [], [], 0)[0]:
            return b""
        try:
            return os.read(self._ends[0], READ_BYTES)
        except OSError:
            return b""  # nobody has the other end open
