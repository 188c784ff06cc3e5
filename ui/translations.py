"""The translations as Qt reads them: from a compiled ``.qm`` file to plain texts by key."""

from collections.abc import Iterable
from importlib.resources import files

from PySide6.QtCore import QTranslator

from ui.resources import ResourceError


def translations(language: str, keys: Iterable[str]) -> dict[str, str]:
    """Return those of ``keys`` that ``language`` has; ResourceError if its file can't be read."""
    name = f"kiosk_{language}.qm"
    try:
        data = (files("assets") / "translations" / name).read_bytes()
    except OSError as exc:
        raise ResourceError(f"{name} can't be read: {exc.strerror}") from exc
    return read_qm(data, keys)


def read_qm(data: bytes, keys: Iterable[str]) -> dict[str, str]:
    """Return those of ``keys`` that a compiled file has; ResourceError if it is none."""
    translator = QTranslator()
    if not translator.load(data):
        raise ResourceError("a file of translations can't be read")
    found = {key: translator.translate("", key) for key in keys}
    return {key: text for key, text in found.items() if text}
