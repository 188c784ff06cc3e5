import hashlib
import hmac
import os
import pickle
from pathlib import Path

import pytest

from offline_queue.errors import KeyFileError
from offline_queue.file_signer import FileSigner
from offline_queue.key_store import (
    KeyStore,
    PinKey,
    adopt_successor,
    is_sealed,
    make_successor,
    pin_path,
    seal_store,
)
from protocol.sealed import LEAST_COST, seal

PASSPHRASE = b"a passphrase for tests"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.key"


def sealed_store(path: Path) -> KeyStore:
    return KeyStore.open_or_create(path, PASSPHRASE, LEAST_COST)


def names(folder: Path) -> list[str]:
    return sorted(it.name for it in folder.iterdir())


def test_a_mac_is_hmac_sha_256() -> None:
    """RFC 4231, test case 2."""
    digest = PinKey(b"Jefe").mac(b"what do ya want for nothing?").hex()
    assert digest == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_an_existing_plain_key_goes_on_and_gets_a_pin_key_when_one_is_wanted(path: Path) -> None:
    old = FileSigner.open_or_create(path)
    store = KeyStore.open(path)
    assert store.signer.public_key == old.public_key
    assert names(path.parent) == ["kiosk.key"]
    mac = store.pin_key.mac(b"data")
    assert names(path.parent) == ["kiosk.key", "kiosk.key.pin"]
    assert pin_path(path).stat().st_mode & 0o777 == 0o600
    secret = bytes.fromhex(pin_path(path).read_text("ascii"))
    assert mac == hmac.digest(secret, b"data", hashlib.sha256)
    assert KeyStore.open(path).pin_key.mac(b"data") == mac


def test_a_pin_key_that_went_missing_is_not_replaced_while_pins_hang_on_it(path: Path) -> None:
    mac = KeyStore.open_or_create(path).pin_key.mac(b"data")
    kept = pin_path(path).rename(path.with_name("kept"))
    with pytest.raises(KeyFileError, match="see docs/keys"):
        _ = KeyStore.open(path, has_pins=lambda: True).pin_key
    with pytest.raises(KeyFileError, match="see docs/keys"):
        seal_store(path, PASSPHRASE, LEAST_COST, has_pins=lambda: True)
    assert names(path.parent) == ["kept", "kiosk.key"]
    assert KeyStore.open(path, has_pins=lambda: True).signer.public_key
    kept.rename(pin_path(path))
    assert KeyStore.open(path, has_pins=lambda: True).pin_key.mac(b"data") == mac


def test_both_keys_of_a_sealed_store_are_the_same_whenever_it_is_opened(path: Path) -> None:
    made, opened = sealed_store(path), KeyStore.open(path, PASSPHRASE)
    assert opened.signer.public_key == made.signer.public_key
    assert opened.pin_key.mac(b"data") == made.pin_key.mac(b"data")
    made.signer.public_key.verify(opened.signer.sign(b"lunch"), b"lunch")
    assert names(path.parent) == ["kiosk.key"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_kiosks_with_one_passphrase_have_different_keys(path: Path) -> None:
    one, two = sealed_store(path), sealed_store(path.with_name("other.key"))
    assert one.signer.public_key != two.signer.public_key
    assert one.pin_key.mac(b"data") != two.pin_key.mac(b"data")


def test_sealing_keeps_both_keys_and_leaves_no_plain_one(path: Path) -> None:
    plain = KeyStore.open_or_create(path)
    kid, mac = plain.signer.public_key.kid, plain.pin_key.mac(b"data")
    assert seal_store(path, PASSPHRASE, LEAST_COST)
    store = KeyStore.open(path, PASSPHRASE)
    assert (store.signer.public_key.kid, store.pin_key.mac(b"data")) == (kid, mac)
    assert names(path.parent) == ["kiosk.key"]
    assert is_sealed(path)


def test_sealing_again_changes_nothing_and_wants_the_same_passphrase(path: Path) -> None:
    sealed_store(path)
    before = path.read_bytes()
    assert not seal_store(path, PASSPHRASE, LEAST_COST)
    with pytest.raises(KeyFileError, match="does not open"):
        seal_store(path, b"another passphrase", LEAST_COST)
    assert path.read_bytes() == before


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file(path: Path) -> None:
    sealed_store(path)
    with pytest.raises(KeyFileError, match="the passphrase does not open it"):
        KeyStore.open(path, b"another passphrase")
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    with pytest.raises(KeyFileError, match="damaged"):
        KeyStore.open(path, PASSPHRASE)


def test_a_store_of_the_other_kind_is_refused_with_what_to_do(path: Path) -> None:
    KeyStore.open_or_create(path)
    with pytest.raises(KeyFileError, match="run 'kiosk seal-key'"):
        KeyStore.open(path, PASSPHRASE)
    seal_store(path, PASSPHRASE, LEAST_COST)
    with pytest.raises(KeyFileError, match="names no passphrase"):
        KeyStore.open(path)


def test_a_key_is_made_by_enrolment_alone(path: Path) -> None:
    for passphrase in (None, PASSPHRASE):
        with pytest.raises(KeyFileError, match="No such file"):
            KeyStore.open(path, passphrase)
    assert names(path.parent) == []


@pytest.mark.parametrize(
    "content", [b"\xa0", b"nonsense", b"\xa2\x01\x58\x20" + bytes(32) + b"\x02\x41\x00"]
)
def test_a_sealed_file_that_holds_no_store_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(seal(content, PASSPHRASE, os.urandom, LEAST_COST))
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="is no store"):
        KeyStore.open(path, PASSPHRASE)


