"""A check that fails still tells so in its summary, whatever ended it."""

import json
import subprocess
from pathlib import Path

import pytest

from kiosk.demo import supervisor
from kiosk.demo.command import main
from kiosk.demo.errors import FailedProgramError
from kiosk.demo.node_program import NodeProgram
from kiosk.demo.terminal_program import TerminalProgram


def summary_of_a_failed_run(output: Path) -> dict[str, list[str]]:
    assert main(["--headless", "--offline", "--output", str(output)]) == 1
    summary: dict[str, list[str]] = json.loads((output / "summary.json").read_text("utf-8"))
    return summary


def test_a_window_that_crashes_is_a_problem_in_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(terminal: TerminalProgram, **_: object) -> "subprocess.Popen[str]":
        return terminal.children.start(["/bin/false"])

    monkeypatch.setattr(TerminalProgram, "open_window", crash)
    summary = summary_of_a_failed_run(tmp_path)
    assert summary["problems"][0] == "The window ended with exit code 1."
    assert summary["problems"][1].startswith("The run left nothing to judge: ")
    assert summary["decided_by"] == summary["screens"] == []
    assert "The window ended with exit code 1.\n" in capsys.readouterr().err


def test_a_visit_that_does_not_end_is_a_problem_in_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "VISIT_S", 0.0)
    summary = summary_of_a_failed_run(tmp_path)
    assert summary["problems"][0] == "The visit did not end within 0 s."


def test_a_node_that_does_not_start_is_a_problem_in_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: NodeProgram) -> str:
        raise FailedProgramError("The node does not start.")

    monkeypatch.setattr(NodeProgram, "start", fail)
    assert summary_of_a_failed_run(tmp_path)["problems"][0] == "The node does not start."
