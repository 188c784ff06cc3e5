"""What a market gives back: the node's word, "at most" without it, once, and never over a cap."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.app import KioskApp
from kiosk.config import ConfigError
from tests.end_to_end.district import ASSETS, District
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import Spot, key_in, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    Certainty,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    StartScreen,
    ThanksScreen,
)

SHOP = "daejeon-market-shop"
OWNED = 1_000_000


def without_the_sale(folder: Path) -> Path:
    """The scheme that is shipped, without the rule of one month."""
    text = (ASSETS / "schemes" / "ontong.toml").read_text("utf-8")
    sale = text.index('[[cashback]]\nid = "sale"\n')
    path = folder / "ontong.toml"
    path.write_text(text[:sale] + text[text.index("[[cashback]]", sale + 1) :], "utf-8")
    return path


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("market")
    with ExitStack() as stack:
        people = seed({"often": OWNED, "alone": OWNED})
        yield Spot(stack, folder, SHOP, people, without_the_sale(folder))


def buy(kiosk: RunningKiosk, spot: Spot, who: str, won: int) -> tuple[dict[str, str], ThanksScreen]:
    """Buy; return what was told beside the price, and the end."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", "sale")
    kiosk.see(KeypadScreen)
    key_in(kiosk, str(won))
    kiosk.see(CodeScreen)
    kiosk.scan(spot.phone(who).text())
    facts = {each.label: each.amount for each in kiosk.see(ConfirmScreen).lines}
    kiosk.touch("lead")
    thanks = kiosk.see(ThanksScreen)
    kiosk.touch("lead")
    return facts, thanks


def test_rewards_are_the_nodes_word_and_end_at_the_caps_of_a_month(market: Spot) -> None:
    with market.kiosk() as kiosk:
        told = []
        for _ in range(3):
            facts, thanks = buy(kiosk, market, "often", 300_000)
            assert thanks.certainty is Certainty.CONFIRMED
            told.append(facts.get("나중에 들어올 돈"))
            kiosk.confirmed()
    given = 50_000 + 15_000  # what the two rules give one person in a month
    assert told == ["+39,000원", "+26,000원", None]
    assert market.of_node("often") == (OWNED - 900_000 + given, 0)
    assert market.district.show()["rewarded"] == given


def test_without_the_node_a_reward_is_told_as_at_most_and_booked_once(market: Spot) -> None:
    rewarded = market.district.show()["rewarded"]
    market.line.weather = Weather.BROKEN
    with market.kiosk() as kiosk:
        facts, thanks = buy(kiosk, market, "alone", 20_000)
        assert facts["나중에 들어올 돈"] == "최대 +2,600원"
        assert thanks.certainty is Certainty.RECORDED
        market.line.weather = Weather.LATE  # booked, and the kiosk is not told: it sends again
        kiosk.until(lambda: market.district.show()["booked"] == len(market.shown("spend")))
        market.line.weather = Weather.FINE
        kiosk.confirmed()
    assert market.of_node("alone") == (OWNED - 20_000 + 2_600, 0)
    assert market.district.show()["rewarded"] == rewarded + 2_600


def test_a_trade_that_the_scheme_leaves_out_gets_no_kiosk(
    tmp_path: Path,
    qapp: QGuiApplication,
) -> None:
    text = (ASSETS / "facilities" / f"{SHOP}.toml").read_text("utf-8")
    facility = tmp_path / f"{SHOP}.toml"
    facility.write_text(text.replace('"food"', '"department-store"'), "utf-8")
    scheme = ASSETS / "schemes" / "ontong.toml"
    with District(tmp_path, seed=seed({}), facility=facility, scheme=scheme) as district:
        profile = district.profile("kiosk", district.url, "tcp://127.0.0.1:9")
        district.enrol(profile)
        with pytest.raises(ConfigError, match=r"merchant\.sector.*department-store"):
            KioskApp(profile)
