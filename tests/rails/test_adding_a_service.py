"""Adding a service touches its module, its screens and one registration: counted, not believed."""

import ast
from functools import cache
from pathlib import Path

import pytest

from kiosk.services import REGISTRY
from tests.rails.source import ROOT, parsed, product_files, relative

SERVICES = "kiosk/services/"
REGISTRATION = f"{SERVICES}__init__.py"


DEMO = "kiosk/demo/"  # knows what stands beside the machine where a kind is sold: data, as well


def modules_of(kind: str) -> set[str]:
    """The files of a service: where its table and what builds it are written."""
    section, build = REGISTRY[kind]
    return {f"{each.__module__.replace('.', '/')}.py" for each in (section, build)}


def kiosk_files() -> list[Path]:
    """The files of the program that know a visit."""
    found = [path for path in product_files(".py") if relative(path).startswith("kiosk/")]
    return [path for path in found if not relative(path).startswith(DEMO)]


@cache
def names_in(path: Path) -> set[str]:
    """The texts that stand alone in a file, as keys and comparisons do; docstrings are prose."""
    return {
        node.value
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def imports_in(path: Path) -> set[str]:
    """The modules that a file imports from, as files."""
    return {
        f"{node.module.replace('.', '/')}.py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_a_kind_is_named_by_its_own_files_and_one_line_of_the_registry_alone(kind: str) -> None:
    named = {relative(path) for path in kiosk_files() if kind in names_in(path)}
    assert named <= {*modules_of(kind), REGISTRATION}
    assert (ROOT / REGISTRATION).read_text("utf-8").count(f'"{kind}": (') == 1


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_nobody_but_the_registry_and_other_services_knows_a_services_files(kind: str) -> None:
    mine = modules_of(kind)
    known = {relative(path) for path in product_files(".py") if mine & imports_in(path)}
    assert REGISTRATION in known
    assert {path for path in known if not path.startswith((SERVICES, DEMO))} == set()
