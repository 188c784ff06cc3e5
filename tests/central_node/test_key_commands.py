"""The commands about keys and publishing: what they print, and what they refuse."""

import json
import time
from pathlib import Path

import pytest

from central_node.commands import run as run_here
from central_node.keyfiles import ROOT_FILE
from tests.central_node.test_card_commands import seed_words
from tests.central_node.world import SCHEME, write_inputs

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Printed) -> Path:
    made = tmp_path / "node"
    assert run_here(seed_words(made, write_inputs(tmp_path))) == 0
    capsys.readouterr()
    return made


def told(capsys: Printed, folder: Path, *words: str) -> dict[str, object]:
    assert run_here([*words, "--folder", str(folder), "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def keys_of(capsys: Printed, folder: Path) -> list[dict[str, object]]:
    keys = told(capsys, folder, "keys")["keys"]
    assert isinstance(keys, list)
    return keys


def refused(capsys: Printed, folder: Path, *words: str) -> str:
    assert run_here([*words, "--folder", str(folder)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_a_key_goes_its_whole_way_by_commands(folder: Path, capsys: Printed) -> None:
    (old,) = [key for key in keys_of(capsys, folder) if key["role"] == "receipt"]
    assert old["signs"] is True
    made = told(capsys, folder, "rotate", "receipt")
    assert int(str(made["since"])) > time.time() + 167 * 3600
    waiting = {key["kid"]: key["signs"] for key in keys_of(capsys, folder)}
    assert (waiting[old["kid"]], waiting[made["kid"]]) == (True, False)
    assert "have not heard" in refused(
        capsys, folder, "rotate", "receipt", "--drop", str(old["kid"])
    )
    told(capsys, folder, "rotate", "receipt", "--drop", str(old["kid"]), "--force")
    (left,) = [key for key in keys_of(capsys, folder) if key["role"] == "receipt"]
    assert (left["kid"], left["signs"]) == (made["kid"], True)


def test_a_root_that_lies_elsewhere_is_named(folder: Path, tmp_path: Path, capsys: Printed) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    (folder / ROOT_FILE).rename(medium / ROOT_FILE)
    assert "cannot be read" in refused(capsys, folder, "rotate", "credential")
    before = told(capsys, folder, "keys")["root_public_key"]
    made = told(capsys, folder, "rotate", "root", "--root", str(medium / ROOT_FILE))
    assert Path(str(made["file"])).parent == medium
    assert told(capsys, folder, "keys")["root_public_key"] != before
    told(capsys, folder, "rotate", "credential", "--root", str(made["file"]))


def test_keys_and_rotate_speak_to_people_too(folder: Path, capsys: Printed) -> None:
    assert run_here(["rotate", "credential", "--at-once", "--folder", str(folder)]) == 0
    kid = capsys.readouterr().out.split()[0]
    assert run_here(["keys", "--folder", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("root ")
    assert [line for line in lines if kid in line and line.endswith(", signs")]
    assert "16 hex digits" in refused(capsys, folder, "rotate", "receipt", "--drop", "xyz")


def test_a_scheme_and_facilities_are_published_by_command(
    folder: Path, tmp_path: Path, capsys: Printed
) -> None:
    assert told(capsys, folder, "publish") == {"bundle_version": 1}
    scheme, facility = tmp_path / "scheme.toml", tmp_path / "facility.toml"
    scheme.write_text(SCHEME.replace("200", "300"))
    words = ("publish", "--scheme", str(scheme))
    assert "version above 1" in refused(capsys, folder, *words)
    scheme.write_text(SCHEME.replace("200", "300").replace("version = 1", "version = 2"))
    assert told(capsys, folder, *words) == {"bundle_version": 2}
    assert told(capsys, folder, *words) == {"bundle_version": 2}
    facility.write_text("id = 'another'")
    assert told(capsys, folder, "publish", "--facility", str(facility)) == {"bundle_version": 3}
    facility.write_text("id = ")
    assert "not TOML" in refused(capsys, folder, "publish", "--facility", str(facility))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("test-coin", "other-coin"), "other-coin, not test-coin"),
        (('id = "general"', 'id = "special"'), "first purse"),
    ],
)
def test_another_scheme_is_not_published_in_its_place(
    folder: Path, tmp_path: Path, capsys: Printed, change: tuple[str, str], said: str
) -> None:
    scheme = tmp_path / "scheme.toml"
    scheme.write_text(SCHEME.replace(*change).replace("version = 1", "version = 2"))
    assert said in refused(capsys, folder, "publish", "--scheme", str(scheme))
