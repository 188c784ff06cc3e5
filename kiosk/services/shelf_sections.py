"""What the tables of services with a shelf share: meals, entries, passes."""

from typing import Annotated, Final

from pydantic import Field

from kiosk.config import Printed
from kiosk.services.hours import EndTime, HoursSection, minute
from kiosk.services.pricing import OnlyFor, PriceForSection, PriceWon
from kiosk.services.sections import AskingSection, ChoiceSection, SlipSection

MAX_STOCK: Final = 100_000  # a day: more than any kitchen cooks
Stock = Annotated[int, Field(ge=1, le=MAX_STOCK)]
PriceFor = Annotated[tuple[PriceForSection, ...], Field(max_length=8)]


def end_minute(order_until: str | None) -> int | None:
    """Return the minute of the day from which on something can't be ordered."""
    return None if order_until is None else minute(order_until)


class PricedSection(ChoiceSection):
    """Something for sale at a price, or another for some; ``only_for`` some at all."""

    price_won: PriceWon
    only_for: OnlyFor = ()
    price_for: PriceFor = ()


class GoodSection(PricedSection):
    """Something that can be had until some minute of the day."""

    order_until: EndTime | None = None


class ShelfSection(AskingSection, SlipSection):
    """A service that sells goods while there are any, within its hours."""

    sold_out: Printed = Field(default="", max_length=12)  # beside what none is left of
    too_late: Printed = Field(default="", max_length=12)  # beside what can't be had by now
    max_quantity: int = Field(default=4, ge=1, le=20)
    hours: HoursSection | None = None
