"""The floor of a node: bare uvicorn takes a batch, checks signatures, commits, answers.

A program, `python -m benchmarks.floors.node`. Bare, it checks each entry's own signature and
commits the batch. With `--whole` it does every signature that the protocol demands of the node: it
also checks the two of each code shown, and signs a receipt for each entry.
"""

import argparse
import hashlib
import json
import socket
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import cbor2
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from benchmarks.floors.code import CURVE, believe, to_be_signed, verify_p256

Message = dict[str, Any]
Item = tuple[bytes, list[bytes]]  # a signed entry, and the codes that belong to it

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE entries (hash BLOB PRIMARY KEY, raw BLOB, evidence BLOB);
"""
_EDDSA = -8


class FloorNode:
    """Keeps entries of one kiosk. Raises cryptography's InvalidSignature for any other's."""

    def __init__(
        self, database: Path, kiosk: ec.EllipticCurvePublicKey, issuer: Ed25519PublicKey | None
    ) -> None:
        """With the node's key for credentials as `issuer` it does the whole work."""
        self._kiosk = kiosk
        self._issuer = issuer
        self._signer = Ed25519PrivateKey.generate()
        self._protected = cbor2.dumps({1: _EDDSA, 4: self.public_key[:8], 16: "cc/receipt"})
        self._database = sqlite3.connect(database, isolation_level=None)
        self._database.executescript(_TABLES)

    @property
    def public_key(self) -> bytes:
        """The key that verifies receipts, 32 bytes."""
        return self._signer.public_key().public_bytes_raw()

    def take(self, body: bytes) -> bytes:
        """Keep a batch; receipts for its entries, or just how many there were."""
        items: list[Item] = cbor2.loads(body)
        for raw, _ in items:
            protected, _, payload, signature = cbor2.loads(raw)
            verify_p256(self._kiosk, signature, to_be_signed(protected, payload))
        rows = [(hashlib.sha256(raw).digest(), raw, b"".join(codes)) for raw, codes in items]
        self._database.execute("BEGIN IMMEDIATE")
        self._database.executemany("INSERT INTO entries VALUES (?, ?, ?)", rows)
        receipts = [] if self._issuer is None else self._vouch(self._issuer, items, rows)
        self._database.execute("COMMIT")
        return cbor2.dumps(receipts or len(items))

    def _vouch(
        self, issuer: Ed25519PublicKey, items: list[Item], rows: list[tuple[bytes, bytes, bytes]]
    ) -> list[bytes]:
        for _, codes in items:
            for code in codes:
                believe(code, issuer)
        return [self._receipt(digest) for digest, _, _ in rows]

    def _receipt(self, digest: bytes) -> bytes:
        payload = cbor2.dumps({1: bytes(8), 2: 0, 3: digest, 4: "booked", 6: 0})
        signature = self._signer.sign(to_be_signed(self._protected, payload))
        return cbor2.dumps([self._protected, {}, payload, signature])

    async def __call__(
        self,
        _scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """One request, as ASGI has it."""
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        answer = self.take(body)
        length = (b"content-length", str(len(answer)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": answer})


def main() -> None:
    """Say where it listens and whose receipts it signs, then serve until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--kiosk", type=bytes.fromhex, required=True, help="compressed point, hex")
    parser.add_argument("--whole", type=bytes.fromhex, help="the issuer's Ed25519 key, hex")
    given = parser.parse_args()
    issuer = None if given.whole is None else Ed25519PublicKey.from_public_bytes(given.whole)
    kiosk = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, given.kiosk)
    node = FloorNode(given.database, kiosk, issuer)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # As our node does: or the second part of an answer waits 40 ms for the first one's receipt.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        print(json.dumps({"url": url, "receipt_key": node.public_key.hex()}), flush=True)
        config = uvicorn.Config(node, log_config=None, access_log=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
