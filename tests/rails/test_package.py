"""The one-folder program of kiosk.spec, built and used without the sources.

Building takes a minute on a fast machine, so it waits for CI, or for someone who sets CI.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rails.source import ROOT

pytestmark = [
    pytest.mark.skipif(not os.environ.get("CI"), reason="takes minutes: CI builds the package"),
    pytest.mark.timeout(1800),  # analysing all libraries on a machine that does other things too
]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A program's answer, run with nothing of our own environment but a home."""
    environment = {"PATH": os.defpath, "HOME": str(cwd)}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("package")
    places = ("--distpath", made / "dist", "--workpath", made / "build")
    build = (sys.executable, "-m", "PyInstaller", ROOT / "kiosk.spec", "--noconfirm", *places)
    run(*build, cwd=made)
    return made / "dist" / "kiosk"


def test_both_programs_start_and_say_nothing_to_complain_about(
    folder: Path, tmp_path: Path
) -> None:
    for program in ("kiosk", "central-node"):
        done = run(folder / program, "--help", cwd=tmp_path)
        assert done.stdout.startswith(f"usage: {program}")
        assert done.stderr == ""


def test_no_link_of_the_folder_leads_nowhere(folder: Path) -> None:
    assert [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()] == []


def test_the_licences_of_what_it_brings_come_with_it(folder: Path) -> None:
    licences = {path.name for path in (folder / "_internal" / "licences").iterdir()}
    assert {"LICENSE", "Qt", "numpy", "opencv-python-headless", "zxing-cpp"} <= licences


def test_a_lunch_is_sold_in_the_demo(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    run(folder / "kiosk", "demo", "--headless", "--output", output, cwd=tmp_path)
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    assert summary["problems"] == []
    assert summary["entries"] == summary["synced"]
    assert (output / "ticket.png").exists()
