"""Services that nobody sells: together they ask everything there is to ask."""

from dataclasses import dataclass, replace

from kiosk.config import Section
from kiosk.services.base import (
    Account,
    AccountCall,
    Approval,
    Ask,
    Count,
    Digits,
    Fact,
    HandOver,
    Known,
    Line,
    Lookup,
    MachineCount,
    Movement,
    Note,
    NotFound,
    Option,
    Order,
    PartnerCall,
    Question,
    Tallies,
    Tally,
    Tell,
    Terms,
    TicketWords,
    Usual,
)
from protocol.entry import EntryKind
from schemes.money import Coins, Won

ODD = "".join(
    f'\n[[service]]\nkind = "{kind}"\nid = "{kind}"\nname = "{name}"\n'
    for kind, name in (
        *(("stall", "가게 물건값"), ("garage", "차고 요금"), ("crate", "빈 병 모으기")),
        *(("teller", "남은 코인 보기"), ("giver", "코인 나누기"), ("gym", "운동하기")),
    )
)
CARS = (("car-1", "12가 3456"), ("car-2", "34나 3456"))
QUOTE_S = 600
RECKONING = Note("plate", CARS[0][1]), Note("stay", 80), Note("discount", "경차")
"""More than a page of two rows tells beside a price."""


class OddSection(Section):
    kind: str
    id: str
    name: str


@dataclass(frozen=True)
class Odd(Usual):
    """What they share."""

    section: OddSection
    terms: Terms
    picture: str = ""
    unit: str = "개"
    asks: int = 0

    @property
    def id(self) -> str:
        return self.section.id

    @property
    def name(self) -> str:
        return self.section.name

    def questions(self) -> int:
        return self.asks

    def ticket(self, item: str, quantity: int) -> TicketWords:
        return TicketWords(self.name, f"{quantity}{self.unit}", ())

    def made(self, coins: int, quantity: int = 1, most: int = 1) -> Order:
        each = self.terms.scheme.worth(Coins(coins), self.terms.on)
        line = Line("thing", self.name, min(quantity, most), Coins(coins), each)
        return Order(self.id, (line,), self.unit, "", most)


@dataclass(frozen=True)
class Stall(Odd):
    """A keyed amount; what is no whole number of coins is paid by other means."""

    asks: int = 1

    def ask(self, known: Known) -> Ask | None:
        if "amount" in known.answers:
            return None
        return Digits("amount", "얼마입니까?", "금액", "가게가 눌러요", 5, False, "원", 50_000)

    def order(self, known: Known, quantity: int) -> Order:
        price = self.terms.scheme.price(Won(int(known.answers["amount"])), self.terms.on)
        return replace(self.made(price.coins.units), rest=price.remainder)

    def samples(self, ask: object, known: Known) -> tuple[Fact | str, ...]:
        return ("3000", "3100")


@dataclass(frozen=True)
class Garage(Odd):
    """A plate, a car of those found, a quote that ends and is reckoned on two pages, a gate."""

    asks: int = 2
    reasons: tuple[str, ...] = ("unknown-plate", "already-left")

    def ask(self, known: Known) -> Ask | None:
        if "plate" not in known.answers:
            return Digits("plate", "차 번호는요?", "차 번호", "뒤 네 자리", 4)
        if "cars" not in known.facts:
            return Lookup("cars", PartnerCall("/cars", {"plate": known.answers["plate"]}))
        if known.facts["cars"] == ():
            raise NotFound("unknown-plate")
        if "car" not in known.answers:
            cars = [Option(id_, name) for id_, name in CARS]
            gone = Option("car-3", "56다 3456", note="나감", closed=True)
            return Question("car", "어느 차입니까?", "차 고르기", (*cars, gone))
        if "quote" not in known.facts:
            return Lookup("quote", PartnerCall("/quote", {"car": known.answers["car"]}))
        return None

    def order(self, known: Known, quantity: int) -> Order:
        until_s = (known.at_s or 0) + QUOTE_S
        made = self.made(int(str(known.facts["quote"])))
        return replace(made, hand_over=HandOver.GATE, until_s=until_s, notes=RECKONING)

    def samples(self, ask: object, known: Known) -> tuple[Fact | str, ...]:
        return {"plate": ("3456",), "cars": (CARS, ()), "quote": (10,)}[
            ask.id if isinstance(ask, Lookup | Digits) else ""
        ]

    def hands_over(self, item: str) -> HandOver:
        return HandOver.GATE


