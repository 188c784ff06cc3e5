"""Scanners that exist only here and obey the rules of their family: for tests and demonstrations.

Fresh from the box one reads all the time. Its set-up makes a family with a trigger wait for it: one
code a trigger, and the same code again at the next while it is held there. Commands it does not
know it does not answer. At a wrong speed both sides hear noise.
"""

from __future__ import annotations

import termios
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from drivers.errors import ScannerLost
from drivers.far_end import MemoryCable, PtyCable
from drivers.scanner_family import ACK, NAK, Answers, ScannerFamily, ssi_checksum
from drivers.serial_port import READ_BYTES, ByteSource

MAX_HEARD: Final = 256  # bytes of commands that are not whole yet
MAX_SAID: Final = 1 << 16  # bytes that nobody has fetched
SPEEDS: Final = {
    getattr(termios, f"B{baud}"): baud
    for baud in (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400)
}
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


class SimulatedScanner:
    """A scanner at the far end of a cable; `speed` tells the machine's, to garble at another one.

    It starts anew whenever it gets power.
    """

    def __init__(
        self,
        family: ScannerFamily,
        speed: Callable[[], int],
        *,
        mute: bool = False,
        refuses: bool = False,
        baud: int = 0,
    ) -> None:
        self.changed = threading.Condition(threading.RLock())
        self._fresh = partial(ScannerRules, family, mute=mute, refuses=refuses)
        self._speed = speed
        self._baud = baud or family.baud
        self._said = b""
        self.rules = self._fresh()

    def feed(self, data: bytes) -> None:
        """See `FarEnd`."""
        with self.changed:
            self.say(self.rules.hear(self._as_heard(data)))

    def take(self) -> bytes:
        """See `FarEnd`."""
        with self.changed:
            data, self._said = self._said[:READ_BYTES], self._said[READ_BYTES:]
            return data

    def show(self, code: str) -> None:
        """Hold a code before it; "" takes it away."""
        with self.changed:
            self.say(self.rules.show(code))

    def say(self, data: bytes) -> None:
        """Send any bytes at all, as a broken scanner does; what nobody fetches for long is lost."""
        with self.changed:
            self._said = (self._said + self._as_heard(data))[:MAX_SAID]
            self.changed.notify_all()

    def power_on(self) -> None:
        """Forget what it was told."""
        with self.changed:
            self.rules = self._fresh()
            self.lose()

    def lose(self) -> None:
        """Lose what it has said: nobody had its port open."""
        with self.changed:
            self._said = b""

    def _as_heard(self, data: bytes) -> bytes:
        return data if self._speed() == self._baud else garbled(data)


class _Handled:
    """What hands do with a scanner, whatever cable it is at."""

    device: SimulatedScanner

    @property
    def rules(self) -> ScannerRules:
        """What it obeys and remembers."""
        return self.device.rules

    def show(self, code: str) -> None:
        """Hold a code before it; "" takes it away."""
        self.device.show(code)

    def send(self, data: bytes) -> None:
        """Let it send any bytes at all, as a broken one does."""
        self.device.say(data)


class FakeScanner(_Handled):
    """A scanner at a cable in memory: hand `open` to the driver, and work it from any thread."""

    def __init__(
        self, family: ScannerFamily, *, mute: bool = False, refuses: bool = False, baud: int = 0
    ) -> None:
        self.path = "fake"
        self._speed = 0
        self.device = SimulatedScanner(
            family, lambda: self._speed, mute=mute, refuses=refuses, baud=baud
        )
        self._cable = MemoryCable(self.device, ScannerLost)

    def open(self, path: str, baud: int) -> ByteSource:
        """Open its port as the driver does; ScannerLost while it is unplugged."""
        self._speed = baud
        port = self._cable.open(path, baud)
        self.device.lose()
        return port

    def unplug(self) -> None:
        """Tear its cable. Twice is harmless."""
        self._cable.tear()

    def plug_in(self) -> None:
        """Plug it in again."""
        self.device.power_on()
        self._cable.mend()

    def close(self) -> None:
        """Let go of everything. Twice is harmless."""
        self.unplug()


class _SpeedyCable(PtyCable):
    def speed(self) -> int:
        """Return the machine's speed at the terminal, bits a second; 0 for none that is usual."""
        if self._ends is None:
            return 0
        return SPEEDS.get(termios.tcgetattr(self._ends[1])[5], 0)


class PtyScanner(_Handled):
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
        self.path = str(link)
        self._plugged = False
        self.device = SimulatedScanner(family, self._speed, mute=mute, refuses=refuses, baud=baud)
        self._cable = _SpeedyCable(self.device, link)
        self.plug_in()

    def unplug(self) -> None:
        """Tear its cable. Twice is harmless."""
        self._cable.tear()
        self._plugged = False

    def plug_in(self) -> None:
        """Plug it in; twice is harmless."""
        if not self._plugged:
            self.device.power_on()
            self._cable.mend()
            self._plugged = True

    def close(self) -> None:
        """Let go of everything. Twice is harmless."""
        self.unplug()

    def _speed(self) -> int:
        return self._cable.speed()
