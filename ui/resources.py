"""Where the QML files, the font and the pictures are, and how an engine is made ready for them.

Everything is found by ``importlib.resources``, so it works from a checkout, a wheel and a packaged
folder. Call ``prepare`` once for each QML engine, after the application exists.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtQml import QQmlEngine, qmlRegisterSingletonType

from ui import bridge, preview, shown_code
from ui.pictures import PROVIDER, PictureProvider
from ui.views import QML_MODULE

FONT_FAMILY = "Pretendard GOV"
_FONT_FILES = {
    "PretendardGOV-Regular.otf": FONT_FAMILY,
    "PretendardGOV-Bold.otf": FONT_FAMILY,
    "NotoSansSC-Regular.ttf": "Noto Sans SC",
    "NotoSansSC-Bold.ttf": "Noto Sans SC",
}


class ResourceError(Exception):
    """A file of our own is missing or broken: the installation is, not the machine."""


def qml_folder() -> Path:
    """Return the folder of Kiosk.qml; QML elsewhere imports it by this path."""
    return Path(str(files("ui")))


def kiosk_qml() -> QUrl:
    """Return the address of the root item that run and demo show."""
    return QUrl.fromLocalFile(str(qml_folder() / "Kiosk.qml"))


def read_picture(name: str) -> bytes | None:
    """Return the SVG bytes of ``assets/pictures/NAME.svg``, or None if there is none."""
    return _pictures().get(name)


@cache
def _pictures() -> dict[str, bytes]:
    folder = files("assets") / "pictures"
    if not folder.is_dir():
        return {}
    return {
        entry.name.removesuffix(".svg"): entry.read_bytes()
        for entry in folder.iterdir()
        if entry.name.endswith(".svg")
    }


@cache
def load_fonts() -> None:
    """Make the shipped fonts known; raises ResourceError if Qt can't read one.

    By their paths, not their bytes: a font of 10 MB is then mapped and read where it is drawn, so
    a language that nobody chooses costs a millisecond at the start.
    """
    folder = Path(str(files("assets"))) / "fonts"
    for name, family in _FONT_FILES.items():
        font = QFontDatabase.addApplicationFont(str(folder / name))
        if family not in QFontDatabase.applicationFontFamilies(font):
            raise ResourceError(f"the font {name} can't be read")
    for family in set(_FONT_FILES.values()):  # a name nobody translated, a language's own name
        QFont.insertSubstitutions(family, sorted(set(_FONT_FILES.values()) - {family}))


@cache
def _register_types() -> None:
    bridge.register()
    preview.register()
    shown_code.register()
    lettering = QUrl.fromLocalFile(str(qml_folder() / "components" / "Lettering.qml"))
    qmlRegisterSingletonType(lettering, QML_MODULE, 1, 0, "Lettering")  # type: ignore[call-overload] # the stub says bytes, the library takes str only


def prepare(engine: QQmlEngine) -> None:
    """Give ``engine`` the types, the font and the pictures that Kiosk.qml needs."""
    _register_types()
    load_fonts()
    engine.addImageProvider(PROVIDER, PictureProvider(read_picture))
