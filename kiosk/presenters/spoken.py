"""What the voice says of a screen: the screen's own words, in the order they are needed. Pure.

A screen is walked field by field, so a new one speaks without a line here. Only what is no words
(names of pictures, ids, reasons for the log) and what must not be said aloud is listed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Final

from kiosk.speech.words import Words
from ui.contract import (
    Aid,
    BalanceLine,
    Choice,
    CodeScreen,
    ConfirmScreen,
    Frame,
    KeypadScreen,
    Movement,
    OutOfOrderScreen,
    Price,
    Quantity,
    Screen,
    SorryScreen,
    StaffScreen,
    StartScreen,
    Step,
    TellScreen,
    ThanksScreen,
    VoiceScreen,
)

NO_WORDS: Final = ("frame", "name", "picture", "reason", "id", "cells", "groups", "labels")
NOT_SAID: Final = {CodeScreen: ("offer",), KeypadScreen: ("amount",)}  # drawn; said as `entered`
ON_CONTROLS: Final = ("language", "language_short", "pause", "next", "previous", "erase")
"""Fields that are said when their button is pointed at, as those of the aids and the bar."""

PRIVATE_SCREENS: Final = (StaffScreen, TellScreen)  # a masked name stands there, a balance
PRIVATE_CHOICES: Final = (*PRIVATE_SCREENS, ThanksScreen)  # a rest to give away is what is left
PUBLIC_LINES: Final = (VoiceScreen,)  # anywhere else a line may tell a balance
READBACK: Final = "readback"  # tells what is left, and once more what stands in `READ_BACK`
READ_BACK: Final = ("item", "price", "facts")

ADVICE: Final = ("hint", "tip")
RESULTS: Final = (ThanksScreen, SorryScreen, OutOfOrderScreen)
WRONG: Final = "scene-pin-wrong"  # the picture beside what was wrong with what was typed

MARKS: Final = str.maketrans({"\N{MINUS SIGN}": "", "(": ", ", ")": "", "\n": " ", "\xa0": " "})
QUOTES: Final = re.compile("[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]")
PAGE: Final = re.compile(r"(\d+) / (\d+)")
TIME: Final = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Said:
    """One thing to say. ``private``: a balance or a name, not for everybody in the hall.

    ``pin``: a key under which a PIN may be typed. ``again``: what a private part tells once more,
    to be left out where that part is said.
    """

    text: str
    private: bool = False
    pin: bool = False
    again: bool = False


def entry(screen: Screen, words: Words) -> tuple[Said, ...]:
    """Return what is said of a screen that comes up: where one is, what it tells, what to do."""
    private = isinstance(screen, PRIVATE_SCREENS)
    found = (
        *_where(screen, words),
        *_told(screen, private),
        *_typed(screen),
        *_chosen(screen.frame),
        *_to_choose(screen, words, private=isinstance(screen, PRIVATE_CHOICES)),
        *_leads_on(screen.frame, words),
    )
    return _read(found, words)


def prompt(screen: Screen, words: Words) -> tuple[Said, ...]:
    """Return what everybody is told, also without the voice: a result or an error, no balance."""
    if isinstance(screen, KeypadScreen) and screen.picture == WRONG:
        return _read((Said(screen.message),), words)
    if not isinstance(screen, RESULTS):
        return ()
    found = (*_told(screen, private=False), *_leads_on(screen.frame, words))
    return tuple(one for one in _read(found, words) if not one.private)


def news(before: Screen, after: Screen, words: Words) -> tuple[Said, ...]:
    """Return what is new on a page that was brought up to date; time that goes on is no news."""
    aids = zip(before.frame.aids, after.frame.aids, strict=False)
    turned = tuple(Said(aid_words(now, words)) for was, now in aids if was.on is not now.on)
    known = {one.text for one in entry(_timeless(before), words)}
    return turned + tuple(one for one in entry(_timeless(after), words) if one.text not in known)


def advice(screen: Screen, words: Words) -> set[str]:
    """Return what helps to show a code, as it is read aloud: hints that come and go."""
    told = (getattr(screen, name, "") for name in ADVICE)
    return {readable(text, words) for text in told if text}


def aid_words(aid: Aid, words: Words) -> str:
    """Return an aid and whether it is on."""
    return words("said.aid-on" if aid.on else "said.aid-off", words=aid.words)


def readable(text: str, words: Words) -> str:
    """Return ``text`` as it is read aloud: no signs, times and pages in words."""
    text = PAGE.sub(lambda it: words("said.page", page=it[1], pages=it[2]), text)
    text = TIME.sub(lambda it: words("said.time", hour=int(it[1]), minute=int(it[2])), text)
    text = QUOTES.sub("", text.replace(" \N{MIDDLE DOT} ", ", ")).translate(MARKS)
    return re.sub(r"(\s*,)+", ",", " ".join(text.split())).strip(", ")


def choice_words(choice: Choice, words: Words) -> str:
    """Return a choice as it is read: its name, its price, and why it can't be chosen."""
    parts = (choice.name, _price(choice.price), choice.note)
    said = ", ".join(part for part in parts if part)
    return said if choice.enabled or choice.note else words("said.cant", words=said)


