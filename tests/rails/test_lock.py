"""The lock file pins each library by version and hash, and names no registry."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.rails.source import ROOT, project

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", re.M)


def pinned() -> dict[str, Version]:
    return {canonicalize_name(name): Version(pin) for name, pin, _ in PINNED.findall(LOCK)}


def wanted() -> list[Requirement]:
    told = project()["project"]
    extras = told["optional-dependencies"].values()
    lines = [*told["dependencies"], *(line for extra in extras for line in extra)]
    return [Requirement(line) for line in (*lines, *project()["build-system"]["requires"])]


def test_the_lock_names_no_registry_and_no_folder() -> None:
    assert re.findall(r".*(?:://|--(?:extra-)?index|--find-links|--trusted-host|@ ).*", LOCK) == []


def test_each_line_is_a_version_with_hashes() -> None:
    rest = re.sub(r"^ +#.*\n|^#.*\n|\n", "", PINNED.sub("", LOCK), flags=re.M)
    assert pinned()
    assert rest == ""


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_the_lock_holds_what_the_project_asks_for(requirement: Requirement) -> None:
    version = pinned()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_no_library_brings_a_second_qt() -> None:
    assert not {"opencv-python", "pyside6", "pyside6-addons", "pyqt6"} & set(pinned())
