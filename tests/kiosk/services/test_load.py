"""What a facility file is refused for whatever it sells: its id, and what nobody could pay."""

from dataclasses import replace

import pytest

from kiosk.config import ConfigError
from kiosk.facility import load_facility
from kiosk.services.base import Known, Order
from kiosk.services.largest import OverOnePayment, check_orders
from kiosk.services.meal_tickets import MealTickets
from protocol.entry import EntryKind
from protocol.entry_parts import MAX_SLUG_CHARS
from protocol.shape import slug
from schemes.money import Coins
from tests.kiosk.services.places import DAY, HEAD, load, scheme
from tests.kiosk.services.test_meal_tickets import LUNCH, PLAIN


def with_id(id_: str) -> bytes:
    head = HEAD.replace("SCHEME", scheme().id).replace("test-hall", id_)
    return f"{head}{PLAIN}{LUNCH}".encode()


@pytest.mark.parametrize("id_", ["-", "x-", "-x", "a--b", "A", "a b", "", "a" * 49])
def test_an_id_that_no_entry_could_name_as_its_place_is_refused(id_: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_facility(with_id(id_), "test.toml", scheme(), DAY)
    assert caught.value.key == "id"


@pytest.mark.parametrize("id_", ["x", "a-b", "2-hall", "a" * 48])
def test_an_id_that_entries_can_name_is_taken(id_: str) -> None:
    assert slug(id_, MAX_SLUG_CHARS) == id_
    assert load_facility(with_id(id_), "test.toml", scheme(), DAY).id == id_


class Dear(MealTickets):
    """A menu that lets more be chosen than one payment may be."""

    def order(self, known: Known, quantity: int) -> Order:
        """Return all that is wanted of it, however much it is."""
        order = super().order(known, 1)
        return replace(order, lines=order.lines * quantity, max_quantity=7, kind=self.kind)

    kind = EntryKind.SPEND


def dear(kind: EntryKind) -> Dear:
    menu = load(PLAIN + LUNCH)["meals"]
    made = object.__new__(Dear)
    made.__dict__.update(menu.__dict__, kind=kind)
    return made


def test_what_can_be_chosen_and_never_be_paid_is_refused_whatever_sells_it() -> None:
    with pytest.raises(OverOnePayment, match="lunch: 7 of it are 105 coins, one payment may be"):
        check_orders(dear(EntryKind.SPEND), "general", scheme().per_transaction)
    check_orders(dear(EntryKind.SPEND), "general", Coins(105))
    check_orders(dear(EntryKind.EARN), "general", scheme().per_transaction)  # nobody pays it
