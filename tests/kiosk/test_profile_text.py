"""Tables written into a profile's text: only what was asked for changes, whatever else is in it."""

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import ConfigError
from kiosk.profile.text import as_toml, with_tables

TEXT = """# a profile
state = "s"   # here

[camera]      # the camera
# which one
source = 0

# of the net
[node]
url = "x"
"""


def test_a_key_is_replaced_and_every_comment_stays() -> None:
    changed = with_tables(TEXT, "x", {"camera": {"source": 3}})
    assert changed == TEXT.replace("source = 0", "source = 3")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('path = "a#b"  # word', 'path = "/c"  # word'),
        ("path = 'a\"#b'# word", 'path = "/c"# word'),
        ('path = "a\\"#b"', 'path = "/c"'),
        ("# path = 1\npath='x'", '# path = 1\npath = "/c"'),
    ],
    ids=["quoted", "literal", "escaped", "commented-out"],
)
def test_the_comment_behind_a_value_stays(before: str, after: str) -> None:
    changed = with_tables(f"[wedge]\n{before}\n", "x", {"wedge": {"path": "/c"}})
    assert changed == f"[wedge]\n{after}\n"


def test_a_new_table_goes_to_the_end() -> None:
    assert with_tables(TEXT, "x", {"power": {"supply": "/sys/x"}}) == (
        TEXT + '\n[power]\nsupply = "/sys/x"\n'
    )
    assert with_tables('a = "b"', "x", {"camera": {"source": 1}}) == (
        'a = "b"\n\n[camera]\nsource = 1\n'
    )


def test_keys_that_no_longer_hold_are_taken_out() -> None:
    text = '[power]\ninput = "/dev/x"\n'
    assert with_tables(text, "x", {"power": {"supply": "/y"}}) == '[power]\nsupply = "/y"\n'


def test_line_ends_of_another_system_stay() -> None:
    text = "a = 1\r\n[b]\r\nc = 2\r\n"
    assert with_tables(text, "x", {"d": {"e": 3}}).startswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "camera = {source = 1}",
        "camera.source = 1",
        '["camera"]\nsource = 1',
        "[camera]\nsource = [\n1]",
        'a = """\n[camera]\nsource = 1\n"""\n[camera]\nsource = 2\n',
        "camera = 1",
    ],
    ids=["inline", "dotted", "quoted", "lines", "string", "number"],
)
def test_what_can_not_be_changed_line_by_line_is_left_and_named(text: str) -> None:
    with pytest.raises(ConfigError):
        with_tables(text, "x", {"camera": {"source": 3}})


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=9) | st.integers(0, 9)))
def test_any_value_is_written_as_toml_or_refused(table: dict[str, str | int]) -> None:
    with suppress(ConfigError):
        changed = with_tables(TEXT, "x", {"new": table})
        assert tomllib.loads(changed) == {**tomllib.loads(TEXT), "new": table}


@given(st.text(max_size=60))
def test_any_text_is_changed_rightly_or_refused(text: str) -> None:
    with suppress(ConfigError):
        changed = with_tables(text, "x", {"camera": {"source": 3}})
        assert tomllib.loads(changed)["camera"]["source"] == 3


LINES = st.sampled_from(
    ["# a word", "", "source = 0  # which", 'path = "/dev/x"', "  baud = 9600", "# [camera]"]
)
TABLES = st.dictionaries(
    st.sampled_from(["camera", "serial", "own"]), st.lists(LINES, max_size=6), max_size=3
)


@given(TABLES, st.sampled_from(["\n", "\r\n"]))
def test_every_comment_and_every_other_line_stays_in_its_order(
    tables: dict[str, list[str]], end: str
) -> None:
    lines = [line for name, body in tables.items() for line in (f"[{name}] # {name}", *body)]
    text = end.join(["# top", *lines, ""])
    new: dict[str, dict[str, str | int]] = {
        "camera": {"source": 7},
        "serial": {"family": "zebra", "baud": 19_200},
    }
    with suppress(ConfigError):  # a key twice is no TOML
        changed = with_tables(text, "x", new)
        before = tomllib.loads(text)
        others = [line for line in text.splitlines(keepends=True) if "=" not in line]
        left = iter(changed.splitlines(keepends=True))
        assert all(line in left for line in others)
        assert tomllib.loads(changed).get("own") == before.get("own")


def test_tables_are_told_as_toml() -> None:
    told = as_toml({"a": {"b": 1, "c": 'q"\\'}, "d": {"e": "f"}})
    assert tomllib.loads(told) == {"a": {"b": 1, "c": 'q"\\'}, "d": {"e": "f"}}
