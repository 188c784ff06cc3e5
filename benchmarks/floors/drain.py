"""The floor of emptying a ledger: post batches over one connection; keep the receipts that come."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import cbor2
import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.floors.code import to_be_signed
from benchmarks.floors.node import Item

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE receipts (number INTEGER PRIMARY KEY, raw BLOB);
"""


class FloorSync:
    """Talks to one floor node; with a `database` it verifies and keeps receipts."""

    def __init__(self, url: str, receipt_key: bytes, database: Path | None) -> None:
        self._client = httpx.Client(base_url=url)
        self._key = Ed25519PublicKey.from_public_bytes(receipt_key)
        self._database: sqlite3.Connection | None = None
        if database is not None:
            self._database = sqlite3.connect(database, isolation_level=None)
            self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._database is not None:
            self._database.close()

    def send(self, items: Sequence[Item]) -> None:
        """Deliver one batch. Raises httpx's errors."""
        answer = self._client.post("/", content=cbor2.dumps(items)).raise_for_status().content
        if self._database is not None:
            self._keep(self._database, cbor2.loads(answer))

    def _keep(self, database: sqlite3.Connection, receipts: list[bytes]) -> None:
        for receipt in receipts:
            protected, _, payload, signature = cbor2.loads(receipt)
            self._key.verify(signature, to_be_signed(protected, payload))
        database.execute("BEGIN IMMEDIATE")
        rows = [(receipt,) for receipt in receipts]
        database.executemany("INSERT INTO receipts (raw) VALUES (?)", rows)
        database.execute("COMMIT")
