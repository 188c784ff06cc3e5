import stat
from io import StringIO
from pathlib import Path

import pytest

from central_node import passphrases
from central_node.commands import run
from central_node.errors import FolderError
from central_node.keyfiles import RECEIPT_FILE, ROOT_FILE, load_key, seal_key, write_key
from central_node.node import Node
from central_node.passphrases import CREDENTIAL, NODE_VARIABLE, ROOT_VARIABLE, find, named_for
from protocol.keys import Algorithm, MemorySigner
from protocol.sealed import LEAST_COST
from tests.central_node.world import World

WORDS = "a passphrase for tests"
OTHER = b"another passphrase"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / RECEIPT_FILE


@pytest.fixture
def key(path: Path) -> MemorySigner:
    signer = MemorySigner.generate(Algorithm.ED25519)
    write_key(path, signer)
    return signer


def words_in(path: Path, mode: int = 0o600) -> str:
    path.write_text(WORDS + "\n", "utf-8")
    path.chmod(mode)
    return str(path)


def test_a_plain_key_is_sealed_in_its_place(path: Path, key: MemorySigner) -> None:
    assert seal_key(path, WORDS.encode(), LEAST_COST)
    assert load_key(path, lambda _: WORDS.encode()).public_key == key.public_key
    assert key.secret() not in path.read_bytes()
    assert key.secret().hex().encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [it.name for it in path.parent.iterdir()] == [path.name]
    assert not seal_key(path, WORDS.encode(), LEAST_COST)


def test_a_wrong_passphrase_and_a_damaged_file_are_told_apart(
    path: Path, key: MemorySigner
) -> None:
    seal_key(path, WORDS.encode(), LEAST_COST)
    for attempt in (lambda: load_key(path, lambda _: OTHER), lambda: seal_key(path, OTHER)):
        with pytest.raises(FolderError, match="passphrase does not open"):
            attempt()
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(FolderError, match="holds no key"):
        load_key(path, lambda _: WORDS.encode())


@pytest.mark.parametrize("text", [b"", b"zz" * 32, b"\xff" * 64, b"00" * 31])
def test_what_is_no_key_is_refused_without_showing_its_bytes(path: Path, text: bytes) -> None:
    path.write_bytes(text)
    path.chmod(0o600)
    with pytest.raises(FolderError, match="holds no key") as caught:
        load_key(path)
    error: BaseException | None = caught.value
    while error is not None:
        assert not text or repr(text)[2:-1] not in repr(error)
        error = error.__context__


def test_a_new_key_is_sealed_where_this_machine_names_a_passphrase(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NODE_VARIABLE, words_in(tmp_path / "words"))
    signer = MemorySigner.generate(Algorithm.ED25519)
    write_key(path, signer)
    assert signer.secret().hex().encode() not in path.read_bytes()
    assert load_key(path).public_key == signer.public_key


def test_the_root_has_a_passphrase_of_its_own(tmp_path: Path) -> None:
    root, node = tmp_path / ROOT_FILE, tmp_path / RECEIPT_FILE
    environment = {NODE_VARIABLE: words_in(tmp_path / "words")}
    assert named_for(node, environment) == WORDS.encode()
    assert named_for(root, environment) is None
    assert named_for(root, {ROOT_VARIABLE: words_in(tmp_path / "words")}) == WORDS.encode()


def test_a_credential_of_systemd_is_for_the_node_s_keys(tmp_path: Path) -> None:
    words_in(tmp_path / CREDENTIAL, 0o440)
    environment = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert named_for(tmp_path / RECEIPT_FILE, environment) == WORDS.encode()
    assert named_for(tmp_path / ROOT_FILE, environment) is None


def test_a_passphrase_that_others_can_read_or_that_is_too_short_is_refused(
    path: Path, tmp_path: Path
) -> None:
    with pytest.raises(FolderError, match="chmod 600"):
        named_for(path, {NODE_VARIABLE: words_in(tmp_path / "words", 0o644)})
    (tmp_path / "words").write_text("short")
    (tmp_path / "words").chmod(0o600)
    with pytest.raises(FolderError, match="12 to 1024 bytes"):
        named_for(path, {NODE_VARIABLE: str(tmp_path / "words")})
    with pytest.raises(FolderError, match="cannot be read"):
        named_for(path, {NODE_VARIABLE: str(tmp_path / "nothing")})


def test_where_nobody_sits_nothing_is_asked(
    path: Path, key: MemorySigner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    seal_key(path, WORDS.encode(), LEAST_COST)
    with pytest.raises(FolderError, match=NODE_VARIABLE):
        find(path, {})


def test_a_passphrase_is_typed_twice_and_has_to_be_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter([WORDS, WORDS + "!"])
    with pytest.raises(FolderError, match="not the same"):
        passphrases.new_one(path, lambda _: next(typed))
    assert passphrases.new_one(path, lambda _: WORDS) == WORDS.encode()


def test_a_node_serves_with_sealed_keys(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NODE_VARIABLE, words_in(tmp_path / "words"))
    monkeypatch.setenv(ROOT_VARIABLE, words_in(tmp_path / "root-words"))
    files = [str(path) for path in sorted(world.folder.glob("*.key"))]
    assert len(files) == 3
    assert run(["seal-key", *files]) == 0
    Node.open(world.folder).close()
    monkeypatch.delenv(NODE_VARIABLE)
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(FolderError, match="is sealed"):
        Node.open(world.folder)
