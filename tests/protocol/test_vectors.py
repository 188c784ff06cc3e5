"""Vectors from outside: how many agree, and for what reason the others lie outside our profile.

The counts are those of docs/vectors.md: a vector that is suddenly skipped fails the test, and so
does a page that says something else.
"""

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Any

import base45
import cbor2
import pytest

from protocol import cbor, code, cose
from protocol.cose import MessageType
from protocol.errors import BadCbor, BadSignature, BadText, IndefiniteLength, ProtocolError
from protocol.keys import Algorithm, PublicKey
from tests.shared_data import shared_data

_CURVES = {"P-256": Algorithm.ESP256, "Ed25519": Algorithm.ED25519}
_PAGE = Path(__file__).resolve().parents[2] / "docs" / "vectors.md"

# RFC 9285: the examples of sections 4.3 and 4.4, and what section 6 has refused.
BASE45 = (
    (b"AB", "BB8"),
    (b"Hello!!", "%69 VD92EX0"),
    (b"base-45", "UJCLQE7W581"),
    (b"ietf!", "QED8WEX0"),
)
BASE45_REFUSED = ("GGW", "ZZZ", ":::", "G", "AAAA", "a00", "AB\n", "é00")


def rows(columns: int) -> list[list[str]]:
    """The rows of the page's table with so many columns, without its heads."""
    lines = _PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [row for row in cells if len(row) == columns and row[1][:1].isdigit()]


def check_page(name: str, counts: Counter[str], agreeing: set[str]) -> None:
    """Whether the page tells these counts for a set, and their sums."""
    assert {row[2]: int(row[1]) for row in rows(4) if row[0] == name} == counts
    agree = sum(counts[outcome] for outcome in agreeing)
    outside = counts.total() - agree
    sums = [[int(cell) for cell in row[1:]] for row in rows(5) if row[0] == name]
    assert sums == [[counts.total(), counts.total(), agree, outside]]


def load(name: str) -> Any:  # noqa: ANN401 - JSON of others, each with its own shape
    return json.loads(shared_data(f"vectors/{name}").read_text(encoding="utf-8"))


def compressed(x: bytes, y: bytes) -> bytes:
    return bytes([2 + (y[-1] & 1)]) + x


def outside_cbor(vector: dict[str, Any]) -> str:
    """Why an example of RFC 8949, appendix A, is not in our profile; empty if it is."""
    data = bytes.fromhex(vector["hex"])
    if data[0] >> 5 == 6:
        return "tag"
    if data[0] >> 5 == 7 and data[0] not in (0xF4, 0xF5, 0xF6):
        return "float" if data[0] in (0xF9, 0xFA, 0xFB) else "simple value"
    return "" if vector["roundtrip"] else "indefinite length"


def test_cbor_appendix_a_agrees_inside_the_profile_and_is_refused_outside() -> None:
    counts: Counter[str] = Counter()
    for vector in load("cbor_appendix_a.json"):
        data = bytes.fromhex(vector["hex"])
        reason = outside_cbor(vector)
        counts[reason or "agrees"] += 1
        if not reason:
            value = cbor.decode(data)
            assert value == vector.get("decoded", cbor2.loads(data))
            assert cbor.encode(value) == data
            continue
        with pytest.raises(IndefiniteLength if reason == "indefinite length" else BadCbor):
            cbor.decode(data)
    check_page("CBOR appendix A", counts, {"agrees"})


def test_the_strings_of_rfc_9285_agree_and_those_it_forbids_are_refused() -> None:
    counts: Counter[str] = Counter()
    for plain, text in BASE45:
        assert code.from_text(code.PREFIX + text) == plain
        assert base45.b45encode(plain).decode() == text
        counts["agrees"] += 1
    for text in BASE45_REFUSED:
        with pytest.raises(BadText):
            code.from_text(code.PREFIX + text)
        counts["refused as it should be"] += 1
    check_page("Base45 strings", counts, {"agrees", "refused as it should be"})


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("Wycheproof Ed25519", "wycheproof_ed25519.json"),
        ("Wycheproof P-256, p1363", "wycheproof_ecdsa_p256_sha256_p1363.json"),
    ],
)
def test_every_wycheproof_signature_is_judged_as_it_should_be(page: str, name: str) -> None:
    counts: Counter[str] = Counter()
    for group in load(name)["testGroups"]:
        key = wycheproof_key(group["publicKey"])
        for vector in group["tests"]:
            counts[vector["result"]] += 1
            assert wycheproof_verdict(key, vector) == vector["result"], vector
    check_page(page, counts, {"valid", "invalid"})


