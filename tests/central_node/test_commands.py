"""The commands: their JSON, their sentences, their exit codes, and how the program ends."""

import json
import sqlite3
import stat
from pathlib import Path

import httpx
import pytest

from central_node.commands import run as run_here
from central_node.keyfiles import CREDENTIAL_FILE, RECEIPT_FILE, ROOT_FILE
from central_node.store import DATABASE_FILE
from tests.central_node.program import Serving, run
from tests.central_node.world import write_inputs


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Path]:
    return write_inputs(tmp_path)


def seed_arguments(folder: Path, given: dict[str, Path]) -> list[str]:
    paths = {"--scheme": "scheme", "--facility": "facility", "--residents": "people"}
    words = [word for option, name in paths.items() for word in (option, str(given[name]))]
    return ["seed", "--folder", str(folder), *words, "--json"]


@pytest.fixture
def folder(tmp_path: Path, given: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> Path:
    made = tmp_path / "node"
    assert run_here(seed_arguments(made, given)) == 0
    capsys.readouterr()
    return made


def test_seed_prints_what_kiosks_and_phones_need(
    tmp_path: Path, given: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(seed_arguments(tmp_path / "node", given)) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(bytes.fromhex(told["root_public_key"])) == 32
    assert [(one["number"], one["name"]) for one in told["kiosks"]] == [(1, "one"), (2, "two")]
    assert all(len(one["enrol_code"]) == 19 for one in told["kiosks"])
    assert [(one["id"], one["balance"]) for one in told["residents"]] == [
        ("rich", 200),
        ("some", 35),
        ("poor", 5),
    ]
    assert all(one["wallet_token"] for one in told["residents"])
    assert (told["scheme"], told["bundle_version"]) == ("test-coin", 1)


def test_keys_and_books_are_readable_by_their_owner_only(folder: Path) -> None:
    for name in (ROOT_FILE, CREDENTIAL_FILE, RECEIPT_FILE, DATABASE_FILE):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    keys = {(folder / name).read_text() for name in (ROOT_FILE, CREDENTIAL_FILE, RECEIPT_FILE)}
    assert len(keys) == 3


def test_no_code_or_token_lies_in_the_database(
    tmp_path: Path, given: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run_here(seed_arguments(tmp_path / "node", given))
    told = json.loads(capsys.readouterr().out)
    kept = (tmp_path / "node" / DATABASE_FILE).read_bytes()
    for secret in (told["kiosks"][0]["enrol_code"], told["residents"][0]["wallet_token"]):
        assert secret.encode() not in kept
        assert secret.replace("-", "").encode() not in kept


def test_a_folder_is_seeded_once(
    folder: Path, given: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / DATABASE_FILE).read_bytes()
    assert run_here(seed_arguments(folder, given)) == 2
    assert "is not empty" in capsys.readouterr().err
    assert (folder / DATABASE_FILE).read_bytes() == before


BAD_INPUTS = [
    ("people", "[[kiosk]]\nname = 1", "people.toml: kiosk.0.name:"),
    ("people", "", "people.toml: kiosk: Field required"),
    ("people", '[[kiosk]]\nname = "a"\n[[kiosk]]\nname = "a"', "same name"),
    (
        "people",
        '[[kiosk]]\nname = "a"\n[[resident]]\nid = "b"\nlabel = "B"\nbalance = -1',
        "people.toml: resident.0.balance:",
    ),
    (
        "people",
        '[[kiosk]]\nname = "a"\n[[resident]]\nid = "b"\nlabel = "B"\nbalance = 1\nhomes = ["c"]',
        "unknown home kiosk: c",
    ),
    ("people", "= =", "people.toml is not TOML"),
    ("people", "x = " + "9" * 5_000, "people.toml is not TOML"),
    ("people", "x = " + "[" * 5_000, "people.toml is nested too deeply"),
    ("facility", "x = " + "9" * 5_000, "facility.toml is not TOML"),
    ("facility", "x = " + "[" * 5_000, "facility.toml is nested too deeply"),
    ("scheme", "id = 'x'", "scheme.toml: version: Field required"),
    ("facility", "= =", "facility.toml is not TOML"),
]


@pytest.mark.parametrize(("name", "text", "said"), BAD_INPUTS)
def test_unusable_input_is_named_and_leaves_nothing_behind(
    tmp_path: Path,
    given: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    said: str,
) -> None:
    given[name].write_text(text)
    assert run_here(seed_arguments(tmp_path / "node", given)) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "node").exists()


def test_files_that_make_no_bundle_are_named_and_leave_nothing_behind(
    tmp_path: Path, given: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    given["facility"].write_text('text = "' + "x" * 250_000 + '"')
    for name in ("a.toml", "b.toml", "c.toml"):
        (tmp_path / name).write_bytes(given["facility"].read_bytes())
    arguments = seed_arguments(tmp_path / "node", given)
    more = [str(tmp_path / name) for name in ("a.toml", "b.toml", "c.toml")]
    at = arguments.index("--facility") + 2
    assert run_here([*arguments[:at], *more, *arguments[at:]]) == 2
    assert "These files make no bundle" in capsys.readouterr().err
    assert not (tmp_path / "node").exists()


def test_a_missing_file_is_named(
    tmp_path: Path, given: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    given["scheme"].unlink()
    assert run_here(seed_arguments(tmp_path / "node", given)) == 2
    assert "scheme.toml cannot be read: No such file" in capsys.readouterr().err


def test_show_tells_balances_and_finds_no_problem(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(["show", "--folder", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["balances"] == {"rich": 200, "some": 35, "poor": 5}
    assert (told["entries"], told["booked"], told["duplicates"]) == (0, 0, 0)
    assert (told["problems"], told["flags"], told["issued"]) == ([], [], 240)
    assert [one["enrolled"] for one in told["kiosks"]] == [False, False]
    assert run_here(["show", "--folder", str(folder)]) == 0
    assert "resident some: 35 = 35 free" in capsys.readouterr().out


def test_show_fails_where_the_books_do_not_add_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(folder / DATABASE_FILE) as connection:
        connection.execute("UPDATE account SET units = 1000 WHERE owner = 2")
    connection.close()
    assert run_here(["show", "--folder", str(folder), "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["problems"]
    assert "resident 2 is kept at 1000, postings say 35" in captured.err
    assert run_here(["show", "--folder", str(folder), "--quick"]) == 0
    assert "not audited" in capsys.readouterr().out


def test_without_a_node_in_the_folder_every_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("show", "serve"):
        assert run_here([command, "--folder", str(tmp_path)]) == 2
        assert "holds no node: run 'central-node seed' first." in capsys.readouterr().err


@pytest.mark.parametrize("name", [CREDENTIAL_FILE, RECEIPT_FILE])
def test_serve_refuses_keys_that_are_no_good(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    key = folder / name
    key.chmod(0o640)
    assert run_here(["serve", "--folder", str(folder)]) == 2
    assert f"{name} is readable by others" in capsys.readouterr().err
    key.chmod(0o600)
    key.write_text((folder / ROOT_FILE).read_text())
    assert run_here(["serve", "--folder", str(folder)]) == 2
    assert "key of the trust list" in capsys.readouterr().err
    key.write_text("nonsense")
    assert run_here(["serve", "--folder", str(folder)]) == 2
    assert f"{name} holds no key" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_plain_http_never_leaves_the_machine_by_accident(
    folder: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    assert run_here(["serve", "--folder", str(folder), "--host", host]) == 2
    assert "is not loopback" in capsys.readouterr().err


def test_a_newer_database_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(folder / DATABASE_FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert run_here(["show", "--folder", str(folder)]) == 2
    assert "has schema 99" in capsys.readouterr().err


def test_a_file_that_is_no_database_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / DATABASE_FILE).write_bytes(b"no database" * 1000)
    assert run_here(["show", "--folder", str(folder)]) == 2
    assert "is no database that can be read" in capsys.readouterr().err


def test_the_program_tells_its_address_and_ends_when_asked(folder: Path) -> None:
    serving = Serving(folder)
    assert serving.url.startswith("http://127.0.0.1:")
    taken = run("serve", "--folder", folder, "--port", serving.url.rsplit(":")[-1])
    assert taken.returncode == 2
    assert "Cannot listen on 127.0.0.1" in taken.stderr
    assert serving.end() == 0


def test_the_log_is_json_on_stderr_and_stdout_has_one_line(folder: Path) -> None:
    serving = Serving(folder)
    httpx.post(f"{serving.url}/v1/holds", content=b"garbage", trust_env=False)
    out, err = serving.ended()
    assert out == ""
    logged = json.loads(err.splitlines()[0])
    assert (logged["event"], logged["path"], logged["level"]) == ("refused", "/v1/holds", "info")


def test_it_ends_at_once_also_with_a_kiosk_connected(folder: Path) -> None:
    serving = Serving(folder)
    with httpx.Client(base_url=serving.url, trust_env=False) as client:
        assert client.get("/v1/bundle").status_code == 200
        assert serving.end() == 0
        with pytest.raises(httpx.HTTPError):
            client.get("/v1/bundle")


@pytest.mark.parametrize("command", [[], ["seed"], ["serve"], ["show"]])
def test_every_command_has_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run_here([*command, "--help"])
    assert ended.value.code == 0
    assert "usage: central-node" in capsys.readouterr().out


def test_a_wrong_command_line_is_unusable_input(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["nonsense"], ["serve"], ["serve", "--folder", "x", "--port", "70000"]):
        with pytest.raises(SystemExit) as ended:
            run_here(words)
        assert ended.value.code == 2
