"""No words of a screen and no name of a scheme or facility in the program: they are data."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.rails.source import ROOT, parsed, product_files, relative

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
INK_SAMPLE = "\uac00"  # the first syllable, drawn to measure how high ink is: no word
SAMPLES = "ui/gallery"  # screens filled with examples, for our own eyes
QML_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|' + r"'(?:[^'\\\n]|\\.)*'|`[^`]*`")
QML_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)

# Place names lead: two syllables of a Hangul name, the first word of an id. Shorter words of an
# id are no names.
PLACE_SYLLABLES = 2
SHORTEST_PLACE = 4


def names_of_data() -> set[str]:
    """Names, ids and their leading place names of all schemes and facilities that we ship."""
    found: set[str] = set()
    for folder in ("schemes", "facilities"):
        files = sorted((ROOT / "assets" / folder).glob("*.toml"))
        assert files, f"assets/{folder} holds no file"
        for file in files:
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            place = data["id"].partition("-")[0]
            found |= {data["name"], data["id"], file.stem, data["name"][:PLACE_SYLLABLES]}
            found |= {place} if len(place) >= SHORTEST_PLACE else set()
    return found


def as_pattern(name: str) -> str:
    """Whole words; Hangul glues its particles to the word, so it is searched as it is."""
    return rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)


def test_no_scheme_or_facility_is_named_in_python_or_qml() -> None:
    pattern = re.compile("|".join(map(as_pattern, sorted(names_of_data()))), re.IGNORECASE)
    sources = [*product_files(".py", ".qml"), ROOT / "kiosk.spec"]
    sources += sorted((ROOT / "benchmarks").rglob("*.py"))
    found = [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_the_search_would_find_a_name() -> None:
    names = names_of_data()
    assert all(re.search(as_pattern(name), f"a {name}, b") for name in names)
    assert any(name.isascii() for name in names)
    assert any(not name.isascii() for name in names)


def words_in_python(path: Path) -> Iterator[tuple[int, str]]:
    """Hangul text of a file, with its line; docstrings are for us and may quote."""
    tree = parsed(path)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str) and HANGUL.search(node.value) and node.value != INK_SAMPLE:
            yield node.lineno, node.value


def words_in_qml(path: Path) -> Iterator[tuple[int, str]]:
    text = QML_COMMENT.sub(lambda m: "\n" * m.group().count("\n"), path.read_text("utf-8"))
    for match in QML_STRING.finditer(text):
        if HANGUL.search(match.group()):
            yield text.count("\n", 0, match.start()) + 1, match.group()


def test_every_word_on_a_screen_is_data() -> None:
    found = [
        f"{relative(path)}:{line}: {words}"
        for path in product_files(".py", ".qml")
        if not relative(path).startswith(SAMPLES)
        for line, words in (words_in_python if path.suffix == ".py" else words_in_qml)(path)
    ]
    assert found == []


def test_words_are_found_in_code_and_not_in_what_is_said_about_it(tmp_path: Path) -> None:
    python, qml = tmp_path / "a.py", tmp_path / "A.qml"
    python.write_text('"""\uac00."""\n# \uac00\nb = f"{1}c\uac00"\n', encoding="utf-8")
    qml.write_text('/* "\uac00"\n */\n// "\uac00"\nText { text: "\uac00" }\n', encoding="utf-8")
    assert list(words_in_python(python)) == [(3, "c\uac00")]
    assert list(words_in_qml(qml)) == [(4, '"\uac00"')]