def wycheproof_key(value: dict[str, Any]) -> PublicKey:
    if value["type"] == "EDDSAPublicKey":
        return PublicKey(Algorithm.ED25519, bytes.fromhex(value["pk"]))
    point = bytes.fromhex(value["uncompressed"])
    return PublicKey(Algorithm.ESP256, compressed(point[1:33], point[33:]))


def wycheproof_verdict(key: PublicKey, vector: dict[str, Any]) -> str:
    try:
        key.verify(bytes.fromhex(vector["sig"]), bytes.fromhex(vector["msg"]))
    except BadSignature:
        return "invalid"
    return "valid"


def outside_cose(vector: dict[str, Any]) -> str:
    """Why a cose-wg example cannot be checked by our signature layer; empty if it can."""
    given = vector["input"]
    signed = given.get("sign0")
    if signed is None:
        kinds = {"sign": "several signers", "mac0": "MAC", "encrypted": "encrypted"}
        return next(words for kind, words in kinds.items() if kind in given)
    if signed["key"]["crv"] not in _CURVES:
        return f"curve {signed['key']['crv']}"
    if signed["alg"] not in ("ES256", "EdDSA"):
        return f"algorithm {signed['alg']} on {signed['key']['crv']}"
    if signed.get("external"):
        return "external data"
    if "ChangeCBORTag" in vector["input"].get("failures", {}):
        return "wrong tag, which no signature covers"
    return "" if signed.get("protected") else "empty protected header"


def cose_key(value: dict[str, str]) -> PublicKey:
    x, y = (coordinate(value, name) for name in ("x", "y"))
    algorithm = _CURVES[value["crv"]]
    return PublicKey(algorithm, compressed(x, y) if algorithm is Algorithm.ESP256 else x)


def coordinate(value: dict[str, str], name: str) -> bytes:
    if f"{name}_hex" in value:
        return bytes.fromhex(value[f"{name}_hex"])
    if name not in value:
        return b""
    return base64.urlsafe_b64decode(value[name] + "=")


def check_signature(vector: dict[str, Any]) -> str:
    """Verify through our Sig_structure and keys, the foreign headers taken apart by the library."""
    message = cbor2.loads(bytes.fromhex(vector["output"]["cbor"]))
    parts = message.value if isinstance(message, cbor2.CBORTag) else message
    protected, _, payload, signature = parts
    to_be_signed = cose.sig_structure(protected, payload)
    if not vector.get("fail"):
        assert to_be_signed.hex().upper() == vector["intermediates"]["ToBeSign_hex"]
    try:
        cose_key(vector["input"]["sign0"]["key"]).verify(signature, to_be_signed)
    except BadSignature:
        return "signature refused"
    return "signature agrees"


def test_cose_wg_signatures_agree_and_their_messages_are_outside_our_one_form() -> None:
    counts: Counter[str] = Counter()
    for path in sorted(shared_data("vectors/cose").glob("*/*.json")):
        vector = json.loads(path.read_text(encoding="utf-8"))
        reason = outside_cose(vector)
        verdict = reason or check_signature(vector)
        counts[verdict] += 1
        assert reason or (verdict == "signature refused") is vector.get("fail", False), path.name
        with pytest.raises(ProtocolError):  # tagged, kid unprotected, algorithms of before RFC 9864
            cose.parse(bytes.fromhex(vector["output"]["cbor"]), *MessageType)
    check_page("COSE examples", counts, {"signature agrees", "signature refused"})


def test_the_claims_of_a_signed_cwt_have_the_numbers_that_our_credentials_use() -> None:
    vector = load("cose/CWT/A_3.json")
    message = cbor2.loads(bytes.fromhex(vector["output"]["cbor"]))
    claims = cbor.decode(message.value[2])
    assert isinstance(claims, dict)
    assert {number: claims[number] for number in (2, 4, 6, 7)} == {
        2: "erikw",
        4: 1_444_064_944,
        6: 1_443_944_944,
        7: b"\x0bq",
    }
