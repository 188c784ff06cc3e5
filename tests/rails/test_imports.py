"""What import-linter's contracts can't say: no cycle between files, and who may use Qt."""

import ast
import graphlib
import sys
from pathlib import Path

import grimp

from tests.rails.source import PACKAGES, ROOT, parsed, product_files, relative


def imported_by(path: Path) -> set[str]:
    """The top-level names a file imports, also those inside functions."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def files_of(package: str) -> list[Path]:
    return [path for path in product_files(".py") if path.relative_to(ROOT).parts[0] == package]


def test_no_two_files_import_each_other() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    order = graphlib.TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    order.prepare()  # raises CycleError, which names the files
    assert order.is_active()


def test_ui_imports_nothing_but_qt() -> None:
    allowed = sys.stdlib_module_names | {"PySide6", "ui"}
    foreign = {relative(path): imported_by(path) - allowed for path in files_of("ui")}
    assert {name: modules for name, modules in foreign.items() if modules} == {}


def test_what_a_screen_shows_is_told_without_qt() -> None:
    assert "PySide6" not in imported_by(ROOT / "ui" / "contract.py")


def test_protocol_and_schemes_have_few_foreign_libraries() -> None:
    allowed = sys.stdlib_module_names | {"protocol", "schemes"}
    foreign = {
        package: set().union(*(imported_by(path) for path in files_of(package))) - allowed
        for package in ("protocol", "schemes")
    }
    assert foreign == {"protocol": {"base45", "cbor2", "cryptography"}, "schemes": {"pydantic"}}
