"""What a profile calls its printer, as the wire to it. Nothing is opened yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from drivers.errors import BadAddress
from drivers.printer.lookup import Lookup
from drivers.printer.transport import (
    SERIAL_BAUD,
    FileTransport,
    SerialTransport,
    TcpTransport,
    Transport,
)
from drivers.printer.usb_finder import UsbName, usb_name
from drivers.printer.usb_wire import UsbTransport

DEFAULT_PORT = 9100  # raw printing; what network printers listen on

_FORMS = "tcp://HOST:PORT, serial:/dev/..., file:/... or usb:VENDOR:PRODUCT"


def connector(address: str) -> Callable[[], Transport]:
    """Return what opens `address`, each time anew; raises `BadAddress` when it makes no sense.

    tcp://HOST[:PORT], serial:/dev/NAME[@BAUD], file:/dev/NAME or usb:VENDOR:PRODUCT[:SERIAL], whose
    numbers are four hexadecimal digits each.
    """
    scheme, _, rest = address.partition(":")
    if scheme == "tcp" and rest.startswith("//"):
        return _tcp(address)
    if scheme == "serial" and rest.startswith("/"):
        return _serial(address, rest)
    if scheme == "file" and rest.startswith("/"):
        return lambda: FileTransport(Path(rest))
    if scheme == "usb":
        return _usb(usb_name(rest))
    raise BadAddress(f"{address!r} is no printer: {_FORMS}")


def _tcp(address: str) -> Callable[[], Transport]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError as exc:
        raise BadAddress(f"{address!r} has no usable host and port") from exc
    if not host or parts.path not in {"", "/"}:
        raise BadAddress(f"{address!r} has no usable host and port")
    lookup = Lookup(host, port)
    return lambda: TcpTransport(lookup)


def _serial(address: str, rest: str) -> Callable[[], Transport]:
    device, at, baud = rest.partition("@")
    if at and not (baud.isascii() and baud.isdigit()):
        raise BadAddress(f"{address!r} has no usable speed after the @")
    return lambda: SerialTransport(device, int(baud) if at else SERIAL_BAUD)


def _usb(name: UsbName) -> Callable[[], Transport]:
    return lambda: UsbTransport(name)
