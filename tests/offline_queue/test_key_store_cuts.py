"""A power cut at each call that changes the disk: the old store or the new one, never none."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from offline_queue.key_store import KeyStore, adopt_successor, make_successor, pin_path, seal_store
from protocol.sealed import LEAST_COST

PASSPHRASE = b"a passphrase for tests"
CHANGES = ("open", "link", "unlink", "replace", "rename", "fsync")
MOST_CALLS = 60


class PowerCut(Exception):
    """Everything stops here."""


@contextmanager
def cut_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the power go before the call of this number; from then on every call fails too."""
    calls = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            nonlocal calls
            calls += 1
            if calls > number:
                raise PowerCut
            return real(*args, **more)

        return call

    with monkeypatch.context() as patched:
        for name in CHANGES:
            patched.setattr(os, name, counted(getattr(os, name)))
        yield


def until_uncut(
    work: Callable[[Path], object], prepare: Callable[[Path], object], tmp_path: Path
) -> Iterator[tuple[Path, Callable[[pytest.MonkeyPatch], bool]]]:
    """Fresh places with ever later cuts, until one is not reached any more."""
    for number in range(MOST_CALLS):
        path = tmp_path / f"at-{number}" / "kiosk.key"
        path.parent.mkdir()
        prepare(path)

        def tried(monkeypatch: pytest.MonkeyPatch, path: Path = path, at: int = number) -> bool:
            with cut_at(at, monkeypatch):
                try:
                    work(path)
                except PowerCut:
                    return False
            return True

        yield path, tried
    raise AssertionError("it never comes to its end")


def identity(store: KeyStore) -> tuple[bytes, bytes]:
    return store.signer.public_key.kid, store.pin_key.mac(b"data")


def open_any(path: Path) -> KeyStore:
    return KeyStore.open(path, PASSPHRASE if b"BEGIN" not in path.read_bytes() else None)


def test_sealing_leaves_the_same_keys_plain_or_sealed_at_every_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before: dict[Path, tuple[bytes, bytes]] = {}

    def prepare(path: Path) -> None:
        before[path] = identity(KeyStore.open_or_create(path))

    cuts = 0
    for path, tried in until_uncut(
        lambda path: seal_store(path, PASSPHRASE, LEAST_COST), prepare, tmp_path
    ):
        if tried(monkeypatch):
            break
        cuts += 1
        assert identity(open_any(path)) == before[path]
        seal_store(path, PASSPHRASE, LEAST_COST)
        assert identity(KeyStore.open(path, PASSPHRASE)) == before[path]
        assert [it.name for it in path.parent.iterdir()] == ["kiosk.key"]
    assert cuts > 5


def test_making_a_sealed_store_leaves_none_or_a_whole_one_at_every_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(path: Path) -> KeyStore:
        return KeyStore.open_or_create(path, PASSPHRASE, LEAST_COST)

    cuts = 0
    for path, tried in until_uncut(make, lambda path: None, tmp_path):
        if tried(monkeypatch):
            break
        cuts += 1
        found = identity(open_any(path)) if path.exists() else None
        assert found in (None, identity(make(path)))
    assert cuts > 5


def test_the_pin_key_of_a_plain_store_is_none_or_whole_at_every_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts = 0
    for path, tried in until_uncut(
        lambda path: KeyStore.open(path).pin_key,
        KeyStore.open_or_create,
        tmp_path,
    ):
        if tried(monkeypatch):
            break
        cuts += 1
        there = pin_path(path).exists() and KeyStore.open(path).pin_key.mac(b"data")
        assert there in (False, KeyStore.open(path).pin_key.mac(b"data"))
    assert cuts > 5


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_adopting_a_successor_leaves_the_old_or_the_new_key_at_every_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: bytes | None
) -> None:
    kids: dict[Path, set[bytes]] = {}

    def prepare(path: Path) -> None:
        old = KeyStore.open_or_create(path, passphrase, LEAST_COST)
        new = make_successor(path, path.with_name("next"), passphrase, LEAST_COST)
        kids[path] = {one.signer.public_key.kid for one in (old, new)}

    cuts = 0
    for path, tried in until_uncut(
        lambda path: adopt_successor(path, path.with_name("next")), prepare, tmp_path
    ):
        if tried(monkeypatch):
            break
        cuts += 1
        assert KeyStore.open(path, passphrase).signer.public_key.kid in kids[path]
        if path.with_name("next").exists():
            adopt_successor(path, path.with_name("next"))
        assert len(kids[path]) == 2
    assert cuts > 0
