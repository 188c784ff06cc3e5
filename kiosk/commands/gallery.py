"""``kiosk gallery``: components and screens in all states, in a window or as pictures.

With ``--output`` it draws the examples of ``ui.gallery`` and every state that a visit can come to,
with the terminal's own words, and a contact sheet of each setting: what ``scripts/screens`` does.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.presenters.frame import aids_of
from kiosk.speech.words import LANGUAGE, LANGUAGES, Words, load_words, to_translate, translated
from kiosk.walk import NOON, Stand, Walk, Walked, facilities, stand
from kiosk.walk.presses import texts
from ui.bridge import KioskBridge
from ui.contract import Panel, Screen, Setting
from ui.gallery import PANELS, screens, setting_name
from ui.gallery_components import draw_components
from ui.gallery_sheets import sheet, thumbnail
from ui.gallery_window import GalleryWindow
from ui.panel import all_settings, choices_per_page, offers_low
from ui.translations import translations
from ui.window import KioskWindow

LEAST_ON_A_PAGE = 2  # then a walk turns to every page of any panel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--output", type=Path, metavar="DIR", help="draw pictures into DIR")
    parser.add_argument("--panel", choices=("P", "L"), help="upright or lying panel only")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGE, help="of walked states")
    parser.add_argument("--setting", help="one setting only, e.g. 200-contrast-low")
    parser.add_argument("names", nargs="*", metavar="NAME", help="these examples or states only")


def run(arguments: argparse.Namespace) -> int:
    """Open the window, or draw; 2 when nothing of that name can be drawn."""
    if arguments.output is None:
        return _window()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    drawn = _draw(arguments)
    if not drawn:
        sys.stderr.write("Nothing of this name and setting can be drawn.\n")
    return 0 if drawn else 2


def _window() -> int:
    application = QGuiApplication(sys.argv[:1])
    window = GalleryWindow()
    window.show()
    return int(application.exec())


def _draw(arguments: argparse.Namespace) -> int:
    """Draw what was asked for; return how many pictures."""
    application = QGuiApplication(sys.argv[:1])
    arguments.output.mkdir(parents=True, exist_ok=True)
    walked = Walk(stand(facilities()[0], lambda *_: LEAST_ON_A_PAGE)).walked
    count = 0
    for letter, setting in _views(arguments.panel, arguments.setting):
        panel = PANELS[letter]
        told = replace(setting, language=arguments.language)
        place = _stand(panel, _words(arguments.language))
        shown = {**screens(setting, panel), **dict(_walked(walked, place, told))}
        wanted = {name: shown[name] for name in shown if name in (arguments.names or shown)}
        prefix = f"{letter}-{setting_name(setting)}"
        count += _pictures(panel, told, wanted, arguments.output, prefix)
    if not (arguments.names or arguments.panel or arguments.setting):
        draw_components(arguments.output)
    application.quit()
    return count


def _views(letter: str | None, name: str | None) -> Iterator[tuple[str, Setting]]:
    for each, panel in PANELS.items():
        for setting in all_settings(panel):
            if letter in (None, each) and name in (None, setting_name(setting)):
                yield each, setting


def _pictures(
    panel: Panel, setting: Setting, shown: Mapping[str, Screen], folder: Path, prefix: str
) -> int:
    bridge = KioskBridge(panel)
    window = KioskWindow(bridge, motion=False)
    window.resize(panel.width_px, panel.height_px)
    window.show()
    small = []
    for name, screen in shown.items():
        bridge.show(screen, setting)
        QGuiApplication.processEvents()  # pictures are drawn when the layout is at rest
        picture = window.grabWindow()
        picture.save(str(folder / f"{prefix}-{name}.png"))
        small.append((name, thumbnail(picture)))
    if small:
        sheet(small).save(str(folder / f"sheet-{prefix}.png"))
    window.close_for_good()
    return len(small)


def _walked(walked: list[Walked], place: Stand, setting: Setting) -> Iterator[tuple[str, Screen]]:
    """Yield the states that look different in this setting, by names that no example has."""
    seen: set[tuple[str, ...]] = set()
    for one in walked:
        shown = replace(setting, voice=one.visit.setting.voice)
        screen = place.presenter.screen(replace(one.visit, setting=shown), NOON)
        if (look := (screen.name, *texts(screen))) not in seen:
            seen.add(look)
            yield f"walk-{one.name}", screen


def _stand(panel: Panel, words: Words) -> Stand:
    others = () if words.language == LANGUAGE else (words,)
    aids = aids_of(low=offers_low(panel), voice=True)
    return stand(facilities()[0], partial(choices_per_page, panel), others, aids)


def _words(language: str) -> Words:
    if language == LANGUAGE:
        return load_words(LANGUAGE)

    return translated(language, translations(language, to_translate()))
