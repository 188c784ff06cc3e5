"""Ruff, mypy and import-linter as tests, so that pytest's summary tells all."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rails.source import ROOT

TOOLS = Path(sys.executable).parent


def demand_clean(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)


def test_the_code_is_formatted() -> None:
    demand_clean(TOOLS / "ruff", "format", "--check")


def test_the_code_is_lint_free() -> None:
    demand_clean(TOOLS / "ruff", "check", "--output-format", "concise")


def test_the_packaging_recipe_is_formatted_and_lint_free() -> None:
    as_python = ("--extension", "spec:python", "kiosk.spec")
    demand_clean(TOOLS / "ruff", "format", "--check", *as_python)
    demand_clean(TOOLS / "ruff", "check", *as_python)


def test_imports_go_in_the_agreed_directions() -> None:
    demand_clean(TOOLS / "lint-imports")


@pytest.mark.timeout(900)  # the first run on a machine types all libraries too
def test_the_types_hold_under_strict() -> None:
    demand_clean(TOOLS / "mypy")
