"""A shop of two services: meal tickets from real TOML, and a second that proves the interface."""

from dataclasses import dataclass
from datetime import date
from importlib import resources

from kiosk.config import Section
from kiosk.facility import Facility, load_facility
from kiosk.services import REGISTRY, Builder
from kiosk.services.base import Ask, Known, Line, Order, Terms, TicketWords, Usual
from kiosk.visit import Shop, shop_of
from kiosk.walk import Stand
from kiosk.walk.stands import stand_of
from schemes.money import Coins, Won
from schemes.scheme import Scheme, load_scheme
from tests.kiosk.odd_services import ODD, ODD_KINDS

DAY = date(2026, 11, 21)

HALL = """
id = "test-hall"
name = "시험관"
scheme = "test-coin"
staff_desk = "안내 데스크"
"""
MEALS = f"""{HALL}
[[service]]
kind = "meal-tickets"
id = "meals"
name = "식사권"
question = "어떤 식사를 드릴까요?"
step = "식사 고르기"
unit = "장"
slip_title = "식권"
slip_help = "이 표를 식당에 보여 주세요."
served_label = "식사 시간"
max_quantity = 3

[[service.meal]]
id = "lunch"
name = "점심 식권"
price_won = 3000
served = "11:30~13:30"

[[service.meal]]
id = "noodles"
name = "잔치국수"
price_won = 2400
served = "11:30~13:30"
"""

LOCKER = """
[[service]]
kind = "locker"
id = "locker"
name = "사물함"
"""


class LockerSection(Section):
    kind: str
    id: str
    name: str


@dataclass(frozen=True)
class Locker(Usual):
    """The second service: asks nothing, sells one thing."""

    section: LockerSection
    terms: Terms
    picture: str = ""

    @property
    def id(self) -> str:
        return self.section.id

    @property
    def name(self) -> str:
        return self.section.name

    @property
    def unit(self) -> str:
        return "개"

    def questions(self) -> int:
        return 0

    def ask(self, known: Known) -> Ask | None:
        return None

    def order(self, known: Known, quantity: int) -> Order:
        price = self.terms.scheme.price(Won(1000), self.terms.on)
        line = Line("key", "사물함 열쇠", quantity, price.coins, Won(1000))
        return Order(self.id, (line,), self.unit, "", max_quantity=1)

    def ticket(self, item: str, quantity: int) -> TicketWords:
        return TicketWords("열쇠표", f"{quantity}개", ())


WITH_LOCKER: dict[str, tuple[type[Section], Builder]] = {
    **REGISTRY,
    "locker": (LockerSection, Locker),
    **ODD_KINDS,
}


def shipped_scheme() -> tuple[str, str]:
    """The id and the rules, as TOML, of a shipped currency whose coin is worth 200 won."""
    folder = resources.files("assets") / "schemes"
    texts = {it.name: it.read_text("utf-8") for it in folder.iterdir() if it.name.endswith(".toml")}
    for name, text in sorted(texts.items()):
        rules = load_scheme(text.encode(), name)
        if rules.price(Won(3000), DAY).coins == Coins(15):
            return rules.id, text
    raise LookupError("no currency of 200 won a coin")


def scheme_text() -> bytes:
    """The same rules under a test's name."""
    id_, text = shipped_scheme()
    return text.replace(f'id = "{id_}"', 'id = "test-coin"', 1).encode()


def scheme() -> Scheme:
    """The same, read."""
    return load_scheme(scheme_text(), "test-coin")


def facility(text: str = MEALS + LOCKER) -> Facility:
    return load_facility(text.encode(), "test.toml", scheme(), DAY, WITH_LOCKER)


def shop(text: str = MEALS + LOCKER) -> Shop:
    return Shop(facility(text).services)


ODD_HALL = HALL.replace("staff", "shown_code = true\nstaff", 1) + ODD
NEWS = """
[[announcement]]
title = "예방 주사"
text = "보건실에서 놓아 드립니다."

[[announcement]]
title = "쉬는 날"
text = "월요일은 쉽니다."
"""


def odd_shop() -> Shop:
    """A shop of services that ask everything; it shows a code of its own."""
    return shop_of(facility(ODD_HALL))


def odd_stand(text: str, least_on_a_page: int = 2) -> Stand:
    """The same, or another text, to be walked through: by the rules of the shipped currency."""
    shipped = text.replace("test-coin", shipped_scheme()[0]).encode()
    return stand_of(shipped, "test.toml", lambda *_: least_on_a_page, registry=WITH_LOCKER)


def coins(units: int) -> Coins:
    return Coins(units)
