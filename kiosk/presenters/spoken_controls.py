"""What the voice says of a button, a key or a choice that somebody points at. Pure."""

from collections.abc import Iterator

from kiosk.presenters.spoken import (
    PRIVATE_CHOICES,
    Said,
    aid_words,
    choice_words,
    choices_of,
    readable,
)
from kiosk.speech.words import Words
from ui.contract import (
    Action,
    CodeScreen,
    Frame,
    KeypadScreen,
    NewsScreen,
    Screen,
    StartScreen,
)

Control = tuple[str, str]  # an action and its argument
DIGITS = "0123456789"


def control(screen: Screen, action: str, argument: str, words: Words) -> Said:
    """Return what is said of one control; nothing (an empty text) for one that is not there."""
    said = controls(screen, words).get((action, argument), Said(""))
    return Said(readable(said.text, words), said.private, said.pin)


def controls(screen: Screen, words: Words) -> dict[Control, Said]:
    """Return everything on ``screen`` that can be pressed, and what is said of it."""
    private = isinstance(screen, PRIVATE_CHOICES)
    choices = {
        (Action.CHOOSE.value, one.id): Said(choice_words(one, words), private)
        for one in choices_of(screen)
    }
    return {**choices, **dict(_of_screen(screen)), **dict(_of_frame(screen.frame, words))}


def takes_pin(screen: Screen) -> bool:
    """Return whether a PIN may be typed here: a keypad for what nobody may read."""
    return isinstance(screen, KeypadScreen) and not (screen.labels or screen.plain)


def _of_frame(frame: Frame, words: Words) -> Iterator[tuple[Control, Said]]:
    for aid in frame.aids:
        yield (Action.AID, aid.id), Said(aid_words(aid, words))
    if frame.replay:
        yield (Action.REPLAY, ""), Said(frame.replay)
    for button in (*frame.bar, *((frame.lead,) if frame.lead else ())):
        action = getattr(button, "action", Action.LEAD)
        cant = words("said.cant", words=button.words)
        yield (action, ""), Said(button.words if button.enabled else cant)


def _of_screen(screen: Screen) -> Iterator[tuple[Control, Said]]:
    if isinstance(screen, StartScreen) and screen.language:
        yield (Action.LANGUAGE, ""), Said(screen.language)
    if isinstance(screen, NewsScreen):
        yield (Action.PAUSE, ""), Said(screen.pause)
    if isinstance(screen, CodeScreen) and screen.quantity is not None:
        yield (Action.MORE, ""), Said(screen.quantity.more)
        yield (Action.FEWER, ""), Said(screen.quantity.fewer)
    if isinstance(screen, KeypadScreen):
        pin = takes_pin(screen)
        yield from (((Action.DIGIT, digit), Said(digit, pin=pin)) for digit in DIGITS)
        yield (Action.ERASE, ""), Said(screen.erase)
    for side in ("previous", "next"):
        if turn := getattr(screen, side, ""):
            yield (Action.PAGE, side), Said(turn)
