"""What tables of facility files share: limits are told in letters, slips leave out empty rows."""

import pytest
from pydantic import TypeAdapter, ValidationError

from kiosk.services.orders import TicketWords
from kiosk.services.sections import (
    NamedSection,
    Phrase,
    Sentence,
    SlipSection,
    SlipWord,
    Title,
    Unit,
    Word,
    told_twice,
)

KINDS = pytest.mark.parametrize(
    ("kind", "most"),
    [
        (TypeAdapter(Unit), 4),
        (TypeAdapter(SlipWord), 10),
        (TypeAdapter(Word), 12),
        (TypeAdapter(Phrase), 20),
        (TypeAdapter(Title), 40),
        (TypeAdapter(Sentence), 60),
    ],
    ids=["unit", "slip-word", "word", "phrase", "title", "sentence"],
)


def refused(kind: TypeAdapter[str], text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        kind.validate_python(text)
    return caught.value.errors()[0]["msg"]


@KINDS
def test_words_have_a_length_that_is_told_in_letters(kind: TypeAdapter[str], most: int) -> None:
    assert refused(kind, "가" * (most + 1)) == f"String should have at most {most} characters"
    assert refused(kind, "") == "String should have at least 1 character"
    assert kind.validate_python("가" * most) == "가" * most


@KINDS
def test_words_are_one_line(kind: TypeAdapter[str], most: int) -> None:
    assert "line end" in refused(kind, "가\n나")


def test_a_slip_leaves_out_what_says_nothing() -> None:
    slip = SlipSection(slip_title="표", slip_help="보여 주세요.")
    told = slip.slip("2장", ("때", "오늘"), ("자리", ""))
    assert told == TicketWords("표", "2장", (("때", "오늘"),), "보여 주세요.")


def test_two_of_one_id_are_named() -> None:
    one, two = NamedSection(id="a", name="하나"), NamedSection(id="b", name="둘")
    told_twice((one, two), "fee")
    with pytest.raises(ValueError, match="the fee b is there twice"):
        told_twice((one, two, two), "fee")
