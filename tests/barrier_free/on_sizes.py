"""Row 5's table: how high each kind of text is inked, as the look says it, in millimetres. Pure.

The numbers stand here once more, on purpose: a table that is changed in the product alone is a
screen that somebody over 65 can't read any more.
"""

from collections.abc import Iterator

from tests.barrier_free.looking import Look
from tests.ui.looking import Words
from ui.contract import ConfirmScreen, CountScreen, Screen, TellScreen, ThanksScreen, WaitScreen

Sizes = dict[str, float]

USUAL: dict[bool, Sizes] = {
    False: {"note": 9, "label": 9, "body": 12, "lead": 14, "title": 16, "amount": 24},
    True: {"note": 7.25, "label": 9, "body": 9, "lead": 12, "title": 14, "amount": 20},
}
LARGER: dict[bool, Sizes] = {
    False: {"note": 18, "label": 18, "body": 24, "lead": 24, "title": 24, "amount": 32},
    True: {"note": 14.5, "label": 18, "body": 18, "lead": 18, "title": 18, "amount": 24},
}
BALANCE = {(False, False): 14.0, (False, True): 20.0, (True, False): 11.0, (True, True): 14.5}
"""By whether the panel lies and the type is large."""
CAP = {False: 24.0, True: 18.0}  # of all that is no amount
LOW_AMOUNT = 24.0
RAISED = 1.14  # the line that matters, in the usual size
LEAST_TITLE = 0.8  # of the table's, on a lying panel, where one line is too short for it
HALF = 0.5  # of the panel: a title that would take less is not set smaller
LEAST_LARGER = 0.77  # of a note at 200 %, before anything is cut off
STEP = 0.95  # of aids and bar in other languages, where a note is as high as they are
ENGLISH = 0.78  # of the pixel size, with large type
ROUNDED_MM = 0.35  # fonts have whole pixels, and parts of a size are cut down to them
KINDS = {"aid": "label", "replay": "label", "lead": "lead", "back": "label", "start-over": "label"}
BY_NAME = {**KINDS, "call-staff": "label"}

Problems = list[str]


def as_the_table(look: Look) -> Problems:
    """Titles, leading words, aids, bar and amounts have the table's size; nothing is above it."""
    found = [
        f"{kind} '{words.text}' is {words.ink_mm:.1f} mm high, not {_or(wanted)}"
        for kind, words, wanted in (*_buttons(look), *_amounts(look), *_balances(look))
        if not any(abs(words.ink_mm - each) < ROUNDED_MM for each in wanted)
    ]
    return found + _titles(look) + _extremes(look)


def table(look: Look) -> Sizes:
    """Return the sizes that this look has by the table."""
    larger, lying = look.setting.larger, look.lying
    sizes = {**(LARGER if larger else USUAL)[lying], "balance": BALANCE[lying, larger]}
    if look.setting.low and not lying:
        sizes["amount"] = min(sizes["amount"], LOW_AMOUNT)
    part = ENGLISH if larger and look.setting.language == "en" else 1.0
    return {kind: size * part for kind, size in sizes.items()}


def _buttons(look: Look) -> Iterator[tuple[str, Words, tuple[float, ...]]]:
    sizes = table(look)
    names = {_corner(button.area): button.name for button in look.seen.buttons}
    for words in look.seen.words:
        name = names.get(_corner(words.holder), "").split(":")[0]
        if name in BY_NAME and words.text:
            wanted = sizes[BY_NAME[name]]
            smaller = look.setting.language != "ko" and name != "lead"
            between = _between(words.ink_mm, min(sizes["note"], STEP * wanted), wanted)
            yield name, words, (words.ink_mm,) if smaller and between else (wanted,)


def _amounts(look: Look) -> Iterator[tuple[str, Words, tuple[float, ...]]]:
    """Where the card of what is bought is small, its amount is set in the body's size.

    It is the card's: a line beside it may tell the same amount once more, in its own size.
    """
    if not isinstance(look.screen, ConfirmScreen) or look.screen.price is None:
        return
    sizes, coins = table(look), look.screen.price.coins
    shown = [words for words in look.seen.words if words.text == coins]
    small = look.setting.larger or look.setting.low
    tight = small or look.screen.frame.notice != "" or len(look.screen.facts) > 0
    carded = [words for words in shown if words.holder != look.seen.rect]
    for words in sorted(carded or shown, key=lambda each: each.ink.top())[:1]:
        wanted = (sizes["amount"], sizes["body"]) if tight else (sizes["amount"],)
        longer = small and look.setting.language != "ko"  # a unit of several letters
        fitted = longer and _between(words.ink_mm, sizes["note"], sizes["body"])
        yield "amount", words, (words.ink_mm,) if fitted else wanted


def _balances(look: Look) -> Iterator[tuple[str, Words, tuple[float, ...]]]:
    if not isinstance(look.screen, ConfirmScreen | ThanksScreen):
        return
    sizes = table(look)
    labels = {line.label for line in look.screen.lines}
    between = (
        sizes["balance"] + sizes["note"]
    ) / 2  # lines are set smaller before they would leave
    steps = (sizes["balance"], between, sizes["note"], sizes["note"] * 0.9, sizes["note"] * 0.8)
    wanted = tuple(size * raised for size in steps for raised in (1, RAISED, 0.97 * RAISED))
    for words in look.seen.words:
        if words.text in labels:
            yield "line", words, wanted


def _titles(look: Look) -> Problems:
    """A title is smaller on a lying panel only, and only where it fills much of its row."""
    wanted, title = table(look)["title"], " ".join(look.screen.frame.title.split())
    found = []
    for words in look.seen.words:
        if " ".join(words.text.split()) != title or abs(words.ink.top() - look.seen.title_y) > 99:
            continue
        long = words.ink.width() * wanted / words.ink_mm > HALF * look.seen.panel.width_px
        least = wanted * LEAST_TITLE if look.lying and long else wanted
        if not _between(words.ink_mm, least, wanted):
            found.append(f"the title '{title}' is {words.ink_mm:.1f} mm high, not {wanted:.1f}")
    return found


def _extremes(look: Look) -> Problems:
    if not look.setting.larger:
        return []
    sizes = table(look)
    least, most = sizes["note"] * LEAST_LARGER, CAP[look.lying]
    amounts = {words.text for _, words, _ in _amounts(look)} | set("0123456789")  # keys of digits
    amounts.add(_largest(look.screen))
    return [
        f"'{words.text}' is {words.ink_mm:.1f} mm high at 200 %"
        for words in look.seen.words
        if words.text
        and not _between(words.ink_mm, least, sizes["amount"] if words.text in amounts else most)
    ]


def _largest(screen: Screen) -> str:
    """Return what is as large as any amount, though nothing is agreed to: the page is about it."""
    if isinstance(screen, CountScreen):
        return screen.count
    return screen.amount if isinstance(screen, WaitScreen | TellScreen) else ""


def _between(size: float, least: float, most: float) -> bool:
    return least - ROUNDED_MM <= size <= most + ROUNDED_MM


def _corner(area: object) -> tuple[float, ...]:
    return tuple(round(each) for each in area.getRect())  # type: ignore[attr-defined] # a QRectF


def _or(sizes: tuple[float, ...]) -> str:
    return " or ".join(f"{each:.1f}" for each in dict.fromkeys(sizes))
