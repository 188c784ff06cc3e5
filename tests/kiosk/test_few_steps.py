"""What a person has to get through: few steps that are counted, everything read back, all told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from kiosk import effects, events
from kiosk.config import ConfigError, Section
from kiosk.facility import Facility, load_facility
from kiosk.payment import CheckedCode, Proof
from kiosk.services import REGISTRY, Builder
from kiosk.services.base import MAX_OPTIONS, MAX_STEPS, Ask, Known, Line, Option, Order, Question
from kiosk.visit import CoinsFate, Place, Refusal, Visit, advance
from protocol.entry import DecidedBy
from schemes.money import Coins, Won
from tests.kiosk.people import NOON_S, Card, Node, Resident
from tests.kiosk.shops import DAY, LOCKER, MEALS, WITH_LOCKER, Locker, LockerSection, scheme
from tests.kiosk.test_screens import NOON, PRESENTER
from tests.kiosk.test_visit import SHOP, Walk, at_confirm, code, owed, payment_of, printer
from tests.kiosk.test_words import reasons
from ui.contract import ConfirmScreen, OutOfOrderScreen, Screen, SorryScreen, WaitScreen


@dataclass(frozen=True)
class Curious(Locker):
    """Asks ``asked`` questions of ``offered`` choices each, and tells of ``told``."""

    asked: int = 1
    offered: int = 2
    told: int = 1

    def questions(self) -> int:
        return self.told

    def ask(self, known: Known) -> Ask | None:
        options = tuple(Option(f"o{number}", "가") for number in range(self.offered))
        number = len(known.answers)
        return Question(f"q{number}", "?", "가", options) if number < self.asked else None

    def order(self, known: Known, quantity: int) -> Order:
        return Order(self.id, (Line("key", "가", quantity, Coins(5), Won(1000)),), "개", "", 1)


def load(asked: int, offered: int, told: int) -> Facility:
    built: dict[str, tuple[type[Section], Builder]] = {
        **WITH_LOCKER,
        "locker": (
            LockerSection,
            lambda section, terms: Curious(section, terms, "", asked, offered, told),
        ),
    }
    return load_facility((MEALS + LOCKER).encode(), "test.toml", scheme(), DAY, built)


def test_two_questions_of_six_choices_are_as_much_as_may_be_asked() -> None:
    assert "locker" in load(asked=2, offered=MAX_OPTIONS, told=2).services


@pytest.mark.parametrize(
    ("asked", "offered", "told"),
    [(3, 2, 3), (3, 2, 2), (2, 2, 1), (1, MAX_OPTIONS + 1, 1), (1, 0, 1)],
)
def test_a_service_that_asks_more_is_refused_when_it_is_loaded(
    asked: int, offered: int, told: int
) -> None:
    with pytest.raises(ConfigError, match=r"service\.1"):
        load(asked, offered, told)


def screens_of_a_sale() -> Iterator[tuple[Place, Screen]]:
    """Every screen from the first question to the ticket, card in hand."""
    walk, card = Walk(), Card(Node()).seen()
    steps: list[list[events.Event]] = [
        [events.Chose("meals")],
        [events.Chose("lunch")],
        [events.CodeSeen(card)],
        [*(events.Typed(digit) for digit in "1234"), events.Led()],
        [events.PinRight(1)],
    ]
    for happened in steps:
        yield walk(*happened).place, PRESENTER.screen(walk.visit, NOON)
    walk(printer(walk))
    yield walk.visit.place, PRESENTER.screen(walk.visit, NOON)
    for event in (events.Held(payment_of(walk)), events.Led(), events.Recorded(owed())):
        yield walk(event).place, PRESENTER.screen(walk.visit, NOON)
    yield walk(events.Printed(owed())).place, PRESENTER.screen(walk.visit, NOON)


def test_every_screen_of_a_sale_tells_which_step_it_is_of_at_most_five() -> None:
    numbers = []
    for place, screen in screens_of_a_sale():
        step = screen.frame.step
        assert step is not None, place
        assert step.name
        assert step.number <= step.count <= MAX_STEPS
        numbers.append(step.number)
    assert numbers == sorted(numbers)
    assert {1, numbers[-1]} <= set(numbers)
    assert set(numbers) == set(range(1, numbers[-1] + 1))


@pytest.mark.parametrize("service", list(SHOP.services))
def test_a_paper_card_can_buy_whatever_a_phone_can(service: str) -> None:
    phone = CheckedCode(Resident(Node()).checked(), NOON_S, used=False)
    card = replace(Card(Node()).seen(), proof=Proof())
    asked = []
    for shown in (phone, card):
        walk = Walk()
        walk(events.Chose(service), events.Chose("lunch"), events.CodeSeen(shown))
        walk(printer(walk))
        (effect,) = walk.wanted()
        assert isinstance(effect, effects.AskNode)
        asked.append(effect.order)
    assert asked[0] == asked[1]
    assert set(REGISTRY) <= set(WITH_LOCKER)


@pytest.mark.parametrize("by", list(DecidedBy))
def test_item_coins_and_what_is_left_are_read_back_before_coins_go(by: DecidedBy) -> None:
    walk = at_confirm()
    payment = walk.visit.payment
    assert payment is not None
    screen = PRESENTER.screen(replace(walk.visit, payment=replace(payment, decided_by=by)), NOON)
    assert isinstance(screen, ConfirmScreen)
    assert screen.price is not None
    for part in (screen.item, screen.price.coins, "20"):
        assert part in screen.readback
    now, used, left = (line.amount for line in screen.lines)
    assert (now, used, left) == ("35코인", "\N{MINUS SIGN}15코인", "20코인")
    offline = by is DecidedBy.STAND_IN
    assert ("여기 남는 코인" in screen.readback) is offline
    assert ("연결이 끊겨" in screen.note) is offline
    assert ("여기" in screen.lines[-1].label) is offline


def test_nothing_but_agreeing_commits() -> None:
    for event in (
        events.Chose("meals"),
        events.CodeSeen(code()),
        events.Touched(),
        events.Ticked(),
    ):
        walk = at_confirm()
        walk(event)
        assert not [one for one in walk.wanted() if isinstance(one, effects.Commit)]


@pytest.mark.parametrize("fate", list(CoinsFate))
@pytest.mark.parametrize("reason", reasons())
def test_every_reason_says_what_happened_what_became_of_the_coins_and_what_to_do(
    reason: str, fate: CoinsFate
) -> None:
    sorry = Visit(place=Place.SORRY, refusal=Refusal(reason, fate, Place.ASKING))
    screen = PRESENTER.screen(sorry, NOON)
    assert isinstance(screen, SorryScreen)
    said = [screen.what, screen.coins, screen.todo]
    if fate is not CoinsFate.SAFE:  # else the line of the coins is all there is to be sure of
        said.append(screen.certainty_words)
    assert all((*said, screen.picture))
    assert len(set(said)) == len(said)
    assert "코인" in screen.coins
    assert screen.frame.lead is not None


@pytest.mark.parametrize("reason", reasons())
def test_a_machine_that_stops_says_the_same_three_things(reason: str) -> None:
    begun, _ = advance(SHOP, Visit(), events.Chose("meals"), 0.0)
    visit, _ = advance(SHOP, begun, events.LedgerFailed(reason), 0.0)
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, OutOfOrderScreen)
    assert screen.what
    assert "코인" in f"{screen.what} {screen.certainty_words}"
    assert screen.todo
    assert screen.certainty_words


def test_a_wait_says_what_is_being_done() -> None:
    for _, screen in screens_of_a_sale():
        if isinstance(screen, WaitScreen):
            assert screen.message
