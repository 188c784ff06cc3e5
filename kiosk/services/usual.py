"""What most services are: one question, a slip; each says only what is special about it."""

from typing import Generic, TypeVar

from kiosk.services.asks import Fact, Known
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.hours import Opening
from kiosk.services.orders import HandOver, Line, Order, TicketWords, counted
from kiosk.services.sections import Told
from schemes.money import Coins


class Usual:
    """What most services do: one question, a slip, no lookups, nothing for leftovers.

    ``asks`` is how many steps come before the code, ``hand_over`` how whatever is sold comes.
    """

    reasons: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    drives: bool = False
    opening: Opening | None = None
    asks: int = 1
    hand_over: HandOver = HandOver.PRINT

    def questions(self) -> int:
        """Return as many as it always asks."""
        return self.asks

    def understand(self, lookup: str, reply: object) -> Fact:
        """It asks no partner."""
        raise AssertionError(f"{lookup} asks no partner: {reply!r}")

    def samples(self, ask: SampledAsk, known: Known) -> Samples:  # noqa: ARG002 - as the contract has it
        """It looks nothing up."""
        raise AssertionError(f"{ask.id} has no samples")

    def hands_over(self, item: str) -> HandOver:  # noqa: ARG002 - as the contract has it
        """All of it comes the same way."""
        return self.hand_over

    def owed_s(self, item: str) -> int | None:  # noqa: ARG002 - as the contract has it
        """As long as usual."""
        return None

    def leftover(self, coins: Coins) -> Order | None:  # noqa: ARG002 - as the contract has it
        """It takes no rests."""
        return None


ToldT = TypeVar("ToldT", bound=Told)


class FromFile(Usual, Generic[ToldT]):
    """A usual service over its table of a facility file, priced by the scheme's rate of one day."""

    def __init__(self, section: ToldT, terms: Terms) -> None:
        self._section, self._terms = section, terms

    @property
    def id(self) -> str:
        """Its id in the facility file and in orders."""
        return self._section.id

    @property
    def name(self) -> str:
        """What the start screen calls it."""
        return self._section.name

    @property
    def picture(self) -> str:
        """File stem of its picture."""
        return self._section.picture

    @property
    def unit(self) -> str:
        """What counts the thing that is sold; empty where it is not counted."""
        return self._section.unit

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - as the contract has it
        """Nothing is printed; these are the words of the screen."""
        return TicketWords(self.name, counted(quantity, self.unit), ())

    def _order(self, line: Line, picture: str, most: int = 1) -> Order:
        """Return the order of one line that is handed over as it always is."""
        hand_over = self.hands_over(line.item)
        return Order(self.id, (line,), self.unit, picture, most, hand_over=hand_over)
