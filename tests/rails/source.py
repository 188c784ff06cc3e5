"""Where the sources lie, for rails that read all of them."""

import ast
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "protocol",
    "schemes",
    "offline_queue",
    "drivers",
    "ui",
    "kiosk",
    "central_node",
    "assets",
)


def product_files(*suffixes: str) -> list[Path]:
    """The files of our packages that end so, in order. Fails where a package has no file at all."""
    found = sorted(
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts
    )
    assert found, f"no {suffixes} below {PACKAGES}"
    return found


def relative(path: Path) -> str:
    """The path as a person says it: from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def project() -> dict[str, Any]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a tree, methods and inner functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
