import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from offline_queue.errors import KeyFileError
from offline_queue.file_signer import FileSigner
from protocol.keys import Algorithm


def pem_of(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def written(path: Path, data: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(data)
    path.chmod(mode)
    return path


def test_a_new_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.key"
    first = FileSigner.open_or_create(path)
    again = FileSigner.open_or_create(path)
    assert first.public_key == again.public_key
    assert first.public_key.algorithm is Algorithm.ESP256
    assert path.stat().st_mode & 0o777 == 0o600
    assert [it.name for it in tmp_path.iterdir()] == ["kiosk.key"]


def test_what_it_signs_verifies_with_its_public_key(tmp_path: Path) -> None:
    signer = FileSigner.open_or_create(tmp_path / "kiosk.key")
    signer.public_key.verify(signer.sign(b"lunch"), b"lunch")


def test_opening_reads_the_key_and_never_makes_one(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.key"
    with pytest.raises(KeyFileError, match="No such file") as caught:
        FileSigner.open(path)
    assert caught.value.path == path
    assert list(tmp_path.iterdir()) == []
    made = FileSigner.open_or_create(path)
    assert FileSigner.open(path).public_key == made.public_key


def test_two_kiosks_have_two_keys(tmp_path: Path) -> None:
    one = FileSigner.open_or_create(tmp_path / "one.key")
    assert one.public_key != FileSigner.open_or_create(tmp_path / "two.key").public_key


def test_a_key_made_by_openssl_is_read(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    path = written(tmp_path / "kiosk.key", pem_of(key))
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    assert FileSigner.open_or_create(path).public_key.raw == point


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o700])
def test_a_key_that_others_can_read_is_refused_with_what_to_do(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "kiosk.key", pem_of(ec.generate_private_key(ec.SECP256R1())), mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        FileSigner.open_or_create(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a key",
        pem_of(ec.generate_private_key(ec.SECP384R1())),
        pem_of(ed25519.Ed25519PrivateKey.generate()),
        pem_of(ec.generate_private_key(ec.SECP256R1()))[:-80],
    ],
    ids=["empty", "text", "P-384", "Ed25519", "cut short"],
)
def test_a_file_that_is_no_such_key_is_refused_and_kept(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path / "kiosk.key", data)
    with pytest.raises(KeyFileError) as caught:
        FileSigner.open_or_create(path)
    assert caught.value.path == path
    assert path.read_bytes() == data


def test_a_missing_folder_is_an_error_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError):
        FileSigner.open_or_create(tmp_path / "no" / "kiosk.key")


def test_a_power_cut_while_the_key_was_written_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.key"
    written(tmp_path / "kiosk.key.new", b"-----BEGIN PRIV")
    signer = FileSigner.open_or_create(path)
    assert FileSigner.open_or_create(path).public_key == signer.public_key


def test_a_key_that_came_first_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kiosk.key"
    link = os.link
    first: list[FileSigner] = []

    def overtaken(source: Path, target: Path) -> None:
        if not first:
            monkeypatch.setattr(os, "link", link)
            path.with_name("kiosk.key.new").rename(tmp_path / "aside")
            first.append(FileSigner.open_or_create(path))
            (tmp_path / "aside").rename(path.with_name("kiosk.key.new"))
        link(source, target)

    monkeypatch.setattr(os, "link", overtaken)
    assert FileSigner.open_or_create(path).public_key == first[0].public_key


def test_a_key_never_reaches_a_repr(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.key"
    signer = FileSigner.open_or_create(path)
    secret = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(secret, ec.EllipticCurvePrivateKey)
    assert repr(signer) == f"FileSigner(kid={signer.public_key.kid.hex()})"
    assert f"{secret.private_numbers().private_value:x}" not in repr(vars(signer))
