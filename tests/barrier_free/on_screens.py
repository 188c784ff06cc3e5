"""Checks of one screen: what is large, apart, in reach, whole, named and told. Pure.

Each returns sentences about what is wrong, none where all is well.
"""

from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible

from tests.barrier_free import on_sizes
from tests.barrier_free.looking import Look
from tests.ui.looking import cut_off, on_each_other
from ui.contract import (
    AidId,
    CardScreen,
    CodeScreen,
    OutOfOrderScreen,
    SorryScreen,
    ThanksScreen,
)
from ui.panel import REACH_BOTTOM_MM, REACH_TOP_MM, SIGHT_TOP_MM, offers_low

LEAST_MM, LEAD_MM = 16.0, 20.0  # ours; the standards ask for 12
AREA_MM2 = 150.0
GAP_MM, USUAL_GAP_MM = 2.5, 5.0  # never less; and in the usual size
BESIDE_MM = 25.0
INK_MM = 7.25
LONG_WORD = 6  # syllables: longer ones are set down to the size of a note before they are cut
TEXT, TEXT_HIGH, SHAPE = 4.5, 7.0, 3.0
ROUNDED = 0.1  # of a ratio, and of millimetres: pixels are whole
MOST_CHOICES, MOST_STEPS = 6, 5
PREVIEW_MM = 40.0  # what one aims by is no smaller than the code that is held before it
BAR = ("back", "start-over", "call-staff")
RED, GREEN, YELLOW, BLUE = range(-1, 20), range(90, 170), range(40, 70), range(200, 260)

Problems = list[str]


def target_size(look: Look) -> Problems:
    found = []
    for button in look.seen.buttons:
        least = LEAD_MM if button.name == "lead" else LEAST_MM
        small = min(button.area.width(), button.area.height()) / look.mm
        if small < least - ROUNDED:
            found.append(f"{button.name} is {small:.1f} mm, {least:.0f} are needed")
    return found


def target_area(look: Look) -> Problems:
    areas = [(it.name, it.area.width() * it.area.height() / look.mm**2) for it in look.seen.buttons]
    return [f"{name} has {area:.0f} mm²" for name, area in areas if area < AREA_MM2]


def target_gaps(look: Look) -> Problems:
    least = GAP_MM if look.setting.larger else USUAL_GAP_MM
    return [
        f"{one.name} and {other.name} are {gap:.1f} mm apart, {least} are needed"
        for one, other in combinations(look.seen.buttons, 2)
        if (gap := _gap(one.area, other.area) / look.mm) < least - 2 * ROUNDED
    ]


def ink(look: Look) -> Problems:
    return [
        f"{words.text} is {words.ink_mm:.1f} mm high"
        for words in look.seen.words
        if words.text and words.ink_mm < INK_MM - ROUNDED
    ] + _body(look)


def _body(look: Look) -> Problems:
    """Of the usual size: what one can choose is named in the body's height or a step below it.

    A word that no card holds in that size is set as small as a note, and no smaller.
    """
    if look.setting.larger or look.setting.language != "ko":
        return []
    sizes = on_sizes.table(look)
    names = {choice.name for choice in getattr(look.screen, "choices", ())}
    found = []
    for words in look.seen.words:
        long = max(map(len, words.text.split()), default=0) > LONG_WORD
        least = sizes["note"] if long else (sizes["body"] + sizes["note"]) / 2
        if words.text in names and words.ink_mm < least - 2 * ROUNDED:
            found.append(f"{words.text} is {words.ink_mm:.1f} mm high, {least:.1f} are needed")
    return found


def whole(look: Look) -> Problems:
    cut = [f"{text} is cut off" for text in cut_off(look.seen)]
    return cut + on_each_other(look.seen) + _under_buttons(look) + on_sizes.as_the_table(look)


def _under_buttons(look: Look) -> Problems:
    return [
        f"{words.text} lies under {button.name}"
        for words in look.seen.words
        for button in look.seen.buttons
        if button.area.intersects(words.ink) and not button.area.contains(words.ink.center())
    ]


def reach(look: Look) -> Problems:
    found = []
    for button in look.seen.buttons:
        low, high = look.seen.floor_mm(button.area.bottom()), look.seen.floor_mm(button.area.top())
        if low < REACH_BOTTOM_MM:
            found.append(f"{button.name} is {low:.0f} mm from the floor")
        if high > REACH_TOP_MM + ROUNDED and (look.setting.low or look.lying):
            found.append(f"{button.name} reaches up to {high:.0f} mm")
    return found


def sight(look: Look) -> Problems:
    shown = [(words.text, words.ink) for words in look.seen.words if words.text]
    shown += [("a picture", area) for area in look.seen.pictures]
    tops = [(name, look.seen.floor_mm(area.top())) for name, area in shown]
    return [f"{name} stands {top:.0f} mm high" for name, top in tops if top > SIGHT_TOP_MM]


def no_scrolling(look: Look) -> Problems:
    hidden = [f"{kind} scrolls" for kind in look.scrollers]
    page, pages = getattr(look.screen, "page", 1), getattr(look.screen, "pages", 1)
    if pages > 1 and not {"page:next", "page:previous"} & {it.name for it in look.seen.buttons}:
        hidden.append(f"page {page} of {pages} has no way on")
    return hidden


