"""A hall that sells and gives coins in every way, put together from the facilities shipped."""

from pathlib import Path
from typing import Final

from tests.end_to_end.district import ASSETS

LAST: Final = "# What the texts above"
TIMES: Final = 'until = "24:00"\nuntil_of = [{ item = "noodles", until = "00:01" }]'
"""Tickets are cancelled at any hour of a test; those of one meal in a day's first minute only."""


def _text(facility: str) -> str:
    return (ASSETS / "facilities" / f"{facility}.toml").read_text("utf-8")


def _between(text: str, first: str, last: str) -> str:
    begin = text.index(first)
    return text[begin : text.index(last, begin)]


def hall_of_all(folder: Path) -> Path:
    """Write its file: sale, bottles, toys, meals, cancelling, giving."""
    shop = _text("carbon-zero-shop").replace("shown_code = true\n", "")
    meals = _text("yangjae-senior-centre")
    parts = (
        shop[: shop.index(LAST)].replace('"carbon-zero-shop"', '"hall-of-all"', 1),
        _between(_text("toy-clinic"), "[[service]]", LAST),
        _between(meals, "[[service]]", "# Boxes to take home"),
        _between(meals, "# One's own tickets", '[[service]]\nkind = "balance"'),
    )
    path = folder / "hall-of-all.toml"
    text = "\n".join(parts).replace('until = "11:00"', TIMES)
    path.write_text(text, "utf-8")
    return path
