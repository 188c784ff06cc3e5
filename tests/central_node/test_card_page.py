"""The page for a card printer: in a browser as a desk has one, and its codes read off the picture.

Without a browser only the page itself is looked at: chromium is what Debian packages.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from central_node.card_page import QUIET_MODULES, card_page, qr_path
from central_node.cards import Card, CardDesk, spaced_number
from protocol.code import from_text
from protocol.credential import CredentialKind, read
from tests.central_node.world import NOW, World

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium to render the page with")
SCHEME_NAME = "마을<코인>"
MODULES = 53  # QR version 9, which holds 262 characters at correction M: the card's size budget
WIDTH_MM, HEIGHT_MM, POINTS_PER_MM = 85.6, 54, 72 / 25.4  # ISO/IEC 7810 ID-1
MIN_MODULE_MM = 0.5  # a camera that holds 100 mm in 1,080 rows still has 5 of them on a module


@pytest.fixture
def cards(world: World) -> Iterator[list[Card]]:
    """Two cards, with names of every kind of length."""
    with world.books.write() as connection:
        desk = CardDesk(connection, world.node.district, os.urandom)
        yield [
            desk.issue_card("rich", "one", "김○자", NOW),
            desk.issue_card("some", "two", "가나다라마바사아자차카타파하거너", NOW),
        ]


def browse(page: Path, *options: str) -> None:
    """Let the browser draw a page, without a network and without a window."""
    assert BROWSER is not None
    words = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    profile = f"--user-data-dir={page.parent / 'profile'}"
    done = subprocess.run(
        [*words, profile, *options, page.as_uri()], capture_output=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@needs_browser
def test_the_codes_on_the_drawn_page_are_the_cards_and_the_nodes_own(
    world: World, cards: list[Card], tmp_path: Path
) -> None:
    page, picture = tmp_path / "cards.html", tmp_path / "cards.png"
    page.write_text(card_page(cards, SCHEME_NAME), encoding="utf-8")
    browse(
        page, f"--screenshot={picture}", "--window-size=760,300", "--force-device-scale-factor=2"
    )
    with Image.open(picture) as drawn:
        found = zxingcpp.read_barcodes(drawn.convert("L"))
    texts = {one.text for one in found if one.format == zxingcpp.BarcodeFormat.QRCode}
    assert texts == {card.code for card in cards}
    keys = world.node.district.credential_keys
    kinds = {read(from_text(text), keys).kind for text in texts}
    assert kinds == {CredentialKind.CARD}


@needs_browser
def test_on_paper_each_card_is_one_page_of_a_cards_size(cards: list[Card], tmp_path: Path) -> None:
    page, paper = tmp_path / "cards.html", tmp_path / "cards.pdf"
    page.write_text(card_page(cards, SCHEME_NAME), encoding="utf-8")
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", paper.read_bytes())
    assert len(boxes) == len(cards)
    for width, height in boxes:
        assert float(width) == pytest.approx(WIDTH_MM * POINTS_PER_MM, abs=1)
        assert float(height) == pytest.approx(HEIGHT_MM * POINTS_PER_MM, abs=1)


def test_a_card_says_whose_it_is_where_it_works_and_how_to_use_it(cards: list[Card]) -> None:
    page = card_page(cards[:1], SCHEME_NAME)
    for words in ("김○자", "one", spaced_number(cards[0].number), "4자리", "마을&lt;코인&gt;"):
        assert words in page
    assert "<코인>" not in page
    assert page.count('class="card"') == 1


def test_a_badge_says_that_it_is_one_and_asks_for_six_digits(world: World) -> None:
    with world.books.write() as connection:
        badge = CardDesk(connection, world.node.district, os.urandom).issue_badge("영양사", NOW)
    page = card_page([badge], SCHEME_NAME)
    assert "직원증" in page
    assert "6자리" in page
    assert "4자리" not in page


def test_the_page_loads_nothing_from_anywhere(cards: list[Card]) -> None:
    page = card_page(cards, SCHEME_NAME)
    addresses = re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?([^\"')\s]{1,30})", page)
    assert addresses
    assert all(address.startswith("data:font/otf;base64,") for address in addresses)


def test_a_cards_code_stays_within_its_version_and_its_modules_are_large(cards: list[Card]) -> None:
    for card in cards:
        side, path = qr_path(card.code)
        assert side <= MODULES + 2 * QUIET_MODULES
        assert _dark(path)[0] == (QUIET_MODULES, QUIET_MODULES)
    style = card_page(cards, SCHEME_NAME)
    width = re.search(r"\.code \{[^}]*width: ([0-9.]+)mm", style)
    assert width is not None
    assert float(width[1]) / (MODULES + 2 * QUIET_MODULES) >= MIN_MODULE_MM


def test_the_code_is_well_formed_svg(cards: list[Card]) -> None:
    page = card_page(cards[:1], SCHEME_NAME)
    svg = page[page.index('<svg class="code"') :]
    drawn = ElementTree.fromstring(svg[: svg.index("</svg>") + len("</svg>")])  # noqa: S314 - our own
    assert [child.tag for child in drawn] == ["path"]


def _dark(path: str) -> list[tuple[int, int]]:
    """Where the runs of a path start."""
    return [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", path)]
