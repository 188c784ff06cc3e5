"""The facility of docs/add-a-facility.md, taken out of the page, sells with the real programs."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.demo.facilities import find
from kiosk.demo.headless import run_headless
from kiosk.demo.settings import at_place, load_settings
from kiosk.demo.setup import Options
from kiosk.demo.terminal_program import Visitor
from kiosk.facility import load_facility
from tests.rails.source import ROOT

PAGE = (ROOT / "docs" / "add-a-facility.md").read_text("utf-8")
SCHEME = find(load_settings().facility)
TODAY = datetime.now().astimezone().date()


def worked_example() -> str:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    return str(text)


def test_the_worked_example_sells_without_a_line_of_code(tmp_path: Path) -> None:
    file = tmp_path / "second-centre.toml"
    file.write_text(worked_example(), "utf-8")
    settings = at_place(load_settings(), "둘째 복지관", SCHEME.currency(), TODAY)
    visitor = Visitor(settings.resident[0].id, tmp_path / "seen")
    options = Options(file, SCHEME.scheme, settings, visitor=visitor)
    summary = run_headless(options, visitor, TODAY)
    assert summary.problems == []
    assert (summary.facility, summary.spent_coins) == ("second-centre", 12)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("price_won = 3000", "price_won = 0"),
        ("price_won = 3000", "price_won = 3100"),
    ],
    ids=["no-price", "no-whole-coins"],
)
def test_what_the_page_says_of_a_bad_file_is_what_is_said(old: str, new: str) -> None:
    bad = worked_example().replace(old, new).encode()
    with pytest.raises(ConfigError) as caught:
        load_facility(bad, "second-centre.toml", SCHEME.currency(), TODAY)
    told = re.sub(r"on \d{4}-\d\d-\d\d", "on 2026-11-21", str(caught.value))
    assert f"{told}\n" in PAGE
