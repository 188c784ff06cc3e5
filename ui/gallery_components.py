"""The component gallery: each component in each of its states, with a line on when to use it.

A page is a QML file in ``ui/specimens``; what it is called and says stands here. Its data are the
examples of the gallery, so that a component is seen with what it really shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickView

from ui.bridge import KioskBridge
from ui.contract import Aid, Choice, ChooseScreen, Panel, Screen, Setting
from ui.gallery_examples import screens, setting_name
from ui.gallery_frame import PANELS
from ui.panel import all_settings
from ui.resources import ResourceError, prepare, qml_folder
from ui.views import View, view_of


@dataclass(frozen=True)
class ComponentPage:
    """One page: ``file`` in ui/specimens, and the captions of its specimens in their order."""

    file: str
    name: str
    use: str
    states: tuple[str, ...]


PAGES: Final = (
    ComponentPage(
        "Choice",
        "Big choice",
        "For what one question offers, at most six. One touch leads on.",
        (
            *("usual", "under a finger", "chosen", "not to be had", "without a picture"),
            *("a service", "pointed at, not done yet"),
        ),
    ),
    ComponentPage(
        "Amount",
        "Amount",
        "For every sum of coins: coin, number, unit. Colour and coin are used for nothing else.",
        ("large, before coins go", "in a line of text", "where won does not fit", "coins alone"),
    ),
    ComponentPage(
        "Step",
        "Step bar",
        "On every screen that is one of several steps; never more than five.",
        ("first", "third", "last"),
    ),
    ComponentPage(
        "Bar",
        "Bottom bar and leading button",
        "On every screen, at the same place. What can't be done now lies flat and keeps its place.",
        ("in a visit", "at the start", "leading on", "under a finger", "not yet"),
    ),
    ComponentPage(
        "Aids",
        "Aids",
        "On every screen, one touch away. What is on has an edge, a fill and a check.",
        ("nothing on", "larger and high contrast on", "voice on, with its button to hear it again"),
    ),
    ComponentPage(
        "Keypad",
        "Keypad",
        "For a PIN or a time. Keys that would do nothing lie flat.",
        ("nothing entered", "some", "all: only taking back is left"),
    ),
    ComponentPage(
        "Cells",
        "Cells",
        "Above a keypad: how many digits are wanted, and which is next. A PIN is never shown.",
        ("empty", "two of a PIN", "staff's PIN", "date and time"),
    ),
    ComponentPage(
        "Guide",
        "Code guide",
        "Where a phone or a card is held: what the camera sees, and a scene of how it is held.",
        ("with the camera's picture", "without"),
    ),
    ComponentPage(
        "Ticket",
        "Ticket preview",
        "Before a ticket is printed again: it looks as the paper will. It is not pressed.",
        ("a ticket to come",),
    ),
    ComponentPage(
        "Notice",
        "Notice",
        "For a word that is not part of the question. It takes the step's place and moves nothing.",
        ("staff are coming", "time is running out"),
    ),
    ComponentPage(
        "Pager",
        "Paging",
        "Where there are more choices than fit. Nothing scrolls.",
        ("first page", "last page", "with its words, where nothing leads on"),
    ),
    ComponentPage(
        "Certainty",
        "Certainty marks",
        "After every payment: how sure it is. Shape, sign, colour and words differ.",
        ("confirmed", "recorded", "refused", "unknown"),
    ),
    ComponentPage(
        "Balance",
        "Balance and state lines",
        "Now, used, left, before and after coins go. State lines are for staff.",
        ("before", "after", "state of the machine"),
    ),
    ComponentPage(
        "Quantity",
        "How many",
        "For a small number that can be changed. Each end lies flat.",
        ("at its least", "at its most"),
    ),
)


_POINTED = "pointed"  # the id of the choice that wears the ring


def page_url(page: ComponentPage) -> QUrl:
    """Return the address of the page's QML file."""
    return QUrl.fromLocalFile(str(qml_folder() / "specimens" / f"{page.file}Page.qml"))


def example_views(
    bridge: KioskBridge, panel: Panel, setting: Setting, parent: QObject
) -> dict[str, View]:
    """Let ``bridge`` draw in ``setting``, and return what all pages show. ``parent`` owns it."""
    found = examples(setting, panel)
    bridge.show(found["start"], replace(setting, voice=True))  # only then a choice is pointed at
    bridge.point("choose", _POINTED)
    return {name: view_of(screen, parent) for name, screen in found.items()}


def page_properties(
    page: ComponentPage, bridge: KioskBridge, views: dict[str, View]
) -> dict[str, object]:
    """Return what the page's root item needs."""
    about = {"name": page.name, "use": page.use, "states": list(page.states)}
    return {"bridge": bridge, "about": about, "examples": views}


def examples(setting: Setting, panel: Panel) -> Mapping[str, Screen]:
    """Return the gallery's screens, and a few that show a state no screen of it has."""
    found = dict(screens(setting, panel))
    choose = found["choose"]
    if not isinstance(choose, ChooseScreen):
        raise TypeError("the example named choose is no ChooseScreen")
    frame = choose.frame
    gone = Choice("soup", "닭곰탕", "meal-chicken-soup", None, "다 팔렸어요", enabled=False)
    return {
        **found,
        "choose-sold-out": replace(choose, choices=(gone,)),
        "choose-pointed": replace(choose, choices=(replace(choose.choices[0], id=_POINTED),)),
        "pages-first": replace(choose, page=1, pages=3, previous="앞 쪽", next="다음 쪽"),
        "pages-last": replace(choose, page=3, pages=3, previous="앞 쪽", next="다음 쪽"),
        "aids-off": replace(choose, frame=replace(frame, aids=_aids(frame.aids, ()))),
        "aids-on": replace(
            choose, frame=replace(frame, aids=_aids(frame.aids, ("larger", "contrast")))
        ),
    }


def _aids(aids: tuple[Aid, ...], on: tuple[str, ...]) -> tuple[Aid, ...]:
    return tuple(replace(aid, on=aid.id in on) for aid in aids)


def drawn_settings(panel: Panel) -> tuple[Setting, ...]:
    """Return the settings without low mode, which moves a screen's parts and changes none."""
    return tuple(setting for setting in all_settings(panel) if not setting.low)


def draw_components(
    folder: Path, settings_of: Callable[[Panel], tuple[Setting, ...]] = drawn_settings
) -> None:
    """Draw each page on both panels in each setting: ``components-P-100-choice.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    for letter, panel in PANELS.items():
        bridge, view = KioskBridge(panel), QQuickView()
        prepare(view.engine())
        view.show()
        for setting in settings_of(panel):
            views = example_views(bridge, panel, setting, view)
            for page in PAGES:
                name = f"components-{letter}-{setting_name(setting)}-{page.file.lower()}.png"
                picture = _picture(view, page, page_properties(page, bridge, views))
                picture.save(str(folder / name))
        view.setSource(QUrl())
        view.close()


def _picture(view: QQuickView, page: ComponentPage, properties: dict[str, object]) -> QImage:
    view.setInitialProperties(properties)
    view.setSource(page_url(page))
    if view.status() is not QQuickView.Status.Ready:
        raise ResourceError("; ".join(error.toString() for error in view.errors()))
    root = view.rootObject()
    for _ in range(2):  # a page grows to its specimens; pictures are drawn when it is at rest
        view.resize(round(root.width()), round(root.height()))
        QGuiApplication.processEvents()
    return view.grabWindow()
