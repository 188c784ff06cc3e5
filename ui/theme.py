"""The colours of the two themes. Contrast ratios are asserted in tests/ui from these values."""

from dataclasses import dataclass
from typing import NewType

from ui.contract import Setting

Colour = NewType("Colour", str)
"""A colour as ``#RRGGBB``; the bridge hands it to QML as a typed colour."""


def _colour(value: str) -> Colour:
    return Colour(value)


@dataclass(frozen=True)
class Theme:
    """What each colour is for. ``lead`` is the one action colour, ``coin`` is for coins only."""

    contrast: bool
    page: Colour
    quiet: Colour  # bands and cards that only inform
    line: Colour  # between page and band: decoration
    text: Colour
    soft: Colour
    face: Colour  # a button that can be pressed
    faint: Colour  # words and icons of what can't be pressed now
    edge: Colour
    depth: Colour
    pressed: Colour  # the face while a finger is on it
    chosen: Colour
    lead: Colour
    lead_words: Colour
    lead_depth: Colour
    lead_pressed: Colour
    coin: Colour
    caution: Colour
    success: Colour
    danger: Colour
    ring: Colour  # keyboard focus
    dark: Colour  # behind the camera picture
    aim: Colour  # the corners in the camera picture


LIGHT = Theme(
    contrast=False,
    page=_colour("#FFFFFF"),
    quiet=_colour("#F2F4F6"),
    line=_colour("#CDD1D5"),
    text=_colour("#1E2124"),
    soft=_colour("#464C53"),
    face=_colour("#FFFFFF"),
    faint=_colour("#6B7178"),
    edge=_colour("#6B7178"),
    depth=_colour("#8A9199"),
    pressed=_colour("#EAF1FE"),
    chosen=_colour("#EAF1FE"),
    lead=_colour("#1D56BC"),
    lead_words=_colour("#FFFFFF"),
    lead_depth=_colour("#123A85"),
    lead_pressed=_colour("#164597"),
    coin=_colour("#7A4E00"),
    caution=_colour("#855A00"),
    success=_colour("#006E18"),
    danger=_colour("#D50136"),
    ring=_colour("#1D56BC"),
    dark=_colour("#1E2429"),
    aim=_colour("#FFE100"),
)
CONTRAST = Theme(
    contrast=True,
    page=_colour("#000000"),
    quiet=_colour("#000000"),
    line=_colour("#FFFFFF"),
    text=_colour("#FFFFFF"),
    soft=_colour("#FFFFFF"),
    face=_colour("#000000"),
    faint=_colour("#A6A6A6"),
    edge=_colour("#FFFFFF"),
    depth=_colour("#FFFFFF"),
    pressed=_colour("#2B2900"),
    chosen=_colour("#2B2900"),
    lead=_colour("#FFE100"),
    lead_words=_colour("#000000"),
    lead_depth=_colour("#A89500"),
    lead_pressed=_colour("#E6CB00"),
    coin=_colour("#FFD54A"),
    caution=_colour("#FFE100"),
    success=_colour("#8CE99A"),
    danger=_colour("#FF9DA8"),
    ring=_colour("#FFE100"),
    dark=_colour("#000000"),
    aim=_colour("#FFE100"),
)


def theme_for(setting: Setting) -> Theme:
    """Return the colours of this setting."""
    return CONTRAST if setting.contrast else LIGHT
