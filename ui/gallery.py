"""Every screen in every state with invented texts: what tests walk and what a designer looks at.

``python -m ui.gallery DIR [NAME...]`` draws each example (or those named) on both panels in each
setting, as a PNG of the panel's pixels: ``P-100-contrast-low-choose.png``. A contact sheet of each
setting lies beside them, and, where no NAME is given, the component gallery. ``screens`` also shows
a presenter's author how to fill a screen.
"""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from ui.bridge import KioskBridge
from ui.contract import Screen, Setting
from ui.gallery_components import draw_components
from ui.gallery_examples import screens, setting_name
from ui.gallery_frame import LANDSCAPE, PANELS, PORTRAIT
from ui.gallery_sheets import sheet, thumbnail
from ui.panel import all_settings
from ui.window import KioskWindow

__all__ = ["LANDSCAPE", "PANEL", "PANELS", "PORTRAIT", "draw", "screens", "setting_name"]

PANEL = PORTRAIT


def draw(folder: Path, names: tuple[str, ...] = ()) -> None:
    """Draw the named examples, or all, on both panels in every setting, and a sheet of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for letter, panel in PANELS.items():
        bridge = KioskBridge(panel)
        window = KioskWindow(bridge, motion=False)
        window.resize(panel.width_px, panel.height_px)
        window.show()
        for setting in all_settings(panel):
            prefix = f"{letter}-{setting_name(setting)}"
            shown = screens(setting, panel)
            wanted = {name: shown[name] for name in shown if not names or name in names}
            small: list[tuple[str, QImage]] = []
            for name, screen in wanted.items():
                picture = _picture(window, bridge, screen, setting)
                picture.save(str(folder / f"{prefix}-{name}.png"))
                small.append((name, thumbnail(picture)))
            sheet(small).save(str(folder / f"sheet-{prefix}.png"))
        window.close_for_good()


def _picture(window: KioskWindow, bridge: KioskBridge, screen: Screen, setting: Setting) -> QImage:
    bridge.show(screen, setting)
    QGuiApplication.processEvents()  # pictures are drawn when the layout is at rest
    return window.grabWindow()


def main() -> None:
    """Draw the gallery without a screen, as the kiosk without a GPU would."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication(sys.argv[:1])
    folder, names = Path(sys.argv[1]), tuple(sys.argv[2:])
    draw(folder, names)
    if not names:
        draw_components(folder)
    application.quit()


if __name__ == "__main__":
    main()