def choices_of(screen: Screen) -> tuple[Choice, ...]:
    """Return everything on a screen that can be chosen, in order."""
    found: list[Choice] = []
    for field in fields(screen):
        value = getattr(screen, field.name)
        values = value if isinstance(value, tuple) else (value,)
        found += [one for one in values if isinstance(one, Choice)]
    return tuple(found)


def _timeless(screen: Screen) -> Screen:
    return replace(screen, frame=replace(screen.frame, clock=""))


def _read(found: Iterable[Said], words: Words) -> tuple[Said, ...]:
    read = (replace(one, text=readable(one.text, words)) for one in found)
    return tuple(one for one in read if one.text)


def _told(screen: Screen, private: bool) -> Iterator[Said]:
    yield Said(screen.frame.title, private)
    yield Said(screen.frame.notice)
    yield from _content(screen, private)


def _where(screen: Screen, words: Words) -> Iterator[Said]:
    frame = screen.frame
    if isinstance(screen, StartScreen):
        yield Said(words("said.facility", name=frame.facility))
        yield Said(frame.clock)
    if frame.step is not None:
        yield Said(_step(frame.step, words))


def _step(step: Step, words: Words) -> str:
    """Return "네 단계 가운데 첫째, 식사 고르기"; more steps than there are words for as digits."""
    steps, nth = f"said.steps.{step.count}", f"said.nth.{step.number}"
    if steps not in words or nth not in words:
        return f"{words('said.page', page=step.number, pages=step.count)}, {step.name}"
    return words("said.step", steps=words(steps), nth=words(nth), name=step.name)


def _content(screen: Screen, private: bool) -> Iterator[Said]:
    """Say a screen's own fields. Choices come later."""
    lines_are_private = private or not isinstance(screen, PUBLIC_LINES)
    read_back = isinstance(screen, ConfirmScreen)
    for name, value in _words_of(screen):
        for said in _walk(value, private, lines_are_private):
            hidden = said.private or name == READBACK
            yield replace(said, private=hidden, again=read_back and name in READ_BACK)


def _words_of(whole: object) -> Iterator[tuple[str, object]]:
    """Return the fields of a dataclass that may hold words."""
    if is_dataclass(whole):
        left_out = (*NO_WORDS, *ON_CONTROLS, *NOT_SAID.get(type(whole), ()))
        for field in fields(whole):
            if field.name not in left_out:
                yield field.name, getattr(whole, field.name)


def _walk(value: object, private: bool, lines_are_private: bool) -> Iterator[Said]:
    if isinstance(value, Enum | Choice):
        return
    if isinstance(value, str):
        yield Said(value, private)
    elif isinstance(value, BalanceLine):
        yield Said(f"{value.label} {value.amount}", lines_are_private)
    elif isinstance(value, Movement):
        yield Said(f"{value.when}, {value.what}, {value.said}", private=True)
    elif isinstance(value, Price):
        yield Said(_price(value), private)
    elif isinstance(value, Quantity):
        yield Said(f"{value.label}, {value.words}", private)
    else:
        inner = value if isinstance(value, tuple) else [one for _, one in _words_of(value)]
        for one in inner:
            yield from _walk(one, private, lines_are_private)


def _price(price: Price | None) -> str:
    parts = () if price is None else (price.coins, price.won, price.more)
    return ", ".join(part for part in parts if part)


def _typed(screen: Screen) -> Iterator[Said]:
    """Say the digits that anybody may read, group by group: a date, never a PIN."""
    if not isinstance(screen, KeypadScreen) or not (screen.labels or screen.plain):
        return
    if not screen.labels:  # digit by digit, as a plate is read
        yield Said(" ".join(cell for cell in screen.cells if cell))
        return
    at = 0
    for size, label in zip(screen.groups, screen.labels, strict=True):
        digits = "".join(screen.cells[at : at + size])
        at += size
        if digits:
            yield Said(f"{digits}{label}")


def _chosen(frame: Frame) -> Iterator[Said]:
    if frame.chosen is not None:
        yield Said(f"{frame.chosen.label}, {frame.chosen.value}")


def _to_choose(screen: Screen, words: Words, *, private: bool) -> Iterator[Said]:
    choices = choices_of(screen)
    page, pages = getattr(screen, "page", 1), getattr(screen, "pages", 1)
    if pages > 1:
        yield Said(words("said.page", page=page, pages=pages))
    if len(choices) > 1:
        yield Said(words("said.choices", count=len(choices)))
    for choice in choices:
        yield Said(choice_words(choice, words), private)


def _leads_on(frame: Frame, words: Words) -> Iterator[Said]:
    if frame.lead is not None:
        key = "said.lead" if frame.lead.enabled else "said.cant"
        yield Said(words(key, words=frame.lead.words))
