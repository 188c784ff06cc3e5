"""What the tables of facility files share: words of some length, things with a name, slips.

Words have limits, since a slip refuses what it can't print, and by then coins are used.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Protocol

from pydantic import Field

from kiosk.config import ONE_LINE, Printed, Section, Slug
from kiosk.services.orders import TicketWords

# Limits come first: they are told as what they are, of letters.
Unit = Annotated[str, Field(min_length=1, max_length=4), ONE_LINE]
SlipWord = Annotated[str, Field(min_length=1, max_length=10), ONE_LINE]  # its largest one
Word = Annotated[str, Field(min_length=1, max_length=12), ONE_LINE]  # a button, a step, a label
Phrase = Annotated[str, Field(min_length=1, max_length=20), ONE_LINE]  # as printed
Title = Annotated[str, Field(min_length=1, max_length=40), ONE_LINE]  # stands over a page
Sentence = Annotated[str, Field(min_length=1, max_length=60), ONE_LINE]

MAX_COINS: Final = 1_000_000
CoinsMost = Annotated[int, Field(ge=1, le=MAX_COINS)]  # coins pay no more of one price


class NamedSection(Section):
    """Something with an id that screens and slips call by its name."""

    id: Slug
    name: Word


class ChoiceSection(NamedSection):
    """Something that can be touched; ``picture`` is a file stem."""

    picture: str = ""


class ServiceSection(ChoiceSection):
    """What most ``[[service]]`` tables have; ``unit`` counts what is sold, if it is counted."""

    unit: Printed = Field(default="", max_length=4)


class AskingSection(ServiceSection):
    """A service whose first step is a question."""

    question: Title  # asked on the screen
    step: Word  # its name in the step bar


class SlipSection(Section):
    """The words of a slip; ``slip_help`` says what to do with it."""

    slip_title: Phrase
    slip_help: Printed = Field(max_length=60)

    def slip(self, good_for: str, *rows: tuple[str, str]) -> TicketWords:
        """Return the slip with those of ``rows`` (label, value) that say something."""
        told = tuple(row for row in rows if row[1])
        return TicketWords(self.slip_title, good_for, told, self.slip_help)


class Told(Protocol):
    """What every service's table of a facility file tells: a `ServiceSection`, mostly."""

    @property
    def id(self) -> str:
        """Its id in the facility file and in orders."""

    @property
    def name(self) -> str:
        """What the start screen calls it."""

    @property
    def picture(self) -> str:
        """File stem of its picture."""

    @property
    def unit(self) -> str:
        """What counts the thing that is sold; empty where it is not counted."""


class WithId(Protocol):
    """Anything of a file that has an id."""

    @property
    def id(self) -> str:
        """Its id, in small letters."""


def told_twice(sections: Sequence[WithId], what: str) -> None:
    """Raise ValueError where two of ``sections`` have one id."""
    ids = [one.id for one in sections]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if twice is not None:
        raise ValueError(f"the {what} {twice} is there twice")
