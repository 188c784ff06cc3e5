"""Pictures by name: drawn to size, tinted, swapped in high contrast, never a hole."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from ui.pictures import PictureProvider
from ui.resources import read_picture

pytestmark = pytest.mark.usefixtures("qapp")

RED = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="30" height="20">%s</svg>'
SQUARE = RED % b'<rect x="0" y="0" width="30" height="20" fill="#FF0000"/>'
SCENE = RED % (
    b'<rect x="0" y="0" width="30" height="20" fill="#E3EAF3"/>'
    b'<rect x="10" y="5" width="10" height="10" fill="#2B3038"/>'
)
GREEN = RED % b'<rect x="0" y="0" width="30" height="20" fill="#00FF00"/>'


@pytest.fixture
def provider() -> PictureProvider:
    return PictureProvider({"dish": SQUARE, "dish-contrast": GREEN, "sign": SQUARE}.get)


def _draw(provider: PictureProvider, id_: str, wanted: QSize) -> tuple[QImage, QSize]:
    size = QSize()
    return provider.requestImage(id_, size, wanted), size


def test_a_picture_is_fitted_into_what_is_asked(provider: PictureProvider) -> None:
    image, size = _draw(provider, "light/own/dish", QSize(300, 300))
    assert (image.width(), image.height()) == (300, 200)
    assert size == image.size()
    assert image.pixelColor(150, 100) == QColor("#FF0000")


def test_a_tint_recolours_an_icon(provider: PictureProvider) -> None:
    image, _ = _draw(provider, "light/1d56bc/sign", QSize(30, 30))
    assert image.pixelColor(15, 10) == QColor("#1D56BC")


def test_high_contrast_takes_the_twin_if_there_is_one(provider: PictureProvider) -> None:
    twin, _ = _draw(provider, "contrast/own/dish", QSize(30, 30))
    same, _ = _draw(provider, "contrast/own/sign", QSize(30, 30))
    assert twin.pixelColor(15, 10) == QColor("#00FF00")
    assert same.pixelColor(15, 10) == QColor("#FF0000")


def test_high_contrast_leaves_out_the_pale_ground_and_rims_what_is_dark() -> None:
    provider = PictureProvider({"scene": SCENE}.get)
    light, _ = _draw(provider, "light/own/scene", QSize(300, 200))
    black, _ = _draw(provider, "contrast/own/scene", QSize(300, 200))
    assert light.pixelColor(10, 10) == QColor("#E3EAF3")
    assert black.pixelColor(10, 10).alpha() == 0
    assert black.pixelColor(150, 100) == QColor("#2B3038")
    assert black.pixelColor(98, 100) == QColor("#FFFFFF")


def test_a_place_far_wider_than_high_takes_the_wide_twin() -> None:
    provider = PictureProvider({"scene": SQUARE, "scene-wide": GREEN}.get)
    lying, _ = _draw(provider, "light/own/scene", QSize(90, 30))
    usual, _ = _draw(provider, "light/own/scene", QSize(60, 30))
    assert lying.pixelColor(15, 10) == QColor("#00FF00")
    assert usual.pixelColor(15, 10) == QColor("#FF0000")


@pytest.mark.parametrize("wanted", [QSize(), QSize(0, 0), QSize(-1, 40), QSize(40, -1)])
def test_an_unknown_size_is_no_trouble(provider: PictureProvider, wanted: QSize) -> None:
    image, _ = _draw(provider, "light/own/dish", wanted)
    assert not image.isNull()


def test_a_picture_that_is_absent_is_a_quiet_placeholder(provider: PictureProvider) -> None:
    image, _ = _draw(provider, "light/own/nothing", QSize(100, 60))
    assert not image.isNull()
    drawn = {image.pixelColor(x, 30).name() for x in range(image.width())}
    assert "#8a9199" in drawn


def test_a_name_never_reaches_outside_the_pictures() -> None:
    assert read_picture("coin") is not None
    assert read_picture("../fonts/OFL") is None
