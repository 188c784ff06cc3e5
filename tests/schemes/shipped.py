"""The scheme files as they are shipped, and sellers to try them with."""

from datetime import date
from functools import cache
from importlib.resources import files

from schemes.merchant import Merchant
from schemes.money import Won
from schemes.scheme import Scheme, load_scheme

DAY = date(2026, 11, 21)
SHOP = Merchant("shop", "food")
LARGE = Merchant("large", "food", yearly_sales=Won(3_000_000_001))
MARKET = Merchant("stall", "food", market="jungang")
BOOKSHOP = Merchant("books", "bookshop")


@cache
def shipped(scheme_id: str) -> Scheme:
    file = files("assets").joinpath("schemes", f"{scheme_id}.toml")
    return load_scheme(file.read_bytes(), f"{scheme_id}.toml")
