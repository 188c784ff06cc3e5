"""Checks an export as docs/export.md tells it, with none of this project's code.

``python plain_check.py FILE [ROOT_HEX]`` prints what it found; exit code 1 for a bad file. Any
auditor could have written it: that is what it is here to show.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

Keys = dict[bytes, tuple[int, Any]]  # kid -> algorithm and key


class Bad(Exception):
    """The file is not what it should be."""


NOT_GOOD = (Bad, ValueError, LookupError, TypeError, cbor2.CBORDecodeError)


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def need(fine: bool, what: str) -> None:
    if not fine:
        raise Bad(what)


def cose_key(it: dict[int, Any]) -> Keys:
    if it[1] == 1:
        return {sha(it[-2])[:8]: (-19, ed25519.Ed25519PublicKey.from_public_bytes(it[-2]))}
    point = (b"\x03" if it[-3] else b"\x02") + it[-2]
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return {sha(point)[:8]: (-9, key)}


def opened(raw: bytes, type_: str, keys: Keys) -> Any:  # noqa: ANN401 - whatever was signed
    """The payload of a COSE_Sign1 that one of the keys signed."""
    protected, unprotected, payload, signature = cbor2.loads(raw)
    header = cbor2.loads(protected)
    need(unprotected == {} and set(header) == {1, 4, 16}, "headers")
    need(header[16] == type_ and header[4] in keys, f"{type_}: other type or key")
    algorithm, key = keys[header[4]]
    need(header[1] == algorithm and len(signature) == 64, "algorithm")
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    try:
        if algorithm == -19:
            key.verify(signature, signed)
        else:
            r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
            key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
    except InvalidSignature as exc:
        raise Bad(f"{type_}: signature") from exc
    return cbor2.loads(payload)


def node_keys(header: dict[int, Any], root: bytes | None) -> Keys:
    if root is None:
        return {kid: key for it in header[8] for kid, key in cose_key(it).items()}
    lists, rooted = [], cose_key({1: 1, -2: root})
    for raw in header[9]:
        try:
            lists.append(opened(raw, "cc/trust-list", rooted))
        except Bad:
            continue
    need(bool(lists), "no trust list of this root")
    keys: Keys = {}
    for role, key in (it for named in lists for it in named[3]):
        if role == "receipt":
            keys |= cose_key(key)
    return keys


def check(path: Path, root: bytes | None) -> dict[str, Any]:
    with path.open("rb") as file:
        kind, name, version, header = cbor2.loads(cbor2.load(file))
        need((kind, name, version) == (0, "cc/ledger-export", 1), "header")
        kiosk, node = cose_key(header[2]), node_keys(header, root)
        seq, previous, time, receipts, coins, pieces = 0, bytes(32), 0, 0, 0, 0
        while True:
            before = file.tell()
            record = cbor2.loads(cbor2.load(file))
            if record[0] != 1:
                break
            _, raw, receipt, evidence = record
            entry = opened(raw, "cc/entry", kiosk)
            need((entry[1], entry[2], entry[3]) == (header[1], seq, previous), f"chain at {seq}")
            need(entry[6] >= time and (entry[5] == "open") is (seq == 0), f"time or kind at {seq}")
            named = {party[5] for party in entry.get(10, [])}
            need({sha(piece) for piece in evidence} <= named, f"evidence at {seq}")
            if receipt is not None:
                said = opened(receipt, "cc/receipt", node)
                need((said[1], said[2], said[3]) == (header[1], seq, sha(raw)), f"receipt at {seq}")
                receipts += 1
            coins += sum(entry.get(12, {}).values())
            pieces += len(evidence)
            seq, previous, time = seq + 1, sha(raw), entry[6]
        need(record[:3] == [2, seq, previous], "trailer")
        need((header[4], header[5]) == (seq, previous), "header's count or head")
        need(file.read(1) == b"", "something follows the trailer")
        file.seek(0)
        need(sha(file.read(before)) == record[3], "digest")
    return {
        "entries": seq,
        "head": previous.hex() if seq else "",
        "unsent": seq - receipts,
        "coins": coins,
        "evidence": pieces,
    }


if __name__ == "__main__":
    try:
        given = bytes.fromhex(sys.argv[2]) if len(sys.argv) > 2 else None
        sys.stdout.write(json.dumps(check(Path(sys.argv[1]), given)))
    except NOT_GOOD as exc:
        sys.exit(f"bad: {exc}")
