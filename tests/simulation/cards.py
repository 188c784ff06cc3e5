"""Paper cards and badges as people hold them: code, number, and the PIN in somebody's head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from central_node.seed import SeededCard
from protocol.code import from_text
from protocol.credential import Credential
from protocol.credential import read as read_credential
from protocol.keys import KeyRing
from tests.simulation.chance import Chance
from tests.simulation.truth import Truth

CARD_DIGITS, BADGE_DIGITS = 4, 6
MISTYPED: Final = 0.15
OVERLOOKED: Final = 0.1  # a thief who has seen the PIN being typed


@dataclass(frozen=True)
class Card:
    """A card or a badge; ``home`` is a card's kiosk number, 0 for a badge."""

    number: str
    text: str
    credential: Credential
    pin: str

    @property
    def cti(self) -> bytes:
        """Its credential's."""
        return self.credential.cti

    @property
    def home(self) -> int:
        """The one kiosk where it works; 0 for a badge."""
        return next(iter(self.credential.slices), 0)

    def typed(self, chance: Chance) -> str:
        """What its holder types: most times the PIN."""
        return self.guessed(chance) if chance.happens(MISTYPED) else self.pin

    def stolen_typed(self, chance: Chance) -> str:
        """What a thief types."""
        return self.pin if chance.happens(OVERLOOKED) else self.guessed(chance)

    def guessed(self, chance: Chance) -> str:
        """As many digits; they may happen to be right."""
        return digits(chance, len(self.pin))


def digits(chance: Chance, count: int) -> str:
    """Random digits."""
    return "".join(str(chance.between(0, 9)) for _ in range(count))


def handed_out(
    number: str, text: str, places: int, keys: KeyRing, chance: Chance, truth: Truth
) -> Card:
    """A card or badge as a desk hands it out; what is reserved for it is noted."""
    credential = read_credential(from_text(text), keys)
    for kiosk, coins in credential.slices.items():
        truth.slices[credential.cti, kiosk] = coins
    (truth.cards if credential.slices else truth.badges).add(credential.cti)
    return Card(number, text, credential, digits(chance, places))


def of_seed(
    seeded: Sequence[SeededCard], keys: KeyRing, chance: Chance, truth: Truth
) -> tuple[dict[str, Card], list[Card]]:
    """The founding's cards by resident, and its badges."""
    cards: dict[str, Card] = {}
    badges: list[Card] = []
    for one in seeded:
        places = BADGE_DIGITS if one.resident is None else CARD_DIGITS
        card = handed_out(one.number, one.code, places, keys, chance, truth)
        if one.resident is None:
            badges.append(card)
        else:
            cards[one.resident] = card
    return cards, badges
