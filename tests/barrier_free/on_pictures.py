"""Checks of real pictures of a living screen: what is told apart in grey, and what stays still."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QRectF

from kiosk import events
from kiosk.visit import Visit, advance
from kiosk.walk import NOON, Stand
from tests.barrier_free.looking import Grey, crop, pixels
from tests.ui.stage import Stage, place
from ui.contract import Aid, Certainty, Screen, Setting, StartScreen, ThanksScreen

Mask = npt.NDArray[np.bool_]

APART = 0.25  # of the luminance from black to white: seen as another grey by anybody
LEAST_PART = 0.04  # of a mark's place that is another grey, at least
LEAST_STATE = 0.01  # of a button's: the badge of what is on is small, and has a sign
STILL_S = 59.0

Problems = list[str]


def told_apart_in_grey(stage: Stage, screen: Screen, setting: Setting) -> Problems:
    """The four marks of certainty, and what a button is: in both themes, without any colour."""
    found = []
    for theme in (setting, replace(setting, contrast=True)):
        if isinstance(screen, ThanksScreen):
            found += alike(marks(stage, screen, theme), LEAST_PART)
        if isinstance(screen, StartScreen):
            found += alike(dict(_aids(stage, screen, theme)), LEAST_STATE)
            found += alike(dict(_bar(stage, screen, theme)), LEAST_STATE)
    return found


def alike(pictures: Mapping[str, Grey], least: float) -> Problems:
    """Return the pairs whose shapes can't be told apart once all colour is gone.

    Each is compared as black and white, so that no lighter or darker tint counts as a shape.
    """
    shapes = {name: _shape(picture) for name, picture in pictures.items()}
    found = []
    for (one, first), (other, second) in combinations(shapes.items(), 2):
        differs = float(np.mean(first != second))
        if differs < least:
            found.append(f"{one} and {other} look alike in grey: {differs:.1%} differs")
    return found


def marks(stage: Stage, screen: ThanksScreen, setting: Setting) -> dict[str, Grey]:
    """Return the mark of each certainty as it is painted."""
    found = {}
    for certainty in Certainty:
        stage.show_screen(replace(screen, certainty=certainty, certainty_words="words"), setting)
        found[f"the mark '{certainty}'"] = _painted(stage, "certainty-shape")
    return found


def _aids(stage: Stage, screen: StartScreen, setting: Setting) -> Iterator[tuple[str, Grey]]:
    for on in (False, True):
        aids = tuple(Aid(it.id, it.words, it.short, on) for it in screen.frame.aids)
        stage.show_screen(replace(screen, frame=replace(screen.frame, aids=aids)), setting)
        yield f"an aid that is {'on' if on else 'off'}", _painted(stage, f"aid:{aids[0].id}")


def _bar(stage: Stage, screen: StartScreen, setting: Setting) -> Iterator[tuple[str, Grey]]:
    """A button that can't be pressed, one that can, and one that the voice has named."""
    back, start_over, staff = screen.frame.bar
    for words, enabled in (("flat", False), ("enabled", True)):
        bar = (back, start_over, replace(staff, enabled=enabled))
        stage.show_screen(replace(screen, frame=replace(screen.frame, bar=bar)), setting)
        yield f"a button that is {words}", _painted(stage, "call-staff")
    stage.show_screen(screen, replace(setting, voice=True))
    stage.bridge.point("call-staff", "")
    QCoreApplication.processEvents()
    yield "a button that is pointed at", _painted(stage, "call-staff")


def _painted(stage: Stage, name: str) -> Grey:
    area = place(stage.find(name)).adjusted(-6, -6, 6, 6)  # a ring lies outside, a badge too
    whole = QRectF(0, 0, stage.panel.width_px, stage.panel.height_px)
    return crop(pixels(stage.window.grabWindow()), area.intersected(whole))


def _shape(picture: Grey) -> Mask:
    ground = float(np.median(picture))
    mask: Mask = np.abs(picture - ground) > APART
    return mask


def stays_still(stage: Stage, stand: Stand, visit: Visit) -> Problems:
    """Not one pixel changes for 60 s of the visit's clock, for whoever is still deciding."""
    begun = replace(visit, touched_at_s=0.0, entered_at_s=0.0)
    before = _seen(stage, stand, begun)
    after, _ = advance(stand.shop, begun, events.Ticked(), STILL_S)
    changed = int(np.any(before != _seen(stage, stand, after), axis=-1).sum())
    return [f"{changed} pixels change by themselves"] if changed else []


def _seen(stage: Stage, stand: Stand, visit: Visit) -> npt.NDArray[np.uint8]:
    stage.show_screen(stand.presenter.screen(visit, NOON), visit.setting)
    QCoreApplication.processEvents()
    return pixels(stage.window.grabWindow())
