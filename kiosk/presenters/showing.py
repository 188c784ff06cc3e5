"""What a page says that asks for a code: where to hold it, what helps, that nothing reads. Pure.

While nothing reads codes the page waits with the person: what they chose stays as it is.
"""

from dataclasses import dataclass, replace

from kiosk.events import NO_CAMERA, READERS_LOST
from kiosk.speech.words import Words
from kiosk.visit import Place, Visit
from ui.contract import CardScreen, Frame


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
    now takes the place of the usual distance.
    """
    if visit.readers_problem == READERS_LOST:
        return Showing(
            title=words("wait.title"),
            picture="scene-checking",
            guide=words("readers.lost"),
            hint=words("readers.lost-hint"),
            preview=False,
        )
    if visit.readers_problem == NO_CAMERA:
        return replace(usual, guide=words("readers.no-camera"), preview=False)
    shown = replace(usual, preview_label=words("code.preview"), tip=_tip(words, visit))
    return replace(shown, hint="") if shown.tip and usual.hint == words("code.hint") else shown


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


def _tip(words: Words, visit: Visit) -> str:
    """A card has no screen that could be made brighter."""
    if not visit.hint:
        return ""
    of_card = f"tip.{visit.hint}-card"
    if visit.place is Place.STAFF_CARD and of_card in words:
        return words(of_card)
    return words(f"tip.{visit.hint}")
