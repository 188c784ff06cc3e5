"""All examples of the gallery by name, filled as a presenter would for a setting and a panel."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import Panel, Screen, Setting
from ui.gallery_buying import buying_screens
from ui.gallery_cards import card_screens
from ui.gallery_ends import end_screens
from ui.gallery_frame import PORTRAIT
from ui.gallery_news import news_screens
from ui.gallery_services import service_screens
from ui.gallery_states import state_screens
from ui.pages import Listed
from ui.panel import choices_per_page, offers_low


def screens(setting: Setting, panel: Panel = PORTRAIT) -> Mapping[str, Screen]:
    """Return the examples by name, filled as a presenter would for this setting and panel."""
    size = choices_per_page(panel, setting)
    found = {
        **buying_screens(setting, size),
        "choose-voice": buying_screens(replace(setting, voice=True), size)["choose"],
        **card_screens(setting),
        **state_screens(setting),
        **news_screens(setting),
        **service_screens(setting, choices_per_page(panel, setting, Listed.MOVES)),
        **end_screens(setting, choices_per_page(panel, setting, Listed.FACTS)),
    }
    return {name: _with_aids_of(panel, screen) for name, screen in found.items()}


def _with_aids_of(panel: Panel, screen: Screen) -> Screen:
    """Return ``screen`` without the aid that does nothing on this panel."""
    if offers_low(panel):
        return screen
    aids = tuple(aid for aid in screen.frame.aids if aid.id != "low")
    return replace(screen, frame=replace(screen.frame, aids=aids))


def setting_name(setting: Setting) -> str:
    """Return a setting's name for files and tests, e.g. "200-contrast-low"."""
    words = ["200" if setting.larger else "100"]
    words += ["contrast"] * setting.contrast + ["low"] * setting.low
    return "-".join(words)
