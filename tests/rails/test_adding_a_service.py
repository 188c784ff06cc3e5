"""Adding a service touches its module, its screens and one registration: counted, not believed."""

import ast
from pathlib import Path

import pytest

from kiosk.services import REGISTRY
from tests.rails.source import parsed, product_files, relative

SERVICES = "kiosk/services/"
REGISTRATION = f"{SERVICES}__init__.py"


def module_of(kind: str) -> str:
    """The file of a service: where what builds it is written."""
    _, build = REGISTRY[kind]
    return f"{build.__module__.replace('.', '/')}.py"


def names_in(path: Path) -> set[str]:
    """The texts that stand alone in a file, as keys and comparisons do; docstrings are prose."""
    return {
        node.value
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def imports_in(path: Path) -> set[str]:
    """The modules that a file imports from, as files."""
    return {
        f"{node.module.replace('.', '/')}.py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_a_kind_is_named_in_its_module_and_in_the_registry_alone(kind: str) -> None:
    named = {relative(path) for path in product_files(".py") if kind in names_in(path)}
    assert named == {module_of(kind), REGISTRATION}


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_nobody_but_the_registry_and_other_services_knows_a_services_module(kind: str) -> None:
    module = module_of(kind)
    known = {relative(path) for path in product_files(".py") if module in imports_in(path)}
    assert {path for path in known if not path.startswith(SERVICES)} == set()
    assert REGISTRATION in known


def test_a_kind_is_one_line_of_the_registry() -> None:
    table = (Path(__file__).parents[2] / REGISTRATION).read_text("utf-8")
    for kind in REGISTRY:
        assert table.count(f'"{kind}"') == 1
