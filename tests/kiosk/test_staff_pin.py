"""`kiosk staff-pin`: a badge's code is what opens a kiosk, so it is no argument of a command."""

import argparse
from pathlib import Path

import pytest

from kiosk.commands.staff_pin import add_arguments, run
from tests.kiosk.documents import Authority

BADGE = "BADGE-CODE"


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(words)


def never(_prompt: str) -> str:
    raise AssertionError("nothing is asked before the badge is known")


def test_a_badges_code_is_no_argument(capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments stand in the list of processes and in a shell's history."""
    with pytest.raises(SystemExit):
        parsed("--profile", "profile.toml", "--code", BADGE)
    assert "--code" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Authority().enrolled(tmp_path)
    missing = tmp_path / "badge.txt"
    arguments = parsed("--profile", str(tmp_path / "machine.toml"), "--badge-file", str(missing))
    assert run(arguments, never) == 2
    told = capsys.readouterr().err
    assert str(missing) in told
    assert "Traceback" not in told


@pytest.mark.parametrize("content", [b"\xff\xfe", BADGE.encode()])
def test_a_file_that_holds_no_badge_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    Authority().enrolled(tmp_path)
    shown = tmp_path / "badge.txt"
    shown.write_bytes(content)
    arguments = parsed("--profile", str(tmp_path / "machine.toml"), "--badge-file", str(shown))
    assert run(arguments, never) == 1
    assert BADGE not in capsys.readouterr().err
