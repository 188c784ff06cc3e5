"""What the voice says of each screen: all its words, in their order, and what is private."""

import itertools
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from kiosk.presenters.spoken import Said, entry, news, prompt, readable
from kiosk.presenters.spoken_controls import control, controls, takes_pin
from kiosk.speech.words import load_words
from ui.contract import (
    HIDDEN,
    BalanceLine,
    ConfirmScreen,
    KeypadScreen,
    Movement,
    Screen,
    Setting,
    SorryScreen,
    StaffScreen,
    Step,
    ThanksScreen,
)
from ui.gallery import screens

WORDS = load_words("ko")
EXAMPLES = screens(Setting(voice=True))
KINDS = Screen.__args__

# Words that are no words, and those that stand for others where it is narrow.
NOT_SAID: tuple[str, ...] = (
    "name",
    "picture",
    "reason",
    "id",
    "action",
    "short",
    "replay_short",
    "mark",
)
NOT_SAID += (
    "language_short",
    "more_short",
    "per_page",
    "cells",
    "labels",
)  # a date is read as far as typed; a PIN is not
NOT_SAID += ("offer",)  # modules of a code
OTHERWISE_SAID = {KeypadScreen: "amount", Movement: "amount"}  # as `entered`, and as `said`
AT_START_ONLY = ("facility", "clock")  # where one is does not change during a visit


def filled(kind: Any, number: Iterator[int]) -> Any:  # noqa: ANN401 - of whatever kind is asked
    """A value of ``kind`` in which each text is another word."""
    if kind is str:
        return f"말{next(number)}"
    if kind in (int, bool):
        return kind(2)
    if get_origin(kind) in (Union, types.UnionType):
        return filled(get_args(kind)[0], number)
    if get_origin(kind) is tuple:
        of = get_args(kind)
        of = (of[0], of[0]) if of[1:] == (Ellipsis,) else of
        return tuple(filled(one, number) for one in of)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    hints = get_type_hints(kind)
    return kind(**{it.name: filled(hints[it.name], number) for it in fields(kind) if it.init})


def texts(value: object, at_start: bool, name: str = "") -> Iterator[str]:
    """Every text below ``value`` that is meant to be read."""
    if name in NOT_SAID or (name in AT_START_ONLY and not at_start):
        return
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, at_start, name)
    elif is_dataclass(value):
        for it in fields(value):
            if OTHERWISE_SAID.get(type(value)) == it.name:
                continue
            yield from texts(getattr(value, it.name), at_start, it.name)


def everything(screen: Screen) -> str:
    """All that can be heard of a screen: as it comes up, and of each control."""
    said = (*entry(screen, WORDS), *controls(screen, WORDS).values())
    return " / ".join(readable(one.text, WORDS) for one in said)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_text_of_every_kind_of_screen_is_said(kind: type) -> None:
    screen = filled(kind, itertools.count())
    wanted = set(texts(screen, at_start=screen.name == "start"))
    assert wanted
    heard = everything(screen)
    assert [text for text in sorted(wanted) if text not in heard] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_text_of_every_example_is_said(name: str) -> None:
    screen = EXAMPLES[name]
    heard = everything(screen)
    wanted = {readable(text, WORDS) for text in texts(screen, screen.name == "start")}
    wanted -= {""}
    assert [text for text in sorted(wanted) if text not in heard] == []


def test_each_kind_of_screen_has_an_example() -> None:
    assert {type(screen) for screen in EXAMPLES.values()} == set(KINDS)


def said(name: str) -> list[str]:
    return [one.text for one in entry(EXAMPLES[name], WORDS)]


def test_a_choice_says_where_one_is_then_the_question_then_the_choices_with_prices() -> None:
    assert said("choose-two") == [
        "네 단계 가운데 첫째, 식사 고르기",
        "어떤 식사를 드릴까요?",
        "2가지 가운데 고르세요",
        "점심 식권, 15코인, 3,000원",
        "비빔밥, 20코인, 4,000원",
    ]


def test_what_leads_on_comes_last() -> None:
    assert said("code-read")[-1] == "아래 다음 단추를 누르세요"
    assert said("keypad")[-1] == "다음, 지금은 누를 수 없습니다"


def test_more_steps_than_there_are_words_for_are_numbers() -> None:
    screen = EXAMPLES["choose"]
    many = replace(screen, frame=replace(screen.frame, step=Step(7, 8, "끝")))
    assert entry(many, WORDS)[0].text == "8쪽 가운데 7쪽입니다, 끝"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("15코인 (3,000원).", "15코인, 3,000원."),
        ("\N{MINUS SIGN}15코인", "15코인"),
        ("오전 11:42", "오전 11시 42분"),
        ("1 / 4", "4쪽 가운데 1쪽입니다"),
        ("12건 · 3시간", "12건, 3시간"),
        ("‘맞습니다’를 누르면\n표가", "맞습니다를 누르면 표가"),
    ],
)
def test_signs_are_read_as_words(text: str, read: str) -> None:
    assert readable(text, WORDS) == read


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_balance_and_no_name_is_public(name: str) -> None:
    screen = EXAMPLES[name]
    public = [one for one in entry(screen, WORDS) if not one.private]
    if isinstance(screen, ConfirmScreen | ThanksScreen):
        amounts = {line.amount.strip("\N{MINUS SIGN}") for line in screen.lines if line.strong}
        assert [one for one in public if any(amount in one.text for amount in amounts)] == []
    if isinstance(screen, StaffScreen):
        assert screen.frame.title not in [one.text for one in public]


