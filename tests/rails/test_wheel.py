"""The built wheel, installed alone and used from another folder, is the whole product."""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.rails.source import PACKAGES, ROOT, project

LIBRARIES = Path(sysconfig.get_path("purelib"))
DATA_IGNORED = ("*.py", "*.pyc", "__pycache__")
PROBE = """
import hashlib, importlib.resources, json, sys
digests = {
    name: hashlib.sha256(
        importlib.resources.files(name.partition("/")[0])
        .joinpath(name.partition("/")[2]).read_bytes()
    ).hexdigest()
    for name in json.load(sys.stdin)
}
json.dump(digests, sys.stdout)
"""


def run(*command: str | Path, cwd: Path, stdin: str = "") -> str:
    """What a program says, run with nothing of our own environment."""
    environment = {"PATH": os.defpath, "HOME": str(cwd), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.fail(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: what an earlier build left behind must not get in, nor stay here."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in (*PACKAGES, "tests", "benchmarks"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", source, cwd=folder)
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with our wheel, and the libraries of this one as a plain path: only a
    folder of site-packages has its own ``.pth`` files read, so our editable install stays out."""
    folder = tmp_path_factory.mktemp("installed")
    venv = folder / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=folder)
    python = venv / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    run(*pip, "--disable-pip-version-check", "--no-deps", "--no-index", wheel, cwd=folder)
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "libraries.pth").write_text(f"{LIBRARIES}\n")
    return venv


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    return tmp_path


def data_files() -> dict[str, str]:
    """Each file of our packages that is no Python, by its path, with its SHA-256."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file() and not any(path.match(pattern) for pattern in DATA_IGNORED)
    }


def test_the_wheel_holds_our_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert len(tops) == len(PACKAGES) + 1


def test_the_wheel_holds_every_module(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.endswith(".py")}
    ours = {p.relative_to(ROOT).as_posix() for n in PACKAGES for p in (ROOT / n).rglob("*.py")}
    assert inside == ours


def test_every_asset_and_qml_file_opens_from_another_folder(
    installed: Path, elsewhere: Path
) -> None:
    expected = data_files()
    assert any(name.endswith(".qml") for name in expected)
    python = installed / "bin" / "python"
    said = run(python, "-I", "-c", PROBE, cwd=elsewhere, stdin=json.dumps(list(expected)))
    assert json.loads(said) == expected


@pytest.mark.parametrize("package", PACKAGES)
def test_our_package_comes_from_the_wheel(installed: Path, elsewhere: Path, package: str) -> None:
    ask = f"import {package}; print({package}.__file__)"
    said = run(installed / "bin" / "python", "-I", "-c", ask, cwd=elsewhere)
    assert Path(said.strip()).is_relative_to(installed)


@pytest.mark.parametrize("program", sorted(project()["project"]["scripts"]))
def test_the_programs_start(installed: Path, elsewhere: Path, program: str) -> None:
    said = run(installed / "bin" / program, "--help", cwd=elsewhere)
    assert said.lower().startswith(f"usage: {program}")


def test_no_library_owns_one_of_our_names() -> None:
    own = project()["project"]["name"]
    owners = {
        (distribution.name, file.parts[0].removesuffix(".py"))
        for distribution in importlib.metadata.distributions(path=[str(LIBRARIES)])
        if distribution.name != own
        for file in distribution.files or ()
    }
    assert owners, "the libraries have no record of their files"
    assert {(library, name) for library, name in owners if name in PACKAGES} == set()
