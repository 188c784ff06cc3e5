"""What a technician asks of the ledger, and of the log about why the kiosk last stopped.

Reads only: nothing in here opens the ledger for writing, and no lock is taken to see who has it.
"""

import fcntl
import json
import os
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from kiosk.journal import LOG_FILE
from kiosk.troubles import TROUBLES
from kiosk.visit import Place
from offline_queue.chain_check import ChainCheck, Findings
from offline_queue.database import mapped
from offline_queue.errors import Corrupt, Locked, OtherKey
from offline_queue.reader import LedgerReader
from offline_queue.verify import open_to_check
from protocol.entry import GENESIS
from protocol.keys import key_ring

TAIL_ENTRIES: Final = 200
"""Signatures that the doctor checks, newest first; `kiosk ledger verify` checks all."""

TAIL_BYTES: Final = 1024 * 1024
LOOKS: Final = 5
BETWEEN_LOOKS_S: Final = 0.1
"""The kiosk's own writes take some milliseconds: who holds the lock at each look holds on to it."""

LOG_BYTES: Final = 256 * 1024
"""Of the log's end: some thousand lines."""

_WRITE_LOCK_AT: Final = 120
"""Where SQLite locks the -shm file to write (the WAL-index lock bytes of the file format)."""

_FLOCK: Final = "hhqqi4x"
"""struct flock of fcntl(2) on 64-bit Linux: type, whence, start, length, process."""


def look_at_ledger(path: Path, kid: bytes | None) -> str:
    """Return what the ledger at ``path`` is like; ``kid`` names this machine's key, if it has one.

    Raises the `LedgerError` that a kiosk would stop with.
    """
    with LedgerReader.open(path) as ledger:
        if kid is not None and ledger.public_key.kid != kid:
            raise OtherKey(
                path, f"begun with key {ledger.public_key.kid.hex()}, here is {kid.hex()}"
            )
        counts = ledger.counts()
        _require_whole_pages(path)
        _require_whole_end(path, ledger, counts.entries)
    return f"{counts.entries} entries, {counts.entries - counts.receipts} not yet confirmed"


def _require_whole_pages(path: Path) -> None:
    with open_to_check(path) as database, mapped(path):
        (said,) = database.conn.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise Corrupt(path, str(said).splitlines()[-1])


def _require_whole_end(path: Path, ledger: LedgerReader, size: int) -> None:
    """Check the newest entries as `verify` does all of them."""
    first = max(0, size - TAIL_ENTRIES)
    before = ledger.hash_at(first - 1) if first else GENESIS
    if before is None:
        raise Corrupt(path, f"entry {first - 1} is missing")
    found = Findings()
    chain = ChainCheck(ledger.name, key_ring(ledger.public_key), {}, found, first, before)
    while chain.size < size and found.chain_ok:
        run = ledger.unsent(TAIL_ENTRIES, TAIL_BYTES, chain.size, again=True)
        if not run:
            raise Corrupt(path, f"the last {size - chain.size} entries are missing")
        for item in run:
            chain.entry(item.raw, item.seq)
    for sentence in found.told():
        raise Corrupt(path, sentence)


def require_free(path: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Raise `Locked` if one program holds the ledger's write lock for longer than a write takes."""
    holders = set()
    for look in range(LOOKS):
        if look:
            pause(BETWEEN_LOOKS_S)
        holder = _holder(path)
        if holder is None:
            return
        holders.add(holder)
    if len(holders) == 1:
        (pid,) = holders
        raise Locked(path, f"process {pid} ({_program(pid)}) holds it")


def _holder(path: Path) -> int | None:
    """Ask the kernel, without taking the lock, who has it. The lock's file is not SQLite's data."""
    try:
        handle = os.open(path.with_name(f"{path.name}-shm"), os.O_RDONLY)
    except OSError:
        return None  # nobody has the ledger open, or it can't be seen: reading it said so
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _WRITE_LOCK_AT, 1, 0)
        kind, _, _, _, pid = struct.unpack(_FLOCK, fcntl.fcntl(handle, fcntl.F_GETLK, asked))
    finally:
        os.close(handle)
    return None if kind == fcntl.F_UNLCK else int(pid)


def _program(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text("utf-8").strip()
    except OSError:
        return "gone meanwhile"


def last_stop(state: Path) -> tuple[str, str] | None:
    """Return why and since when the kiosk is out of order by its own log; None if it is not.

    What it says of its printer is not meant: the printer is asked itself.
    """
    stopped: tuple[str, str] | None = None
    for line in _log_lines(state / LOG_FILE):
        if line.get("after") not in tuple(Place):
            continue
        if line["after"] != Place.OUT_OF_ORDER:
            stopped = None
        elif line.get("event") == "LedgerFailed" and line.get("reason") in TROUBLES:
            since = stopped[1] if stopped else str(line.get("timestamp"))
            stopped = (str(line["reason"]), since)
    return stopped


def _log_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LOG_BYTES))
            lines = file.read().splitlines()
    except OSError:
        return  # no log: another part says what is wrong with the folder
    for line in lines:
        try:
            read = json.loads(line)
        except ValueError:
            continue  # the first one is cut, the last one may be half written
        if isinstance(read, dict):
            yield read
