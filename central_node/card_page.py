"""The page that a card printer takes: cards and badges as HTML, one to a page of their own size.

Words, markup and style are data in `assets/cards`; nothing is loaded from elsewhere, fonts
included, so the page looks the same on any desk's machine. QR codes are drawn as shapes
(ISO/IEC 18004, error correction M, four modules of quiet zone), sharp at any printer's resolution.
"""

import base64
import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from string import Template

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from central_node.cards import Card, spaced_number

QUIET_MODULES = 4  # as the standard wants it
_NAME_CHARS, _HOME_CHARS = 4, 10  # so many stand on one line in the large type
_LONG = " long"
_FONTS = {400: "PretendardGOV-Regular.otf", 700: "PretendardGOV-Bold.otf"}


def card_page(cards: Sequence[Card], scheme: str) -> str:
    """The page for one card or badge at least, all of one kind; ``scheme``: its name for people."""
    text = (resources.files("assets") / "cards" / "card.toml").read_text("utf-8")
    template = tomllib.loads(text)
    words, markup = template["words"], template["markup"]
    return _fill(
        markup["page"].lstrip(),
        title=escape(words[f"title-{cards[0].word}"]),
        fonts="".join(_fonts(markup["font"])),
        style=markup["style"],
        cards="".join(_card(card, scheme, words, markup) for card in cards),
    )


def qr_path(text: str) -> tuple[int, str]:
    """Modules along a side, quiet zone included, and the SVG path of the dark ones."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    matrix = code.get_matrix()
    return len(matrix), "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _runs(row)
    )


def _card(card: Card, scheme: str, words: dict[str, str], markup: dict[str, str]) -> str:
    side, path = qr_path(card.code)
    home = words["role"] if card.home is None else card.home
    label = "" if card.home is None else words["home"]
    return _fill(
        markup["card"],
        coin=markup["coin"],
        scheme=escape(scheme),
        name_size=_LONG if len(card.name) > _NAME_CHARS else "",
        name=escape(card.name),
        home_size=_LONG if len(home) > _HOME_CHARS else "",
        home=_fill(markup["home"], label=escape(label), home=escape(home)),
        use="".join(_fill(markup["use"], line=escape(line)) for line in words[f"use-{card.word}"]),
        number_label=escape(words["number"]),
        number=escape(spaced_number(card.number)),
        code=_fill(markup["code"], side=str(side), path=path),
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow each other."""
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None


def _fonts(markup: str) -> Iterator[str]:
    for weight, file in _FONTS.items():
        font = (resources.files("assets") / "fonts" / file).read_bytes()
        yield _fill(markup, weight=str(weight), data=base64.b64encode(font).decode("ascii"))


def _fill(markup: str, **values: str) -> str:
    return Template(markup).substitute(values)