def test_a_sealed_scalar_that_is_no_key_is_refused(path: Path) -> None:
    content = b"\xa2\x01\x58\x20" + b"\xff" * 32 + b"\x02\x58\x20" + bytes(32)
    path.write_bytes(seal(content, PASSPHRASE, os.urandom, LEAST_COST))
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="is no key"):
        KeyStore.open(path, PASSPHRASE)


@pytest.mark.parametrize("text", [b"", b"zz", b"00" * 31, b"\xff" * 64])
def test_a_damaged_pin_key_is_refused_and_kept(path: Path, text: bytes) -> None:
    store = KeyStore.open_or_create(path)
    pin_path(path).write_bytes(text)
    pin_path(path).chmod(0o600)
    with pytest.raises(KeyFileError, match="no key for PINs") as caught:
        _ = store.pin_key
    assert caught.value.__context__ is None, "an error about secret bytes would carry them along"
    assert pin_path(path).read_bytes() == text


def test_a_pin_key_that_others_can_read_is_refused(path: Path) -> None:
    store = KeyStore.open_or_create(path)
    pin_path(path).write_bytes(b"00" * 32)
    pin_path(path).chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        _ = store.pin_key


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_successor_has_another_signing_key_and_the_same_key_for_pins(
    path: Path, passphrase: bytes | None
) -> None:
    store = KeyStore.open_or_create(path, passphrase, LEAST_COST)
    mac, next_path = store.pin_key.mac(b"data"), path.with_name("kiosk.key.next")
    made = make_successor(path, next_path, passphrase, LEAST_COST)
    again = make_successor(path, next_path, passphrase, LEAST_COST)
    assert made.signer.public_key == again.signer.public_key != store.signer.public_key
    adopt_successor(path, next_path)
    adopted = KeyStore.open(path, passphrase)
    assert adopted.signer.public_key == made.signer.public_key
    assert adopted.pin_key.mac(b"data") == mac
    assert not next_path.exists()


def test_the_successor_of_another_passphrase_is_refused(path: Path) -> None:
    sealed_store(path)
    with pytest.raises(KeyFileError, match="does not open"):
        make_successor(path, path.with_name("next"), b"another passphrase", LEAST_COST)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_keys_show_nothing_and_are_not_pickled(path: Path, passphrase: bytes | None) -> None:
    store = KeyStore.open_or_create(path, passphrase, LEAST_COST)
    assert repr(store) == f"KeyStore(kid={store.signer.public_key.kid.hex()})"
    assert repr(store.pin_key) == "PinKey()"
    for one in (store, store.signer, store.pin_key):
        with pytest.raises(TypeError):
            pickle.dumps(one)
