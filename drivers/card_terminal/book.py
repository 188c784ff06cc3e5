"""What a simulated card terminal remembers of each id, on disk: a power cut changes nothing of it.

One line an entry, added and never changed; the last whole line of an id counts. A line that a power
cut has left half written is passed over.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from drivers.card_terminal.contract import Approved, DeclineReason

MAX_ENTRIES: Final = 100_000  # years of a kiosk; a full book charges nobody


class EntryState(StrEnum):
    """How far an id is."""

    TAKEN = "taken"  # a card is waited for
    AT_BANK = "at-bank"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"  # also one that was approved before
    NEVER_HEARD = "never-heard"  # and so it stays


UNSETTLED: Final = frozenset({EntryState.TAKEN, EntryState.AT_BANK})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an id; `approved` with APPROVED, `reason` with DECLINED."""

    state: EntryState
    won: int = 0
    approved: Approved | None = None
    reason: DeclineReason = DeclineReason.OTHER

    @classmethod
    def from_line(cls, line: bytes) -> tuple[bytes, Self]:
        """Return id and entry of a line; raises ValueError, KeyError or TypeError for no line."""
        said = json.loads(line)
        state = EntryState(said["state"])
        approved = None
        if state is EntryState.APPROVED:
            approved = Approved(said["won"], said["number"], said["time_s"])
        reason = DeclineReason(said["reason"])
        return bytes.fromhex(said["id"]), cls(state, said["won"], approved, reason)

    def line(self, payment: bytes) -> bytes:
        """Return the line of this entry for the id `payment`."""
        said: dict[str, str | int] = {"id": payment.hex(), "state": self.state, "won": self.won}
        said["reason"] = self.reason
        if self.approved is not None:
            said |= {"number": self.approved.number, "time_s": self.approved.time_s}
        return json.dumps(said).encode("ascii") + b"\n"


class Book:
    """The entries of a terminal, in the file at `path`, or in memory without one."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._entries: dict[bytes, Entry] = {}
        self._charges: list[bytes] = []
        if path is not None and path.exists():
            self._load(path)

    @property
    def full(self) -> bool:
        """Whether it takes no new id any more."""
        return len(self._entries) >= MAX_ENTRIES

    @property
    def charges(self) -> tuple[bytes, ...]:
        """The id of each time that somebody was charged, in order, also where it was taken back."""
        return tuple(self._charges)

    @property
    def unsettled(self) -> tuple[bytes, ...]:
        """The ids of which nobody knows yet how they end."""
        return tuple(one for one, entry in self._entries.items() if entry.state in UNSETTLED)

    def get(self, payment: bytes) -> Entry | None:
        """Return what is known of an id."""
        return self._entries.get(payment)

    def write(self, payment: bytes, entry: Entry) -> Entry:
        """Note what has become of an id, on disk before anybody is told; returns `entry`."""
        if self._path is not None:
            _append(self._path, entry.line(payment))
        self._note(payment, entry)
        return entry

    def _note(self, payment: bytes, entry: Entry) -> None:
        self._entries[payment] = entry
        if entry.state is EntryState.APPROVED:
            self._charges.append(payment)

    def _load(self, path: Path) -> None:
        written = path.read_bytes()
        if written and not written.endswith(b"\n"):
            _append(path, b"\n")  # so that the next line is not glued to half of one
        for line in written.splitlines():
            try:
                payment, entry = Entry.from_line(line)
            except (ValueError, KeyError, TypeError):
                continue  # half a line
            self._note(payment, entry)


def _append(path: Path, line: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)
