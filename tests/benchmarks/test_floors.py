"""Floors are made of library calls only, and do the same work as ours."""

import ast
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from benchmarks.append import AMOUNTS, LINE, PURCHASE
from benchmarks.codes import SCHEME, Codes
from benchmarks.floors.append import FloorLedger
from benchmarks.floors.code import believe
from benchmarks.floors.node import FloorNode
from protocol.entry import EntryKind, read_entry
from protocol.keys import Algorithm, PublicKey, key_ring
from protocol.resident_code import check
from tests.rails.source import PACKAGES, ROOT, parsed

FLOORS = sorted((ROOT / "benchmarks" / "floors").glob("*.py"))
LIBRARIES = {
    "PySide6",
    "cbor2",
    "cryptography",
    "cv2",
    "httpx",
    "numpy",
    "pyzbar",
    "uvicorn",
    "zxingcpp",
}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions; a relative one starts with a dot."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


@pytest.mark.parametrize("path", FLOORS, ids=lambda path: path.name)
def test_a_floor_imports_libraries_and_other_floors_only(path: Path) -> None:
    allowed = sys.stdlib_module_names | LIBRARIES
    foreign = {
        name
        for name in imported(path)
        if name.partition(".")[0] not in allowed and not name.startswith("benchmarks.floors.")
    }
    assert foreign == set()
    assert not {"importlib", "runpy", "subprocess"} & imported(path)


def test_no_package_of_ours_is_a_library() -> None:
    assert LIBRARIES.isdisjoint(PACKAGES)
    assert len(FLOORS) > 1


def test_benchmarks_import_no_tests() -> None:
    modules = (ROOT / "benchmarks").rglob("*.py")
    assert not [path for path in modules if any(n.startswith("tests") for n in imported(path))]


@pytest.fixture
def now_s() -> int:
    return int(time.time())


@pytest.fixture
def codes(now_s: int) -> Codes:
    return Codes.make(2, now_s)


@pytest.fixture
def issuer(codes: Codes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(codes.issuer.public_key.raw)


@pytest.fixture
def kiosk() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def ledger(
    tmp_path: Path, kiosk: ec.EllipticCurvePrivateKey, issuer: Ed25519PublicKey
) -> Iterator[FloorLedger]:
    with FloorLedger(tmp_path / "floor.db", kiosk, issuer) as ledger:
        yield ledger


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def test_the_floor_writes_entries_that_our_reader_believes(
    ledger: FloorLedger, codes: Codes, kiosk: ec.EllipticCurvePrivateKey, now_s: int
) -> None:
    keys = key_ring(PublicKey(Algorithm.ESP256, point_of(kiosk)))
    shown = list(codes.show(2, now_s))
    first, second = (read_entry(ledger.sell(code, PURCHASE, now_s), keys) for code in shown)
    assert (first.entry.seq, second.entry.seq) == (0, 1)
    assert second.entry.previous == first.hash
    assert second.entry.kind is EntryKind.SPEND
    assert (second.entry.lines, second.entry.amounts) == ((LINE,), AMOUNTS)
    (payer,) = second.entry.parties
    code = check(shown[1], key_ring(codes.issuer.public_key), SCHEME, now_s)
    assert (payer.cti, payer.counter, payer.limit_tag) == (code.cti, code.counter, code.limit_tag)
    assert payer.evidence_hash == sha256(shown[1]).digest()


def test_the_floor_takes_a_code_once(ledger: FloorLedger, codes: Codes, now_s: int) -> None:
    (code,) = codes.show(1, now_s)
    ledger.sell(code, PURCHASE, now_s)
    with pytest.raises(ValueError, match="used"):
        ledger.sell(code, PURCHASE, now_s)


def test_the_floor_checks_the_phones_signature_and_the_age(
    issuer: Ed25519PublicKey, codes: Codes, now_s: int
) -> None:
    (code,) = codes.show(1, now_s)
    with pytest.raises(InvalidSignature):
        believe(code[:-1] + bytes([code[-1] ^ 1]), issuer)
    with pytest.raises(ValueError, match="fresh"):
        believe(code, issuer, now_s + 3600)


def test_the_floor_checks_the_nodes_signature(codes: Codes, now_s: int) -> None:
    stranger = Ed25519PublicKey.from_public_bytes(Codes.make(1, now_s).issuer.public_key.raw)
    (code,) = codes.show(1, now_s)
    with pytest.raises(InvalidSignature):
        believe(code, stranger)


def test_the_floor_node_takes_what_the_kiosk_signed_and_vouches_for_it(
    tmp_path: Path,
    ledger: FloorLedger,
    codes: Codes,
    kiosk: ec.EllipticCurvePrivateKey,
    issuer: Ed25519PublicKey,
    now_s: int,
) -> None:
    items = [(ledger.sell(code, PURCHASE, now_s), [code]) for code in codes.show(3, now_s)]
    bare = FloorNode(tmp_path / "bare.db", kiosk.public_key(), None)
    assert cbor2.loads(bare.take(cbor2.dumps(items))) == 3
    whole = FloorNode(tmp_path / "whole.db", kiosk.public_key(), issuer)
    receipts = cbor2.loads(whole.take(cbor2.dumps(items)))
    hashes = [cbor2.loads(cbor2.loads(receipt)[2])[3] for receipt in receipts]
    assert hashes == [sha256(raw).digest() for raw, _ in items]


def test_the_floor_node_refuses_another_kiosk(
    tmp_path: Path, ledger: FloorLedger, codes: Codes, now_s: int
) -> None:
    (code,) = codes.show(1, now_s)
    items = [(ledger.sell(code, PURCHASE, now_s), [code])]
    stranger = ec.generate_private_key(ec.SECP256R1())
    node = FloorNode(tmp_path / "node.db", stranger.public_key(), None)
    with pytest.raises(InvalidSignature):
        node.take(cbor2.dumps(items))
