"""One-time codes make kiosks of machines and wallets of phones; each serves one key."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from central_node.codes import code_hash
from central_node.enrolment import CODE_LIFE_S
from central_node.errors import InvariantBroken, Refused
from central_node.issuing import MIN_STATUSES
from central_node.node import Node
from central_node.renewal import renew_wallet_token
from central_node.seed import TOKEN_LIFE_S, Seeded
from central_node.wallet import GRACE_S, Wallet, share
from protocol.bundle import KeyRole, read_bundle, read_trust_list
from protocol.credential import LIMIT_TAG_BYTES
from protocol.credential import read as read_credential
from protocol.enrolment import read_enrol_answer
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.messages import ENROL, EnrolRequest, Request, sign_request
from protocol.problems import ProblemType
from schemes.money import Coins
from schemes.scheme import load_scheme
from tests.central_node.world import NOW, World, seed_district

OCTOBER = 1_790_780_400  # 2026-10-01 00:00 in the scheme's calendar: nine hours before UTC


@pytest.fixture
def fresh() -> Iterator[tuple[Node, Seeded]]:
    with TemporaryDirectory() as folder:
        seeded = seed_district(Path(folder) / "node", Path(folder))
        node = Node.open(Path(folder) / "node")
        yield node, seeded
        node.close()


def request(code: str, signer: MemorySigner, inside: MemorySigner | None = None) -> bytes:
    """An enrolment request; `inside` names another key than the one that signs."""
    body = EnrolRequest(code, (inside or signer).public_key).to_body()
    return sign_request(signer, Request(ENROL, NOW, bytes(8), body))


def kiosk_key() -> MemorySigner:
    return MemorySigner.generate(Algorithm.ESP256)


def refusal(node: Node, call: str, body: bytes, now: int = NOW) -> tuple[ProblemType, str]:
    with pytest.raises(Refused) as caught:
        node.handle(call, body, now)
    return caught.value.problem, caught.value.reason


def test_a_kiosk_learns_who_it_is_and_verifies_all_of_it_from_the_pinned_root(
    fresh: tuple[Node, Seeded],
) -> None:
    node, seeded = fresh
    raw = request(seeded.kiosks[1].enrol_code, kiosk_key())
    enrolled = read_enrol_answer(node.handle("enrol", raw, NOW), seeded.root_public_key, raw)
    assert (enrolled.answer.kiosk, enrolled.answer.name) == (2, "two")
    assert load_scheme(enrolled.bundle.scheme, "bundle").id == "test-coin"
    assert enrolled.bundle.facilities == {"facility": b"id = 'x'"}
    assert enrolled.bundle.expires > NOW + 7 * 86_400


def test_the_same_key_with_the_same_code_is_the_same_kiosk_also_after_the_codes_time(
    fresh: tuple[Node, Seeded],
) -> None:
    node, seeded = fresh
    raw = request(seeded.kiosks[0].enrol_code, kiosk_key())
    first = node.handle("enrol", raw, NOW)
    assert node.handle("enrol", raw, NOW) == first
    later = node.handle("enrol", raw, NOW + CODE_LIFE_S + 1)
    again = read_enrol_answer(later, seeded.root_public_key, raw)
    assert again.answer == read_enrol_answer(first, seeded.root_public_key, raw).answer


def test_a_code_enrols_one_machine(fresh: tuple[Node, Seeded]) -> None:
    node, seeded = fresh
    code = seeded.kiosks[0].enrol_code
    node.handle("enrol", request(code, kiosk_key()), NOW)
    assert refusal(node, "enrol", request(code, kiosk_key())) == (
        ProblemType.TOKEN_USED,
        "token-used",
    )


def test_a_code_ends_with_its_time(fresh: tuple[Node, Seeded]) -> None:
    node, seeded = fresh
    raw = request(seeded.kiosks[0].enrol_code, kiosk_key())
    assert refusal(node, "enrol", raw, NOW + CODE_LIFE_S + 1)[1] == "token-expired"
    assert node.handle("enrol", raw, NOW + CODE_LIFE_S)


def test_unknown_codes_and_foreign_keys_are_refused_by_name(fresh: tuple[Node, Seeded]) -> None:
    node, seeded = fresh
    code, key = seeded.kiosks[0].enrol_code, kiosk_key()
    phone_like = MemorySigner.generate(Algorithm.ED25519)
    assert refusal(node, "enrol", request("AAAA-BBBB", key))[1] == "unknown-token"
    assert refusal(node, "enrol", request(code, phone_like))[0] is ProblemType.BAD_KEY
    not_its_own = request(code, key, inside=kiosk_key())
    assert refusal(node, "enrol", not_its_own)[0] is ProblemType.UNKNOWN_KEY
    node.handle("enrol", request(code, key), NOW)
    taken = request(seeded.kiosks[1].enrol_code, key)
    assert refusal(node, "enrol", taken) == (ProblemType.BAD_KEY, "key-taken")


def test_codes_forgive_how_people_type() -> None:
    assert code_hash("abcd efgh-IJKL") == code_hash("ABCD-EFGH-IJKL")
    assert code_hash("ABCD-EFGH-IJKL") != code_hash("ABCD-EFGH-IJKM")


def issue(token: str, key: MemorySigner) -> bytes:
    return json.dumps({"token": token, "public_key": key.public_key.raw.hex()}).encode()


def test_a_wallet_gets_a_credential_and_gets_it_again(fresh: tuple[Node, Seeded]) -> None:
    node, seeded = fresh
    key, token = kiosk_key(), seeded.residents[1].wallet_token
    answer = node.handle("credentials", issue(token, key), NOW)
    assert node.handle("credentials", issue(token, key), NOW + TOKEN_LIFE_S + 1) == answer
    told = json.loads(answer)
    credential = read_credential(bytes.fromhex(told["credential"]), node.district.credential_keys)
    assert credential.holder == key.public_key
    assert (credential.issued, credential.expires) == (NOW, OCTOBER + GRACE_S)
    assert told["slices"] == {"1": 17} == {str(k): v for k, v in credential.slices.items()}
    assert "label" not in told
    assert b"some" not in bytes.fromhex(told["credential"])  # no name, no resident id in a code


def test_a_wallet_token_serves_one_phone_in_time(fresh: tuple[Node, Seeded]) -> None:
    node, seeded = fresh
    token = seeded.residents[0].wallet_token
    late = NOW + TOKEN_LIFE_S + 1
    assert refusal(node, "credentials", issue(token, kiosk_key()), late)[1] == "token-expired"
    node.handle("credentials", issue(token, kiosk_key()), NOW)
    assert refusal(node, "credentials", issue(token, kiosk_key())) == (
        ProblemType.TOKEN_USED,
        "token-used",
    )
    assert refusal(node, "credentials", issue("AAAA", kiosk_key()))[1] == "unknown-token"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", ProblemType.MALFORMED),
        (b"[]", ProblemType.MALFORMED),
        (b'{"token": 1, "public_key": ""}', ProblemType.MALFORMED),
        (b'{"token": "x"}', ProblemType.MALFORMED),
        (b'{"token": "x", "public_key": "' + b"02" * 33 + b'", "more": 1}', ProblemType.MALFORMED),
        (b'{"token": "x", "public_key": "' + b"ff" * 33 + b'"}', ProblemType.BAD_KEY),
        (b"[" * 100_000, ProblemType.MALFORMED),
        (b'{"token": "\xff"}', ProblemType.MALFORMED),
    ],
)
def test_hostile_json_is_refused_by_name(
    fresh: tuple[Node, Seeded], body: bytes, problem: ProblemType
) -> None:
    assert refusal(fresh[0], "credentials", body)[0] is problem


def test_the_limit_tag_of_a_resident_is_one_for_a_month_and_theirs_alone(world: World) -> None:
    tags = {phone.credential.limit_tag for phone in world.phones.values()}
    assert len(tags) == 3
    assert len({phone.credential.cti for phone in world.phones.values()}) == 3
    assert len({phone.credential.pseudonym for phone in world.phones.values()}) == 3
    indexes = {phone.credential.status_index for phone in world.phones.values()}
    assert len(indexes) == 3
    assert indexes < set(range(MIN_STATUSES))


def test_broken_randomness_gives_nobody_the_tag_of_another(world: World) -> None:
    later = NOW + 40 * 86_400  # another month: nobody has a tag yet
    wallet = Wallet(
        world.node.district,
        lambda size: bytes(size) if size == LIMIT_TAG_BYTES else os.urandom(size),
    )
    rich, _ = renew_wallet_token(world.folder, "rich", later, os.urandom)
    poor, _ = renew_wallet_token(world.folder, "poor", later, os.urandom)
    with world.books.write() as connection:
        wallet.issue(connection, rich, kiosk_key().public_key, later)
    with pytest.raises(InvariantBroken, match="limit tag"), world.books.write() as connection:
        wallet.issue(connection, poor, kiosk_key().public_key, later)


@pytest.mark.parametrize(
    ("free", "kiosks", "slices"),
    [
        (35, [1], {1: 17}),
        (500, [1], {1: 100}),
        (100, [1, 2, 3], {1: 16, 2: 16, 3: 16}),
        (3, [1, 2], {}),
        (0, [1], {}),
        (100, [], {}),
    ],
)
def test_slices_are_half_of_what_is_free_up_to_the_limit(
    free: int, kiosks: list[int], slices: dict[int, int]
) -> None:
    assert share(Coins(free), Coins(100), kiosks) == slices
    assert sum(slices.values()) * 2 <= free


def test_the_bundle_is_signed_by_the_receipt_key_and_holds_the_trust_list(world: World) -> None:
    district = world.node.district
    bundle = read_bundle(world.node.handle("bundle", b"", NOW), district.receipt_keys)
    trusted = read_trust_list(bundle.trust_list, district.root)
    receipt_key, credential_key = district.receipt_signer, district.credential_signer
    assert trusted.ring(KeyRole.RECEIPT) == key_ring(receipt_key.public_key)
    assert trusted.ring(KeyRole.CREDENTIAL) == key_ring(credential_key.public_key)
    assert receipt_key.public_key != credential_key.public_key
