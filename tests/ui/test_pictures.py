"""Every picture is plain SVG Tiny 1.2 that Qt draws without a word, small and inside its frame."""

from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = "{http://www.w3.org/2000/svg}"
FOLDER = Path(str(files("assets"))) / "pictures"
PICTURES = sorted(FOLDER.glob("*.svg"))

# 12 kB: a picture is parsed when a screen opens, on a slow board, within one frame.
MAX_BYTES = 12_000
# What the hand-drawn pictures are made of; anything else either fails in Qt's renderer
# (filter, mask, clipPath, style), needs a font (text) or reaches outside the file (image, use).
ALLOWED = frozenset(
    SVG + name
    for name in (
        *("svg", "title", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"),
        *("defs", "linearGradient", "radialGradient", "stop"),
    )
)
NEEDED = frozenset(
    [
        *("scene-phone-or-card", "scene-welcome", "scene-ticket", "scene-print-again"),
        "scene-paper",
        *("scene-staff", "scene-no-code", "scene-coins-few", "scene-network"),
        *("scene-checking", "scene-code-read", "scene-printing"),
        *("scene-card", "scene-card-read", "scene-no-card", "scene-card-blocked", "scene-badge"),
        *("scene-pin", "scene-pin-wrong", "scene-pin-set", "scene-carer", "scene-clock-set"),
        *("service-meal", "meal-lunch", "meal-bibimbap", "meal-kimchi-stew", "meal-noodles"),
        *("meal-chicken-soup", "meal-stone-bowl", "meal-empty", "coin", "coin-contrast"),
        *("icon-larger", "icon-contrast", "icon-low", "icon-voice", "icon-back", "icon-home"),
        *("icon-staff", "icon-next", "icon-check", "icon-plus", "icon-minus", "icon-warning"),
        *("icon-done", "icon-clock", "icon-sent", "icon-erase"),
        *("icon-language", "icon-pause", "icon-play", "scene-news"),
        *("scene-scanner", "scene-scanner-wide", "scene-rejoin", "scene-power", "scene-no-printer"),
        *("scene-farther", "scene-farther-wide", "scene-nearer", "scene-nearer-wide"),
        *("scene-brighter", "scene-brighter-wide"),
        *("scene-welcome-scanner", "scene-welcome-scanner-wide"),
        *(
            "scene-welcome-wide",
            "scene-phone-or-card-wide",
            "scene-card-wide",
            "scene-code-read-wide",
        ),
        *("service-course", "service-donation", "service-balance"),
        *("scene-plate", "scene-amount", "scene-bottles", "scene-card-terminal", "scene-gate"),
        *("scene-coins-earned", "scene-coins-back", "scene-given", "scene-pick-up"),
        *("scene-sold-out", "scene-gate-shut", "scene-order-number", "scene-turnstile"),
    ]
)
ICON_COLOURS = {"": "#1E2124", "-light": "#FFFFFF", "-yellow": "#FFE100", "-blue": "#1D56BC"}
CHOSEN_AIDS = frozenset(
    ["icon-larger-blue", "icon-contrast-blue", "icon-low-blue", "icon-voice-blue"]
)

each_picture = pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)


def _draw(renderer: QSvgRenderer, margin: int) -> QImage:
    """The picture at a longer side of 240 px, with ``margin`` transparent pixels around it."""
    size = renderer.viewBoxF().size()
    scale = 240 / max(size.width(), size.height())
    width, height = round(size.width() * scale), round(size.height() * scale)
    image = QImage(width + 2 * margin, height + 2 * margin, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(margin, margin, width, height))
    painter.end()
    return image


def _inked(image: QImage) -> set[tuple[int, int]]:
    """Where the picture put at least a faint colour."""
    return {
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).alpha() > 16
    }


def test_every_picture_the_screens_name_is_there() -> None:
    stems = {path.stem for path in PICTURES}
    assert stems >= NEEDED | CHOSEN_AIDS
    icons = {stem for stem in NEEDED if stem.startswith("icon-")}
    assert stems >= {icon + suffix for icon in icons for suffix in ("-light", "-yellow")}


@each_picture
def test_picture_is_small_and_uses_only_plain_elements(path: Path) -> None:
    assert path.stat().st_size < MAX_BYTES
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own files, not input
    assert {element.tag for element in root.iter()} <= ALLOWED
    title = root.find(SVG + "title")
    assert title is not None
    assert title.text
    for element in root.iter():
        assert not {"style", "class", "filter", "mask", "clip-path"} & element.attrib.keys()


@each_picture
def test_picture_has_a_view_box_of_its_own_size(path: Path) -> None:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own files, not input
    box = [float(number) for number in root.attrib["viewBox"].split()]
    assert box == [0, 0, float(root.attrib["width"]), float(root.attrib["height"])]
    if path.stem.startswith("icon-"):
        assert box == [0, 0, 24, 24]


# Any warning of Qt's fails a test here by pytest-qt's qt_log_level_fail.
@each_picture
@pytest.mark.usefixtures("qapp")
def test_picture_is_drawn_and_stays_inside_its_frame(path: Path) -> None:
    renderer = QSvgRenderer(QByteArray(path.read_bytes()))
    assert renderer.isValid()
    margin = 8
    image = _draw(renderer, margin)
    inked = _inked(image)
    right, bottom = image.width() - margin, image.height() - margin
    inside = {(x, y) for x, y in inked if margin <= x < right and margin <= y < bottom}
    assert len(inside) > 0.02 * image.width() * image.height()
    assert inked == inside


@pytest.mark.parametrize("suffix", ICON_COLOURS)
def test_icons_are_drawn_in_the_one_colour_of_their_theme(suffix: str) -> None:
    others = tuple(other for other in ICON_COLOURS if other)
    for path in FOLDER.glob(f"icon-*{suffix}.svg"):
        if not suffix and path.stem.endswith(others):
            continue
        root = ElementTree.parse(path).getroot()  # noqa: S314 - our own files, not input
        colours = {
            element.attrib[key]
            for element in root.iter()
            for key in ("fill", "stroke")
            if element.attrib.get(key, "none") != "none"
        }
        assert colours == {ICON_COLOURS[suffix]}


def test_only_coins_have_the_colour_of_coins() -> None:
    with_coins = {path.stem for path in PICTURES if "#FFCB3D" in path.read_text(encoding="utf-8")}
    assert with_coins == {
        *("coin", "scene-coins-few", "scene-coins-earned", "scene-coins-back"),
        *("scene-sent", "service-transfer", "service-convert"),
    }
