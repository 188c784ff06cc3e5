"""What systemd is told of this process, and how it finds out that the process hangs.

The protocol is one datagram of ``KEY=value`` lines to the socket that NOTIFY_SOCKET names
(sd_notify(3)): a library for it would be longer than this file. Nothing here raises or waits: a
service manager that is away or slow costs its own news and no sale.

`MAINPID` comes with the first news: the unit's first process is the compositor, which knows nothing
of ledgers. With it the stop signal and that of the watchdog come to the kiosk, which closes what it
has, and the compositor ends after it. So `WATCHDOG_PID`, which names that first process, counts for
nothing here.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Final, Self

MAX_NEWS_CHARS: Final = 400  # a sentence; systemd takes 4 KiB
LEDGER_LIMIT_S: Final = 240.0
"""How long the ledger's lane may take to answer. A disk that fails is given 30 s by the kernel, and
five times more, before it says so: then its name stands on the screen, and a restart would help
nobody. Nobody waits for all that: after 20 s the screen says that the ledger gave no answer."""
OPENING_LIMIT_S: Final = 1_800.0
"""The same while the ledger is opened: it may be restored first, from a slow stick or the node."""

Ask = Callable[[Callable[[], None]], bool]


class ServiceManager:
    """Tells systemd how this service is; without an ``address`` everybody is told nothing.

    ``watchdog_s``: it is restarted when it was silent for so long; 0 is never.
    """

    def __init__(self, address: str = "", watchdog_s: float = 0.0) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self.watchdog_s = watchdog_s if address else 0.0
        self._status = ""

    @classmethod
    def of(cls, environment: MutableMapping[str, str]) -> Self:
        """Take it out of ``environment``: no program that is started from here speaks for us."""
        address = environment.pop("NOTIFY_SOCKET", "")
        limit_us = environment.pop("WATCHDOG_USEC", "")
        return cls(address, int(limit_us) / 1e6 if limit_us.isdecimal() else 0.0)

    def ready(self) -> None:
        """It serves, or shows why it can't."""
        self._tell("READY=1", f"MAINPID={os.getpid()}")

    def status(self, words: str) -> None:
        """What `systemctl status` shows; once for each change."""
        if words != self._status:
            self._status = words
            self._tell(f"STATUS={' '.join(words.split())[:MAX_NEWS_CHARS]}")

    def alive(self) -> None:
        """Nothing hangs."""
        self._tell("WATCHDOG=1")

    def needs(self, seconds: float) -> None:
        """Starting or stopping takes up to so long from now on."""
        self._tell(f"EXTEND_TIMEOUT_USEC={int(seconds * 1e6)}")

    def stopping(self) -> None:
        """It has begun to close."""
        self._tell("STOPPING=1", "STATUS=closing")

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.sendto("\n".join(lines).encode(errors="replace"), self._address)


class Pulse:
    """Says that the process lives while the thread that calls `beat` turns and the ledger answers.

    ``ask`` has the ledger's lane run a job, False where it takes none; ``opening`` tells whether
    that lane is about to open the ledger. A printer, camera or speaker that hangs is not asked.
    """

    def __init__(
        self,
        manager: ServiceManager,
        ask: Ask,
        opening: Callable[[], bool],
        rising_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manager = manager
        self._ask = ask
        self._opening = opening
        self._rising_s = rising_s
        self._heard = threading.Event()  # set on the ledger's lane
        self._asked = False
        self._waits_since_s = rising_s()

    @property
    def beat_s(self) -> float:
        """How often `beat` is to be called, seconds; 0 where nobody listens."""
        return self._manager.watchdog_s / 2

    def beat(self) -> bool:
        """Tell that all is well, or keep silent: False. Never waits."""
        now_s = self._rising_s()
        if self._heard.is_set():
            self._heard.clear()
            self._waits_since_s, self._asked = now_s, False
        if not self._asked:
            self._asked = self._ask(self._heard.set)
        limit_s = OPENING_LIMIT_S if self._opening() else LEDGER_LIMIT_S
        if now_s - self._waits_since_s > limit_s:
            return False
        self._manager.alive()
        return True
