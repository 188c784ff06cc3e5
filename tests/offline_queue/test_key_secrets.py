"""No key and no passphrase in anything that a key store, a signer or their errors say."""

import base64
import copy
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from offline_queue.errors import KeyFileError
from offline_queue.file_signer import FileSigner
from offline_queue.key_store import KeyStore, make_successor, pin_path, seal_store
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, MemorySigner
from protocol.sealed import LEAST_COST, unseal
from tests.needles import found, told

PASSPHRASE = b"a passphrase for tests"


def secrets_of(path: Path) -> list[bytes]:
    """Both keys of the plain store at ``path``."""
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    scalar = key.private_numbers().private_value.to_bytes(32, "big")
    return [scalar, bytes.fromhex(pin_path(path).read_text("ascii"))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain store with both keys."""
    path = tmp_path / "kiosk.key"
    assert KeyStore.open_or_create(path).pin_key
    return path


def test_the_search_finds_a_secret_in_every_form(path: Path) -> None:
    scalar, pin = secrets_of(path)
    forms = [
        scalar,
        scalar.hex().encode(),
        base64.b64encode(b"x" + scalar),
        base64.urlsafe_b64encode(b"xy" + scalar),
        base64.encodebytes(b"." * 50 + scalar),
        str(int.from_bytes(scalar)).encode(),
        path.read_bytes(),  # a PEM
    ]
    assert all(found([scalar], form) == [scalar] for form in forms)
    assert found([pin], pin_path(path).read_bytes()) == [pin]
    assert found([scalar, pin], b"nothing of the kind") == []


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_nothing_about_a_store_shows_its_keys(path: Path, passphrase: bytes | None) -> None:
    secrets = [*secrets_of(path), PASSPHRASE]
    if passphrase is not None:
        seal_store(path, passphrase, LEAST_COST)
        assert found(secrets, path.read_bytes()) == []
    store = KeyStore.open(path, passphrase)
    signer = MemorySigner.from_secret(Algorithm.ESP256, secrets[0])
    for one in (store, store.signer, store.pin_key, signer, FileSigner(signer)):
        shown = f"{one!r} {one} {vars(one)!r} {[repr(it) for it in vars(one).values()]}"
        assert found(secrets, shown.encode()) == []


@pytest.mark.parametrize("how", [pickle.dumps, copy.deepcopy])
def test_keys_are_neither_pickled_nor_copied_deeply(
    path: Path, how: Callable[[object], object]
) -> None:
    store = KeyStore.open(path)
    for one in (store, store.pin_key):
        with pytest.raises(TypeError):
            how(one)
    signer = MemorySigner.generate(Algorithm.ED25519)
    for key in (store.signer, signer):
        with pytest.raises(TypeError):
            pickle.dumps(key)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-60])


def garbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x80
    path.write_bytes(data)


def with_more(path: Path) -> None:
    path.write_bytes(path.read_bytes() + path.read_bytes())


def open_to_others(path: Path) -> None:
    path.chmod(0o644)


BREAK = [cut_short, garbled, with_more, open_to_others]


@pytest.mark.parametrize("breaking", BREAK)
@pytest.mark.parametrize("which", [lambda path: path, pin_path], ids=["key", "pin"])
def test_no_error_about_a_plain_store_carries_its_keys(
    path: Path, which: Callable[[Path], Path], breaking: Callable[[Path], None]
) -> None:
    secrets = secrets_of(path)
    breaking(which(path))
    if (breaking, which(path)) == (with_more, path):
        assert KeyStore.open(path).pin_key  # PEM allows more after its end
        return
    with pytest.raises(KeyFileError) as caught:
        _ = KeyStore.open(path).pin_key
    assert found(secrets, told(caught.value)) == []


@pytest.mark.parametrize("breaking", BREAK)
def test_no_error_about_a_sealed_store_carries_its_keys_or_passphrase(
    path: Path, breaking: Callable[[Path], None]
) -> None:
    secrets = [*secrets_of(path), PASSPHRASE, b"another passphrase"]
    seal_store(path, PASSPHRASE, LEAST_COST)
    data, other = path.read_bytes(), b"another passphrase"
    attempts: tuple[Callable[[], object], ...] = (
        lambda: KeyStore.open(path),
        lambda: KeyStore.open(path, other),
        lambda: make_successor(path, path.with_name("next"), other),
    )
    for attempt in attempts:
        with pytest.raises(KeyFileError) as caught:
            attempt()
        assert found(secrets, told(caught.value)) == []
    with pytest.raises(ProtocolError) as refused:
        unseal(data, other)
    assert found(secrets, told(refused.value)) == []
    breaking(path)
    with pytest.raises(KeyFileError) as caught:
        KeyStore.open(path, PASSPHRASE)
    assert found(secrets, told(caught.value)) == []
