"""A power cut between a key's file and its row: nothing that was stolen stays, nothing is lost."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from central_node.commands import run as run_command
from central_node.district import District
from central_node.errors import FolderError
from central_node.keyfiles import RECEIPT_FILE, ROOT_FILE
from central_node.node import Node
from central_node.office import Office
from central_node.rotation import announce, drop, rotate_root
from protocol.bundle import KeyRole
from tests.central_node.world import NOW, World


class PowerGone(BaseException):
    """The machine ends here."""


def rotate(world: World) -> bytes:
    root = world.folder / ROOT_FILE
    return announce(world.folder, KeyRole.RECEIPT, root, NOW, os.urandom, at_once=True).kid


def key_files(world: World) -> set[str]:
    return {path.name for path in world.folder.glob("*.key")}


@pytest.mark.parametrize("root", [False, True])
def test_a_rotation_whose_commit_fails_leaves_no_file(world: World, root: bool) -> None:
    files, before = key_files(world), world.dump()

    def work() -> None:
        if root:
            rotate_root(world.folder, world.folder / ROOT_FILE, NOW, os.urandom)
        else:
            rotate(world)

    commits: list[Connection] = []

    def cut_the_writing(connection: Connection) -> None:
        if connection.get_execution_options().get("begin"):
            commits.append(connection)
            raise PowerGone

    event.listen(Engine, "commit", cut_the_writing)
    try:
        with pytest.raises(PowerGone):
            work()
    finally:
        event.remove(Engine, "commit", cut_the_writing)
    assert len(commits) == 1
    assert (key_files(world), world.dump()) == (files, before)
    work()


def test_a_key_that_was_dropped_in_a_power_cut_is_gone_when_the_node_starts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = world.node.district.receipt_signer.public_key.kid
    rotate(world)

    def cut(_path: Path) -> None:
        raise PowerGone

    monkeypatch.setattr("central_node.rotation.remove_key", cut)
    root = world.folder / ROOT_FILE
    with pytest.raises(PowerGone):
        drop(world.folder, KeyRole.RECEIPT, old, root, NOW, force=True)
    assert RECEIPT_FILE in key_files(world)
    world.node.close()
    world.node = Node.open(world.folder)
    assert RECEIPT_FILE not in key_files(world)


def test_an_interruption_after_the_commit_keeps_the_key_that_was_announced(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Office.write

    @contextmanager
    def write_and_be_interrupted(self: Office) -> Iterator[tuple[Connection, District]]:
        with write(self) as opened:
            yield opened
        raise KeyboardInterrupt

    monkeypatch.setattr(Office, "write", write_and_be_interrupted)
    with pytest.raises(KeyboardInterrupt):
        rotate(world)
    assert len(key_files(world)) == 4
    Node.open(world.folder).close()


def test_a_file_that_belongs_to_no_key_is_named_and_left(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = world.folder / "receipt-0011223344556677.key"
    stray.write_text("11" * 32)
    stray.chmod(0o600)
    assert run_command(["keys", "--folder", str(world.folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["strays"] == [stray.name]
    assert run_command(["keys", "--folder", str(world.folder)]) == 0
    assert f"{stray.name} belongs to no key" in capsys.readouterr().out
    assert stray.exists()


def test_a_file_that_cannot_be_removed_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = world.node.district.receipt_signer.public_key.kid
    rotate(world)

    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(FolderError, match="cannot be removed"):
        drop(world.folder, KeyRole.RECEIPT, old, world.folder / ROOT_FILE, NOW, force=True)