def test_what_a_private_part_tells_again_is_marked() -> None:
    again = [one.text for one in entry(EXAMPLES["confirm"], WORDS) if one.again]
    assert again == ["점심 식권 1장", "15코인, 3,000원"]
    readback = next(one for one in entry(EXAMPLES["confirm"], WORDS) if "맞습니까" in one.text)
    assert readback.private
    assert all(text in readback.text for text in again)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_digit_of_a_pin_is_part_of_a_screen(name: str) -> None:
    screen = EXAMPLES[name]
    assert HIDDEN not in everything(screen)
    if takes_pin(screen):
        assert control(screen, "digit", "7", WORDS) == Said("7", pin=True)


def test_a_date_is_read_as_it_is_typed() -> None:
    assert {"2026년", "11월"} < set(said("keypad-date"))
    assert "2026년" not in said("keypad")
    assert control(EXAMPLES["keypad-date"], "digit", "7", WORDS) == Said("7")


@pytest.mark.parametrize(
    ("action", "argument", "text"),
    [
        ("choose", "lunch", "점심 식권, 15코인, 3,000원"),
        ("back", "", "이전"),
        ("aid", "larger", "큰 글씨 꺼짐"),
        ("choose", "not-there", ""),
        ("more", "", ""),
    ],
)
def test_a_control_says_its_words(action: str, argument: str, text: str) -> None:
    assert control(EXAMPLES["choose"], action, argument, WORDS).text == text


def test_what_can_not_be_pressed_says_so() -> None:
    assert control(EXAMPLES["keypad"], "lead", "", WORDS).text == "다음, 지금은 누를 수 없습니다"


def test_only_results_and_errors_are_said_to_everybody() -> None:
    told = {type(screen).__name__ for screen in EXAMPLES.values() if prompt(screen, WORDS)}
    assert told == {"ThanksScreen", "SorryScreen", "OutOfOrderScreen", "KeypadScreen"}
    wrong = EXAMPLES["keypad-wrong"]
    assert isinstance(wrong, KeypadScreen)
    assert [one.text for one in prompt(wrong, WORDS)] == [readable(wrong.message, WORDS)]
    assert prompt(EXAMPLES["keypad"], WORDS) == ()


@pytest.mark.parametrize("name", ["thanks", "thanks-recorded", "sorry"])
def test_what_is_said_to_everybody_tells_what_happened_and_no_amount(name: str) -> None:
    screen = EXAMPLES[name]
    assert isinstance(screen, ThanksScreen | SorryScreen)
    texts = [one.text for one in prompt(screen, WORDS)]
    assert screen.frame.title in texts
    assert not [text for text in texts if "15" in text or "20" in text]


def test_only_what_is_new_is_said_of_a_page_that_was_brought_up_to_date() -> None:
    before, after = EXAMPLES["keypad-empty"], EXAMPLES["keypad"]
    assert [it.text for it in news(before, after, WORDS)] == ["4자리 가운데 2자리를 누르셨습니다"]
    warned = [it.text for it in news(EXAMPLES["choose"], EXAMPLES["choose-warned"], WORDS)]
    assert warned == [readable(EXAMPLES["choose-warned"].frame.notice, WORDS)]


def test_a_clock_that_goes_on_is_no_news() -> None:
    screen = EXAMPLES["start"]
    later = replace(screen, frame=replace(screen.frame, clock="오전 11:43"))
    assert news(screen, later, WORDS) == ()


def test_an_aid_that_was_turned_is_news() -> None:
    screen = EXAMPLES["choose"]
    aids = tuple(replace(aid, on=not aid.on) for aid in screen.frame.aids[:1])
    turned = replace(screen, frame=replace(screen.frame, aids=(*aids, *screen.frame.aids[1:])))
    assert [it.text for it in news(screen, turned, WORDS)] == ["큰 글씨 켜짐"]


def test_a_line_of_a_kind_nobody_listed_is_private() -> None:
    screen = EXAMPLES["thanks"]
    assert isinstance(screen, ThanksScreen)
    screen = replace(screen, lines=(BalanceLine("남은 코인", "777코인"),))
    found = [one for one in entry(screen, WORDS) if "777" in one.text]
    assert found
    assert all(one.private for one in found)