def contrast(look: Look) -> Problems:
    text = TEXT_HIGH if look.setting.contrast else TEXT
    bars = {"text": text, "icon": SHAPE, "edge": SHAPE}
    return [
        f"the {it.what} {it.name} has a contrast of {it.ratio:.1f}, {bars[it.what]} is needed"
        for it in look.shades
        if (it.enabled or it.what != "edge")  # what can't be pressed now lies flat
        and it.ratio < (bars[it.what] if it.enabled else SHAPE) - ROUNDED
    ]


def aids_there(look: Look) -> Problems:
    wanted = [aid.id for aid in look.screen.frame.aids]
    there = {button.name for button in look.seen.buttons if button.enabled}
    offered = [aid for aid in AidId if aid is not AidId.LOW or offers_low(look.seen.panel)]
    missing = [aid for aid in {*offered, *wanted} if f"aid:{aid}" not in there]
    return [f"the aid {aid} is not one tap away" for aid in sorted(missing)]


def not_colour_alone(look: Look) -> Problems:
    found = [
        f"{it.name} is written in a colour that cannot be told from its ground"
        for it in look.shades
        if (it.hues[0] in RED and it.hues[0] >= 0 and it.hues[1] in GREEN)
        or (it.hues[0] in YELLOW and it.hues[1] in BLUE)
    ]
    words = getattr(look.screen, "certainty_words", None)
    if words and words not in {each.text for each in look.seen.words}:
        found.append(f"how sure it is ({words}) is told by a mark alone")
    return found


def icons_with_words(look: Look) -> Problems:
    """A sign without a word of its own stands beside what it changes: "- 1장 +", "< 1 / 2 >"."""
    bare = [button for button in look.seen.buttons if button.name in look.bare]
    return [f"{it.name} shows no word" for it in bare if not _word_beside(look, it.area)]


def _word_beside(look: Look, area: QRectF) -> bool:
    reach = area.adjusted(-BESIDE_MM * look.mm, 0, BESIDE_MM * look.mm, 0)
    return any(words.text and reach.intersects(words.ink) for words in look.seen.words)


def names(look: Look) -> Problems:
    found = [f"{kind} is a tap area without a name" for kind in look.untouchable]
    for button in look.seen.buttons:
        if not button.name or not button.spoken:
            found.append(f"{button.name or button.words} has no accessible name")
        elif button.words not in button.spoken:
            found.append(f"{button.name} is called {button.spoken}, not {button.words}")
        if button.role is not QAccessible.Role.Button:
            found.append(f"{button.name} has the role {button.role.name}")
    return found


def bar_there(look: Look) -> Problems:
    there = {button.name for button in look.seen.buttons}
    return [f"{name} is missing" for name in BAR if name not in there]


def few(look: Look) -> Problems:
    choices = getattr(look.screen, "choices", getattr(look.screen, "services", ()))
    found = [f"{len(choices)} choices"] if len(choices) > MOST_CHOICES else []
    step = look.screen.frame.step
    if step is None:
        return found
    if step.count > MOST_STEPS:
        found.append(f"{step.count} steps")
    told = f"{step.number} / {step.count}"
    if not any(told.replace(" ", "") in words.text.replace(" ", "") for words in look.seen.words):
        found.append(f"'{told}' is not shown")
    return found


def where_to_hold(look: Look) -> Problems:
    """A picture of how to hold it and a word to it, and the camera's own picture large enough.

    Where type is large and the place small one of the two words gives way, never both. What would
    help now stands in the place of the first, and never gives way.
    """
    if not isinstance(look.screen, CodeScreen | CardScreen) or not look.screen.preview:
        return []
    if isinstance(look.screen, CodeScreen) and look.screen.offer:
        return _own_code(look)
    shown = {" ".join(words.text.split()) for words in look.seen.words}
    tip = " ".join(look.screen.tip.split())
    said = (tip or look.screen.guide, look.screen.hint)
    told = [" ".join(text.split()) for text in said if text]
    found = [f"'{text}' is not shown" for text in told if text not in shown]
    if look.setting.larger and len(found) < len(told) and tip in (*shown, ""):
        found = []
    side = min(look.preview.width(), look.preview.height()) / look.mm
    if side < PREVIEW_MM:
        found.append(f"the camera's picture is {side:.0f} mm, {PREVIEW_MM:.0f} are needed")
    return found + ([] if look.screen.picture and look.seen.pictures else ["there is no picture"])


def _own_code(look: Look) -> Problems:
    """The machine's own code: 40 mm with four modules of white, read from what is painted."""
    shown = look.own_code
    if shown is None:
        return ["the machine's own code can't be read from the picture"]
    found = [] if shown.mm >= PREVIEW_MM - ROUNDED else [f"its code is {shown.mm:.0f} mm"]
    if look.setting.low and look.seen.floor_mm(shown.area.top()) > REACH_TOP_MM + ROUNDED:
        found.append("its code stands above the low zone")
    return found


def errors_whole(look: Look) -> Problems:
    shown = " ".join(words.text.replace("\n", " ") for words in look.seen.words)
    parts: tuple[str, ...] = ()
    if isinstance(look.screen, SorryScreen):
        parts = (look.screen.what, look.screen.coins, look.screen.todo)
    if isinstance(look.screen, OutOfOrderScreen):
        parts = (look.screen.what, look.screen.todo)
    if isinstance(look.screen, ThanksScreen):
        parts = (look.screen.where,)
    return [
        f"'{part}' is not told"
        for part in parts
        if not part or " ".join(part.split()) not in " ".join(shown.split())
    ]


def _gap(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right())
    return max(across, one.top() - other.bottom(), other.top() - one.bottom())
