"""What a page says that asks for a code: where to hold it, what helps, that nothing reads. Pure.

While nothing reads codes the page waits with the person: what they chose stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from drivers.scan_hints import ScanHint
from kiosk.events import NO_CAMERA, READERS_LOST
from kiosk.speech.words import Words
from kiosk.visit import Place, Visit
from ui.contract import CardScreen, Frame

BY_SCANNER: Final[Mapping[Place, str]] = {
    Place.SHOWING: "readers.no-camera-title",
    Place.STAFF_CARD: "readers.no-camera-title-card",
}
"""Titles that name a scanner's place; other pages name whose code it is."""
TIP_PICTURES: Final[Mapping[str, str]] = {
    each: f"scene-{each}" for each in (ScanHint.FARTHER, ScanHint.NEARER, ScanHint.BRIGHTER)
}


@dataclass(frozen=True)
class Showing:
    """The words and the picture of such a page; ``preview`` draws what the camera sees."""

    title: str
    picture: str
    guide: str
    hint: str
    preview: bool = True
    preview_label: str = ""
    tip: str = ""


def showing(words: Words, visit: Visit, usual: Showing) -> Showing:
    """Return how ``usual`` is told now, by what the code readers tell of themselves.

    Without a camera no picture stands still there as if somebody looked through it. What would help
    now takes the place of the usual sentences.
    """
    if visit.readers_problem == READERS_LOST:
        return Showing(
            title=words("wait.title"),
            picture="scene-rejoin",
            guide=words("readers.lost"),
            hint=words("readers.lost-hint"),
            preview=False,
        )
    if visit.readers_problem == NO_CAMERA:
        return _by_scanner(words, visit, replace(usual, preview=False))
    shown = replace(usual, preview_label=words("code.preview"))
    return _with_tip(words, visit, shown) if visit.hint else shown


def _by_scanner(words: Words, visit: Visit, usual: Showing) -> Showing:
    """A scanner reads at another distance than the camera, and at another place."""
    told = replace(usual, guide=words("readers.no-camera"))
    if visit.place is Place.RECEIVING:
        return replace(told, picture="scene-scanner")
    if visit.place not in BY_SCANNER:
        return told
    if visit.other is not None:  # two people stand there: the title says whose turn it is
        return replace(told, picture="scene-scanner", hint="")
    title = words(BY_SCANNER[visit.place])
    return replace(told, title=title, picture="scene-scanner", hint="")


def card_screen(frame: Frame, shown: Showing) -> CardScreen:
    """Return the screen that asks for a card, a badge or a carer's code, as ``shown`` says."""
    return CardScreen(
        frame,
        shown.picture,
        shown.guide,
        shown.hint,
        shown.preview,
        shown.preview_label,
        shown.tip,
    )


def _with_tip(words: Words, visit: Visit, usual: Showing) -> Showing:
    """A card has no screen that could be made brighter: where both may come, both are told."""
    of_card, of_both = f"tip.{visit.hint}-card", f"tip.{visit.hint}-hint"
    if visit.place is Place.STAFF_CARD and of_card in words:
        return replace(usual, tip=words(of_card), hint="")
    tip = replace(usual, tip=words(f"tip.{visit.hint}"), hint="")
    if visit.place is not Place.SHOWING:  # the picture tells whose code it is
        return tip
    hint = words(of_both) if of_both in words else ""
    return replace(tip, hint=hint, picture=TIP_PICTURES.get(visit.hint, usual.picture))
