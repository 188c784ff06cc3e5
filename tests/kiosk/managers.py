"""A service manager as systemd is one: a real datagram socket that gets lines of KEY=value."""

import socket
from pathlib import Path
from typing import Self

MAX_NEWS = 4096


class Manager:
    """Listens at ``address``: a path, or the name of an abstract socket behind an @."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.news: list[str] = []
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(f"\0{address[1:]}" if address.startswith("@") else address)

    @classmethod
    def at(cls, folder: Path) -> Self:
        return cls(str(folder / "notify"))

    def hear(self, timeout_s: float) -> list[str]:
        """Return the lines of the next datagram; TimeoutError when none comes in time."""
        self._line.settimeout(timeout_s)
        lines = self._line.recv(MAX_NEWS).decode().split("\n")
        self.news += lines
        return lines

    def wait_for(self, line: str, timeout_s: float) -> None:
        """Hear until ``line`` has come; TimeoutError when the manager hears nothing for a while."""
        while line not in self.hear(timeout_s):
            continue

    def drain(self) -> None:
        """Hear what is there, without waiting."""
        self._line.setblocking(False)
        try:
            while True:
                self._line.recv(MAX_NEWS)
        except BlockingIOError:
            return

    def close(self) -> None:
        self._line.close()
