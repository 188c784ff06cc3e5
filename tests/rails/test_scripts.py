"""The set-up of scripts/ on machines that lack something, were moved, or fail half-way."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.rails.fake_machine import Machine
from tests.rails.source import ROOT

SCRIPTS = sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file())


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_set_up_does_three_steps_and_prints_their_seconds(machine: Machine) -> None:
    done = machine.run("setup")
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^ +\d+\.\d s  \S", done.stderr, re.M)) == 3
    venv, libraries, project = machine.calls("-m ")
    assert venv.endswith(f"-m venv --clear {machine.home}/.venv")
    assert "--require-hashes" in libraries
    assert "--no-deps --no-build-isolation" in project


def test_the_second_set_up_does_nothing(machine: Machine) -> None:
    machine.run("setup")
    done = machine.run("setup")
    assert done.returncode == 0
    assert machine.calls("-m ") == []
    assert done.stderr.splitlines() == [f"Ready: the programs are in {machine.home}/.venv/bin."]


def test_a_new_lock_installs_the_libraries_and_nothing_else(machine: Machine) -> None:
    machine.run("setup")
    (machine.home / "requirements.lock").write_text("one==2\n")
    assert machine.run("setup").returncode == 0
    (call,) = machine.calls("-m ")
    assert "requirements.lock" in call


def test_a_new_package_installs_the_project_again(machine: Machine) -> None:
    machine.run("setup")
    (machine.home / "schemes").mkdir()
    (machine.home / "schemes" / "__init__.py").touch()
    assert machine.run("setup").returncode == 0
    (call,) = machine.calls("-m ")
    assert "--editable" in call


def test_a_moved_folder_is_built_anew(machine: Machine) -> None:
    machine.run("setup")
    machine.home = machine.home.rename(machine.folder / "elsewhere")
    assert machine.run("setup").returncode == 0
    assert len(machine.calls("-m ")) == 3


def test_a_python_that_went_away_is_replaced(machine: Machine) -> None:
    machine.run("setup")
    (machine.home / ".venv" / "bin" / "python").unlink()
    assert machine.run("setup").returncode == 0
    assert len(machine.calls("-m venv")) == 1


def test_only_missing_packages_are_installed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, missing=("libzbar0", "libegl1"))
    done = machine.run("setup")
    assert done.returncode == 0, done.stderr
    (install,) = machine.calls("apt-get install")
    assert install.endswith(" libzbar0 libegl1")
    assert machine.run("setup").returncode == 0
    assert machine.calls("apt-get") == []


def test_missing_packages_are_named_to_someone_who_may_not_install(tmp_path: Path) -> None:
    machine = Machine(tmp_path, uid=1000, missing=("libzbar0", "libegl1"))
    done = machine.run("setup")
    assert done.returncode == 2
    assert "apt-get install libzbar0 libegl1" in done.stderr
    assert machine.calls("apt-get") == []
    assert not (machine.home / ".venv").exists()


def test_a_failed_step_shows_its_output_and_is_tried_again(machine: Machine) -> None:
    machine.lay("pip-fails", "")
    done = machine.run("setup")
    assert done.returncode == 1
    assert "no such hash" in done.stderr
    (machine.folder / "pip-fails").unlink()
    assert machine.run("setup").returncode == 0
    assert len(machine.calls("-m pip")) == 2


def test_a_script_waits_until_another_set_up_has_ended(machine: Machine) -> None:
    hold = ("flock", machine.home / "scripts", "sh", "-c", "echo held && cat")
    with subprocess.Popen(hold, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with machine.start("setup") as waiting:
            assert waiting.stderr
            assert waiting.stderr.readline() == "Waiting for another set-up to end.\n"
            assert machine.calls("-m ") == []
            other.stdin.close()
            waiting.communicate()
    assert waiting.returncode == 0
    assert len(machine.calls("-m ")) == 3


@pytest.mark.parametrize("code", [0, 1, 5])
def test_the_test_script_ends_as_pytest_does(machine: Machine, code: int) -> None:
    machine.lay("pytest-exit", str(code))
    assert machine.run("test", "-k", "two words").returncode == code
    assert machine.calls("-m pytest") == ["python -m pytest -k two words"]


def test_ci_runs_the_test_script_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "test"
    script.write_text('#!/bin/bash\necho "called with [$*]"\nexit 3\n')
    script.chmod(0o755)
    done = subprocess.run(
        ("bash", ".ci/run"), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "called with []\n", "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_script_is_sound_and_can_be_started(script: Path) -> None:
    checked = subprocess.run(("bash", "-n", script), capture_output=True, text=True, check=False)
    assert checked.stderr == ""
    assert os.access(script, os.X_OK) == (script.suffix != ".sh")
