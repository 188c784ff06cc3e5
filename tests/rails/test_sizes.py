"""Small files, small functions, and ignores that say why."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import LONGEST
from tests.rails.source import ROOT, functions, parsed, product_files, relative

CODE = (".py", ".qml")
FILE_LINES_BELOW = 300
FUNCTION_LINES_MAX = 60
QML_FUNCTION = re.compile(r"^\s*function\s+(\w+)\s*\(|^\s*(on[A-Z]\w*)\s*:.*\{\s*$")
IGNORE = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
IGNORE_WITH_REASON = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z\-, ]+\])\W+\w+.*\w"
)


def test_no_file_is_long() -> None:
    lines = {relative(p): len(p.read_text("utf-8").splitlines()) for p in product_files(*CODE)}
    assert {name: count for name, count in lines.items() if count >= FILE_LINES_BELOW} == {}


def test_the_test_files_that_begin_first_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / name).is_file()] == []


def qml_functions(text: str) -> Iterator[tuple[str, int]]:
    """Name and length in lines of each function and block handler, by its braces."""
    lines = text.splitlines()
    for first, line in enumerate(lines):
        if not (match := QML_FUNCTION.match(line)):
            continue
        depth = 0
        for last in range(first, len(lines)):
            depth += lines[last].count("{") - lines[last].count("}")
            if depth <= 0 and "}" in lines[last]:
                yield match.group(1) or match.group(2), last - first + 1
                break


def test_no_function_is_long() -> None:
    python = (
        (f"{relative(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in product_files(".py")
        for node in functions(parsed(path))
    )
    qml = (
        (f"{relative(path)}:{name}", length)
        for path in product_files(".qml")
        for name, length in qml_functions(path.read_text("utf-8"))
    )
    assert [found for found in (*python, *qml) if found[1] > FUNCTION_LINES_MAX] == []


def test_qml_function_lengths_are_counted_by_braces() -> None:
    text = 'Item {\n function f() {\n  if (a) {\n  }\n }\n onX: {\n  g("b")\n }\n}\n'
    assert list(qml_functions(text)) == [("f", 4), ("onX", 3)]


def test_every_ignored_rule_is_named_and_has_a_reason() -> None:
    own = Path(__file__)
    sources = [*product_files(".py"), *sorted((ROOT / "tests").rglob("*.py"))]
    lines = ((p, line) for p in sources if p != own for line in p.read_text("utf-8").splitlines())
    bare = [
        f"{relative(path)}: {line.strip()}"
        for path, line in lines
        if IGNORE.search(line) and not IGNORE_WITH_REASON.search(line)
    ]
    assert bare == []


def test_an_ignore_without_code_or_reason_is_found() -> None:
    for bare in ("x  # noqa", "x  # noqa: E402", "x  # type: ignore", "x  # type: ignore[misc]"):
        assert IGNORE.search(bare)
        assert not IGNORE_WITH_REASON.search(bare)
    assert IGNORE_WITH_REASON.search("x  # type: ignore[misc]  # the library has no types")
