"""QML rules that no linter of Qt knows."""

import re

from tests.rails.source import product_files, relative

# These break inside a Hangul word; Text.WordWrap keeps words whole.
BREAKS_WORDS = re.compile(r"\.(?:Wrap|WrapAnywhere|WrapAtWordBoundaryOrAnywhere)\b")


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
