"""The floor of a durable sale: verify a code, sign an entry, insert it, wait for the disk.

The entry has the form that our own reader believes (a test shows it), so the work is the same. What
keeps others and ourselves from harm is left out: strict parsing, field tables, triggers, mapped
errors, ids that may come twice.
"""

import hashlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from benchmarks.floors.code import Shown, believe, sign_p256, to_be_signed

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE head (one INTEGER PRIMARY KEY, size INTEGER, hash BLOB);
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY, id BLOB UNIQUE, hash BLOB, cti BLOB, counter BLOB, raw BLOB
);
CREATE INDEX entries_by_code ON entries (cti, counter);
CREATE TABLE evidence (seq INTEGER PRIMARY KEY, bytes BLOB);
"""
_USED = "SELECT 1 FROM entries WHERE cti = ? AND counter = ?"
_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)"
_MOVE = "UPDATE head SET size = ?, hash = ? WHERE size = ? AND hash = ?"
_ESP256 = -9


@dataclass(frozen=True)
class Purchase:
    """What was bought: order lines [item, name, number, unit price] and coins by purse."""

    lines: list[list[str | int]]
    amounts: dict[str, int]


class FloorLedger:
    """A ledger of one table. `issuer`: the node's key for credentials. A context manager."""

    def __init__(
        self, path: Path, key: ec.EllipticCurvePrivateKey, issuer: Ed25519PublicKey
    ) -> None:
        self._key = key
        self._issuer = issuer
        self._name = os.urandom(8)
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        kid = hashlib.sha256(point).digest()[:8]
        self._protected = cbor2.dumps({1: _ESP256, 4: kid, 16: "cc/entry"})
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(_TABLES)
        self._database.execute("INSERT INTO head VALUES (1, 0, ?)", (bytes(32),))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def sell(self, evidence: bytes, purchase: Purchase, at_s: int) -> bytes:
        """Believe a code and record the sale; the signed entry, once it is on the disk."""
        shown = believe(evidence, self._issuer, at_s)
        self._database.execute("BEGIN IMMEDIATE")
        if self._database.execute(_USED, (shown.cti, shown.counter)).fetchone():
            raise ValueError("used before")
        seq, before = self._database.execute("SELECT size, hash FROM head").fetchone()
        entry_id = os.urandom(16)
        body = self._body(seq, before, entry_id, at_s)
        raw = self._sign(body | _sale(shown, evidence, purchase))
        digest = hashlib.sha256(raw).digest()
        row = (seq, entry_id, digest, shown.cti, shown.counter, raw)
        self._database.execute(_INSERT, row)
        self._database.execute("INSERT INTO evidence VALUES (?, ?)", (seq, evidence))
        self._database.execute(_MOVE, (seq + 1, digest, seq, before))
        self._database.execute("COMMIT")
        return raw

    def _body(self, seq: int, before: bytes, entry_id: bytes, at_s: int) -> dict[int, object]:
        head = (self._name, seq, before, entry_id, "spend", at_s, "trusted", [1, 1])
        return dict(enumerate(head, 1))

    def _sign(self, body: dict[int, object]) -> bytes:
        payload = cbor2.dumps(body)
        signature = sign_p256(self._key, to_be_signed(self._protected, payload))
        return cbor2.dumps([self._protected, {}, payload, signature])


def _sale(shown: Shown, evidence: bytes, purchase: Purchase) -> dict[int, object]:
    """The fields of a sale: parties, lines, amounts, and who decided."""
    code = (shown.cti, shown.counter, shown.limit_tag, hashlib.sha256(evidence).digest())
    payer = dict(enumerate(("payer", *code), 1))
    coins = sum(purchase.amounts.values())
    return {10: [payer], 11: purchase.lines, 12: purchase.amounts, 15: ["stand-in", coins]}
