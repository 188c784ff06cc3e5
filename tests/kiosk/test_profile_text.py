"""Tables written into a profile's text: only what was asked for changes, whatever else is in it."""

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import ConfigError
from kiosk.profile_text import as_toml, with_tables

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
    assert changed == TEXT.replace(
        "[camera]      # the camera\n# which one\nsource = 0\n",
        "[camera]      # the camera\nsource = 3\n# which one\n",
    )


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


def test_tables_are_told_as_toml() -> None:
    told = as_toml({"a": {"b": 1, "c": 'q"\\'}, "d": {"e": "f"}})
    assert tomllib.loads(told) == {"a": {"b": 1, "c": 'q"\\'}, "d": {"e": "f"}}
