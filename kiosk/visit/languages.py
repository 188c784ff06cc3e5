"""The page of languages: from the first screen and back to it. Pure."""

from dataclasses import replace

from kiosk import events
from kiosk.speech.words import LANGUAGES
from kiosk.visit.choosing import code_refused, first_code
from kiosk.visit.leaving import Step, at_rest
from kiosk.visit.state import Place, Shop, Visit


def open_page(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Show the languages; a code that was shown already is kept."""
    return replace(visit, place=Place.LANGUAGE, page=1), ()


def choose(_shop: Shop, visit: Visit, event: events.Chose) -> Step:
    """Go on in this language until the visit ends."""
    if event.id not in LANGUAGES:
        return visit, ()
    return _leave(replace(visit, setting=replace(visit.setting, language=event.id))), ()


def back(_shop: Shop, visit: Visit, _event: object) -> Step:
    """Back to the first screen, in the language it was in."""
    return _leave(visit), ()


def turn_page(_shop: Shop, visit: Visit, event: events.TurnedPage) -> Step:
    """Look at the other languages; the presenter shows the last page for any past it."""
    page = visit.page + 1 if event.forward else visit.page - 1
    return replace(visit, page=min(max(page, 1), len(LANGUAGES))), ()


def shown(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """A code means here what it means at the first screen: nobody has to go back for it.

    One that means nothing there, like the phone that has just paid, leaves the page as it is.
    """
    start = _start(visit)
    if isinstance(event, events.CodeRefused):
        return code_refused(shop, start, event)
    after, wanted = first_code(shop, start, event)
    return (visit if after == start else after), wanted


def _leave(visit: Visit) -> Visit:
    """Back to the first screen, which may have closed meanwhile for who has shown no code yet."""
    start = _start(visit)
    return start if start.code else at_rest(start)


def _start(visit: Visit) -> Visit:
    return replace(visit, place=Place.START, page=1)
