"""``kiosk ledger``: what a technician and an auditor type, and what they get."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.district import EARLIER_FILE, write_earlier
from offline_queue.export_check import is_export
from protocol.bundle import Bundle, KeyRole, TrustList, sign_bundle, sign_trust_list
from tests.offline_queue.exporting import OTHER_ROOT, ROOT, items_of, make_ledger, trust_list
from tests.offline_queue.making import KIOSK, NODE, NOON_S, code
from tests.offline_queue.test_verify import tamper

ROOT_HEX = ROOT.public_key.raw.hex()
KIOSK_HEX = KIOSK.public_key.raw.hex()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "trust-list.cose").write_bytes(trust_list())
    return make_ledger(tmp_path / "ledger.db")


@pytest.fixture
def file(ledger: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = ledger.parent / "ledger.cce"
    assert main(["ledger", "export", str(ledger), "--output", str(path)]) == 0
    assert capsys.readouterr() == ("", "")
    return path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["ledger", "verify", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_an_export_is_checked_with_the_root_key_alone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = checked(capsys, "--export", str(file), "--root", ROOT_HEX)
    assert code == 0
    assert list(report)[:5] == ["entries", "head", "chain_ok", "unsent", "problems"]
    assert (report["entries"], report["vouched"], report["problems"]) == (6, 5, [])
    assert main(["ledger", "verify", "--export", str(file), "--root", ROOT_HEX]) == 0
    words = capsys.readouterr().out
    assert "6 entries, chain whole, 1 not yet confirmed" in words
    assert f"of kiosk key {KIOSK_HEX}" in words
    assert "coins by kind: spend 60" in words
    assert "shown: that the node took the first 5 entries" in words


def test_the_check_of_a_ledger_is_as_it_was(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = checked(capsys, str(ledger))
    assert (code, list(report)) == (0, ["entries", "head", "chain_ok", "unsent", "problems"])
    assert (report["entries"], report["chain_ok"], report["unsent"]) == (6, True, 1)


def test_without_keys_the_words_say_what_is_not_shown(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "verify", "--export", str(file)]) == 0
    words = capsys.readouterr().out
    assert "NOT shown: who the node is" in words
    assert "\nshown:" not in words


def test_a_bad_export_is_told_by_exit_code_and_in_words(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert main(["ledger", "verify", "--export", str(file), "--root", ROOT_HEX]) == 1
    words = capsys.readouterr().out
    assert "chain BROKEN" in words
    assert "\n- entry" in words
    file.write_bytes(b"something else")
    assert main(["ledger", "verify", "--export", str(file)]) == 2
    assert "no export of a ledger" in capsys.readouterr().err


def test_a_kiosk_and_a_newer_trust_list_may_be_given(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = tmp_path / "newer.cose"
    newer.write_bytes(trust_list(version=2))
    given = ("--root", ROOT_HEX, "--kiosk", KIOSK_HEX, "--trust-list", str(newer))
    code, report = checked(capsys, "--export", str(file), *given)
    assert code == 0
    assert any("trust list 2" in it for it in report["established"])
    assert any("kiosk key that was given" in it for it in report["established"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name either a ledger or --export"),
        (["LEDGER", "--export", "FILE"], "name either a ledger or --export"),
        (["LEDGER", "--root", ROOT_HEX], "are for --export"),
        (["--export", "FILE", "--root", "zz"], "--root: this is no public key"),
        (["--export", "FILE", "--root", "ab"], "--root: this is no public key"),
        (["--export", "FILE", "--kiosk", ROOT_HEX], "--kiosk: this is no public key"),
        (["--export", "FILE", "--trust-list", "LIST"], "give both"),
        (["--export", "FILE", "--root", OTHER_ROOT.public_key.raw.hex(), "--trust-list", "LIST"],
         "no trust list of this root (pinned-root-mismatch)"),
        (["--export", "FILE", "--root", ROOT_HEX, "--trust-list", "LEDGER"], "no trust list"),
        (["--export", "FILE", "--root", ROOT_HEX, "--trust-list", "MISSING"], "No such file"),
        (["--export", "MISSING"], "No such file"),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_said_in_one_sentence(
    ledger: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    folder = ledger.parent
    names = {
        "LEDGER": ledger,
        "FILE": file,
        "LIST": folder / "trust-list.cose",
        "MISSING": folder / "missing",
    }
    assert main(["ledger", "verify", *(str(names.get(it, it)) for it in arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


def test_the_trust_list_that_the_bundle_carries_is_put_in_too(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = trust_list(version=2)
    rules = Bundle("test-coin", 1, NOON_S, NOON_S + 9, newer, b"x", {})
    (ledger.parent / "bundle.cose").write_bytes(sign_bundle(NODE, rules))
    out = ledger.parent / "x"
    assert main(["ledger", "export", str(ledger), "--output", str(out)]) == 0
    _, report = checked(capsys, "--export", str(out), "--root", ROOT_HEX)
    assert any("trust list 2" in it for it in report["established"])


def test_an_export_after_a_change_of_roots_is_checked_with_either_root_alone(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    node = (KeyRole.RECEIPT, NODE.public_key)
    named = TrustList(2, NOON_S, (node, (KeyRole.ROOT, OTHER_ROOT.public_key)))
    folder, out = ledger.parent, ledger.parent / "x"
    (folder / EARLIER_FILE).write_bytes(write_earlier([sign_trust_list(ROOT, named)]))
    (folder / "trust-list.cose").write_bytes(trust_list(version=3, root=OTHER_ROOT))
    assert main(["ledger", "export", str(ledger), "--output", str(out)]) == 0
    for root in (ROOT_HEX, OTHER_ROOT.public_key.raw.hex()):
        code, report = checked(capsys, "--export", str(out), "--root", root)
        assert code == 0
        assert any("trust list 3" in it for it in report["established"])


def test_an_export_without_papers_or_with_broken_ones_is_made_and_says_so(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ledger.parent / "trust-list.cose").write_bytes(bytes(20_000))
    (ledger.parent / "bundle.cose").write_bytes(b"no bundle")
    out = ledger.parent / "x"
    assert main(["ledger", "export", str(ledger), "--output", str(out)]) == 0
    said = capsys.readouterr().err
    assert said.count("left out: the trust list of") == 2
    assert "no trust list lies beside the ledger" in said
    assert checked(capsys, "--export", str(out), "--root", ROOT_HEX)[0] == 1
    assert checked(capsys, "--export", str(out))[0] == 0


def test_nothing_is_replaced_but_an_export_and_only_when_told_so(
    ledger: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, export = file.read_bytes(), ["ledger", "export", str(ledger), "--output"]
    assert main([*export, str(file)]) == 2
    assert "--force" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert main([*export, str(file), "--force", "--with-evidence"]) == 0
    assert code(1)[2] in file.read_bytes()
    kept = ledger.read_bytes()
    for other in (ledger, ledger.parent, ledger.parent / "trust-list.cose"):
        assert main([*export, str(other), "--force"]) == 2
        assert "it is no export" in capsys.readouterr().err
    assert ledger.read_bytes() == kept


def test_a_file_that_can_not_be_written_is_named_and_nothing_is_left(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = ledger.parent / "no" / "folder.cce"
    assert main(["ledger", "export", str(ledger), "--output", str(target)]) == 2
    assert str(target) in capsys.readouterr().err


def test_a_damaged_ledger_leaves_no_file_and_an_earlier_export_as_it_was(
    ledger: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    tamper(ledger, "DELETE FROM entries WHERE seq = 5")
    new = ledger.parent / "new.cce"
    assert main(["ledger", "export", str(ledger), "--output", str(new)]) == 2
    assert main(["ledger", "export", str(ledger), "--output", str(file), "--force"]) == 2
    assert "its head counts 6 entries, it holds 5" in capsys.readouterr().err
    assert not new.exists()
    assert file.read_bytes() == before
    assert not [it for it in ledger.parent.iterdir() if it.name.startswith(".")]


def test_an_export_is_readable_by_its_owner_only(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_a_file_it_goes_to_a_program_and_never_to_a_screen(ledger: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "ledger", "export", str(ledger)]
    piped = subprocess.run(command, capture_output=True, check=True, timeout=60)
    path = ledger.parent / "piped.cce"
    path.write_bytes(piped.stdout)
    assert is_export(path)
    assert len(items_of(path)) == 6
    ours, theirs = pty.openpty()
    shown = subprocess.run(
        command, stdout=theirs, stderr=subprocess.PIPE, check=False, timeout=60, text=True
    )
    os.close(theirs)
    os.close(ours)
    assert shown.returncode == 2
    assert "give --output" in shown.stderr


def test_a_program_that_stops_reading_gets_no_traceback(ledger: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "ledger", "export", str(ledger)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
        text=True,
    )
    os.close(writing)
    assert done.returncode == 2
    assert done.stderr == "output: Broken pipe\n"
