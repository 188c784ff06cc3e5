"""What the processes leave behind becomes the figures of the command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.guided import Job
from tests.fuzz.report import Report, shares
from tests.fuzz.targets import TARGETS

_ROOT = Path(__file__).resolve().parents[2]
_FUZZER = _ROOT / ".venv" / "fuzz"


def left(folder: Path, name: str, inputs: int = 10, **figures: object) -> Job:
    job = Job(name, 10, 1, folder)
    tally = {"taken": 1, "crashes": 0, "accepted_unsigned": 0, "slowest_ms": 1.25, "findings": []}
    job.result.write_text(json.dumps({"inputs": inputs, **tally, **figures}), encoding="utf-8")
    return job


@pytest.mark.parametrize(("inputs", "names"), [(100, 7), (7, 7), (3, 7), (1, 1)])
def test_inputs_are_dealt_out_to_the_last_one(inputs: int, names: int) -> None:
    dealt = list(shares(inputs, [f"t{n}" for n in range(names)]))
    assert sum(share for _, share in dealt) == inputs
    assert max(share for _, share in dealt) - min(share for _, share in dealt) <= 1


def test_figures_are_added_up(tmp_path: Path) -> None:
    report = Report()
    report.add(left(tmp_path, "one"), 0)
    report.add(left(tmp_path, "two", slowest_ms=3.04), 0)
    told = report.told()
    assert {name: told[name] for name in ("inputs", "crashes", "accepted_unsigned")} == {
        "inputs": 20,
        "crashes": 0,
        "accepted_unsigned": 0,
    }
    assert told["slowest_ms"] == 3.0
    assert not report.found_something
    assert "20 inputs, 0 crashes, 0 accepted unsigned, slowest 3.0 ms" in report.summary()


@pytest.mark.parametrize("figure", ["crashes", "accepted_unsigned"])
def test_a_finding_is_told(tmp_path: Path, figure: str) -> None:
    report, finding = Report(), {"target": "one", "fault": "crash", "site": "x", "hex": "00"}
    report.add(left(tmp_path, "one", findings=[finding], **{figure: 2}), 0)
    assert report.found_something
    assert report.told()[figure] == 2
    assert report.told()["findings"] == [finding]
    assert json.dumps(finding) in report.summary()


def test_a_process_that_died_is_a_crash_with_its_last_words(tmp_path: Path) -> None:
    report, job = Report(), Job("one", 10, 1, tmp_path)
    job.log.write_text("ERROR: libFuzzer: timeout", encoding="utf-8")
    report.add(job, -6)
    report.add(left(tmp_path, "two", inputs=5), 77)
    assert report.told()["crashes"] == 2
    assert report.told()["inputs"] == 5
    assert "timeout" in report.summary()


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    if not (_FUZZER / "atheris").is_dir():
        pytest.skip("the fuzzer is not installed here: scripts/fuzz does it")
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *arguments],
        cwd=_ROOT,
        env={"PYTHONPATH": str(_FUZZER), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )


def test_the_command_fuzzes_every_target_and_tells_four_figures() -> None:
    inputs = 3 * len(TARGETS)
    done = run("--inputs", str(inputs), "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (told["inputs"], told["crashes"], told["accepted_unsigned"]) == (inputs, 0, 0)
    assert told["slowest_ms"] > 0
    assert set(told["targets"]) == set(TARGETS)


def test_an_unknown_target_is_named() -> None:
    done = run("--target", "nothing")
    assert done.returncode == 2
    assert "No such target: nothing" in done.stderr