@dataclass(frozen=True)
class Crate(Odd):
    """What a machine counts is earned, once staff have approved, up to a cap of the day."""

    asks: int = 1
    reasons: tuple[str, ...] = ("earn-cap-day",)
    cap: int = 100

    def ask(self, known: Known) -> Ask | None:
        if "field" not in known.answers:
            bottles = Option("bottles", "투명한 병")
            return Question("field", "무엇을 가져오셨나요?", "고르기", (bottles,))
        if known.holder is None:
            return None
        if "count" not in known.facts:
            return Count("count", "병을 넣어 주세요", "넣기", "하나씩 넣어 주세요", "개")
        if known.approver is None:
            return Approval("look", "직원이 봅니다", "확인", "직원증을 보여 주세요")
        if "before" not in known.facts:
            return Lookup("before", Tallies((Tally((EntryKind.EARN,), coins=True),)))
        if known.facts["before"] == (self.cap,):
            raise NotFound("earn-cap-day")
        return None

    def order(self, known: Known, quantity: int) -> Order:
        with_their_own(known, "before")
        items, most = (_items(known), _items(known)) if known.facts else (1, 1)
        made = replace(self.made(1, items, most), kind=EntryKind.EARN, max_quantity=1)
        return replace(made, hand_over=HandOver.SCREEN)

    def samples(self, ask: object, known: Known) -> tuple[Fact | str, ...]:
        if isinstance(ask, Count):
            return (MachineCount(3, "crate-1-run-7-3"),)
        return ((0,), (100,))

    def hands_over(self, item: str) -> HandOver:
        return HandOver.SCREEN


def with_their_own(known: Known, *facts: str) -> None:
    """A service makes no order of somebody's own facts where it is not told of anybody."""
    assert known.holder is not None or not {*facts} & {*known.facts}


def _items(known: Known) -> int:
    count = known.facts.get("count")
    return count.items if isinstance(count, MachineCount) else 1


@dataclass(frozen=True)
class Teller(Odd):
    """Nothing is bought: the account is told."""

    def ask(self, known: Known) -> Ask | None:
        if known.holder is None:
            return None
        if "account" not in known.facts:
            return Lookup("account", AccountCall())
        return Tell("told", "남은 코인", "account")

    def order(self, known: Known, quantity: int) -> Order:
        return replace(self.made(0), hand_over=HandOver.SCREEN, kind=EntryKind.ADMIT)

    def samples(self, ask: object, known: Known) -> tuple[Fact | str, ...]:
        moves = (Movement(1_795_000_000, "earn", "재활용", Coins(7)),)
        return (Account(Coins(7), Coins(7), (("기본", Coins(7)),), moves),)

    def hands_over(self, item: str) -> HandOver:
        return HandOver.SCREEN


@dataclass(frozen=True)
class Giver(Odd):
    """A gift of coins, also of what a sale has left."""

    asks: int = 1
    small: int = 20

    def ask(self, known: Known) -> Ask | None:
        if "whom" in known.answers:
            return None
        options = Option("school", "마을 학교"), Option("clinic", "마을 의원")
        return Question("whom", "누구에게 보낼까요?", "받는 곳", options)

    def order(self, known: Known, quantity: int) -> Order:
        return replace(self.made(1, quantity, 9), kind=EntryKind.DONATE)

    def leftover(self, coins: Coins) -> Order | None:
        if coins.units > self.small:
            return None
        gift = replace(self.made(coins.units), kind=EntryKind.DONATE)
        return replace(gift, hand_over=HandOver.SCREEN)


@dataclass(frozen=True)
class Gym(Odd):
    """A turnstile for who has a pass."""

    reasons: tuple[str, ...] = ("no-pass",)

    def ask(self, known: Known) -> Ask | None:
        if known.holder is None:
            return None
        if "pass" not in known.facts:
            return Lookup("pass", Tallies((Tally((EntryKind.SPEND,)),)))
        if known.facts["pass"] == (0,):
            raise NotFound("no-pass")
        if "visits" not in known.facts:
            return Lookup("visits", Tallies((Tally((EntryKind.ADMIT,)),)))
        return None

    def order(self, known: Known, quantity: int) -> Order:
        with_their_own(known, "pass", "visits")
        made = replace(self.made(0), kind=EntryKind.ADMIT)
        return replace(made, hand_over=HandOver.GATE)

    def samples(self, ask: object, known: Known) -> tuple[Fact | str, ...]:
        return ((1,), (0,)) if isinstance(ask, Lookup) and ask.id == "pass" else ((4,),)

    def hands_over(self, item: str) -> HandOver:
        return HandOver.GATE


ODD_KINDS = {
    "stall": (OddSection, Stall),
    "garage": (OddSection, Garage),
    "crate": (OddSection, Crate),
    "teller": (OddSection, Teller),
    "giver": (OddSection, Giver),
    "gym": (OddSection, Gym),
}
