"""Qt's own linter, and rules that it does not know."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rails.source import ROOT, product_files, relative

QML_LINT = Path(sys.executable).parent / "pyside6-qmllint"
# What the linter can't judge: it does not see the types that Python registers when it runs.
NEEDS_PYTHON = ("import", "missing-type", "unresolved-type", "unqualified", "incompatible-type")

# These break inside a Hangul word; Text.WordWrap keeps words whole.
BREAKS_WORDS = re.compile(r"\.(?:Wrap|WrapAnywhere|WrapAtWordBoundaryOrAnywhere)\b")


def test_qml_is_lint_free() -> None:
    command: list[str | Path] = [QML_LINT, "--max-warnings", "0", "--unused-imports", "warning"]
    command += [word for rule in NEEDS_PYTHON for word in (f"--{rule}", "disable")]
    command += product_files(".qml")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)


def test_no_text_breaks_inside_a_word() -> None:
    found = [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in product_files(".qml")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if BREAKS_WORDS.search(line)
    ]
    assert found == []


def test_the_search_knows_the_good_wrap_from_the_bad() -> None:
    assert BREAKS_WORDS.search("wrapMode: Text.Wrap")
    assert BREAKS_WORDS.search("wrapMode: TextEdit.WrapAnywhere")
    assert not BREAKS_WORDS.search("wrapMode: Text.WordWrap")
    assert not BREAKS_WORDS.search("wrapMode: Text.NoWrap")
