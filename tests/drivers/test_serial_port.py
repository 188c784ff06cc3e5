"""A serial port whose plug is pulled at any moment: lost, and never another error."""

from __future__ import annotations

import errno
import os
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import perf_counter
from typing import Any

import pytest
import serial

from drivers.errors import PrinterUnreachable, ScannerLost
from drivers.printer.transport import SerialTransport
from drivers.serial_port import SerialPort

PULLS = 200
LONGEST_PULL_S = 0.0006  # opening a pseudo-terminal takes less


class PulledPort:
    """What pyserial's port does once its plug is gone: termios speaks for itself."""

    baudrate = 9600
    timeout = write_timeout = None

    def __init__(self, *_args: object, **_settings: object) -> None:
        """It opened well."""

    def __setattr__(self, name: str, value: object) -> None:
        self.fail()  # the port is set up anew for that

    def fail(self, *_: object) -> bytes:
        raise termios.error(errno.EIO, "Input/output error")

    read = write = close = reset_output_buffer = fail


def pulled_while_opened(*_args: object, **_settings: object) -> serial.Serial:
    raise termios.error(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    ("kind", "lost"),
    [(SerialPort, ScannerLost), (SerialTransport, PrinterUnreachable)],
    ids=["port", "printer"],
)
def test_a_plug_pulled_while_the_port_is_opened_is_lost(
    kind: Any,  # noqa: ANN401 - two kinds of ports
    lost: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serial, "Serial", pulled_while_opened)
    with pytest.raises(lost, match="/dev/ttyS9 does not open"):
        kind("/dev/ttyS9", 9600)


@pytest.mark.parametrize(
    "use",
    [lambda port: port.read(0.5), lambda port: port.write(b"x"), lambda port: port.close()],
    ids=["read", "write", "close"],
)
def test_a_plug_pulled_from_an_open_port_is_lost(
    use: Callable[[SerialPort], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial, "Serial", PulledPort)
    with suppress(ScannerLost):
        use(SerialPort("/dev/ttyS9", 9600))


@pytest.mark.parametrize(
    "use",
    [lambda wire: wire.receive(0.5), lambda wire: wire.send(b"x", 0.5), lambda wire: wire.close()],
    ids=["receive", "send", "close"],
)
def test_a_plug_pulled_from_a_printers_open_port_is_unreachable(
    use: Callable[[SerialTransport], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial, "Serial", PulledPort)
    with suppress(PrinterUnreachable):
        use(SerialTransport("/dev/ttyS9"))


def close_after(seconds: float, far: int) -> None:
    until_s = perf_counter() + seconds
    while perf_counter() < until_s:
        pass
    os.close(far)


def test_a_real_plug_pulled_at_any_moment_of_opening_is_lost_or_not_yet() -> None:
    for number in range(PULLS):
        far, near = os.openpty()
        tty.setraw(near)
        path = os.ttyname(near)
        os.close(near)
        wait_s = LONGEST_PULL_S * number / PULLS
        puller = Thread(target=close_after, args=(wait_s, far))
        puller.start()
        with suppress(ScannerLost):
            SerialPort(path, 9600).close()
        puller.join()
