"""Points of a card company: looked up by a number, reserved, told once they are coins."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.facility import load_facility
from kiosk.partners.simulate import Lie, Points, PointsSystem
from kiosk.partners.simulate.server import Asked, Refuse
from kiosk.services.base import SAMPLE_TIME_S, HandOver, Note, NotFound, Service
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from schemes.scheme import Scheme
from tests.kiosk.services.partnered import KIOSK, Customer, reason
from tests.kiosk.services.places import DAY, HEAD, Books, person, scheme

PLACE = """
[[service]]
kind = "convert"
id = "points"
name = "포인트 바꾸기"
number_question = "앱의 번호를 눌러 주세요"
number_step = "앱 번호"
number_message = "숫자 여덟 개입니다."
places = 8
question = "포인트를 얼마나 바꿀까요?"
step = "얼마나"
points_most = 50_000
points_name = "카드 포인트"
points_unit = "점"
all_name = "모두"
slip_title = "포인트를 바꿈"
slip_help = "가지고 계세요."

[[service.amount]]
id = "five"
name = "5,000점"
points = 5_000

[[service.amount]]
id = "ten"
name = "10,000점"
points = 10_000
"""
NUMBER, POOR, RICH = "20481733", "11112222", "33334444"


class Clock:
    """The time that kiosk and card company agree on."""

    def __init__(self) -> None:
        self.now_s = SAMPLE_TIME_S

    def __call__(self) -> int:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def company(clock: Clock) -> Iterator[PointsSystem]:
    points = [Points(NUMBER, 12_345), Points(POOR, 199)]
    points.append(Points(RICH, 90_000))
    with PointsSystem(points, now=clock, kiosks=(KIOSK.public_key,)) as company:
        yield company


def rules(per_charge: int | None = 250) -> Scheme:
    """Rules by which money comes in."""
    limit = None if per_charge is None else Coins(per_charge)
    return replace(scheme(), limits=replace(scheme().limits, per_charge=limit))


def service(text: str = PLACE, by: Scheme | None = None) -> Service:
    data = f"{HEAD.replace('SCHEME', scheme().id)}{text}".encode()
    return load_facility(data, "test.toml", by or rules(), DAY).services["points"]


def visitor(company: PointsSystem, books: Books | None = None) -> Customer:
    return Customer(service(), company, company.now(), books)


def chosen(company: PointsSystem, amount: str = "five", books: Books | None = None) -> Customer:
    visit = visitor(company, books).type(NUMBER)
    visit.choose(amount)
    return visit


def options(visit: Customer) -> dict[str, int | None]:
    """Coins by answer."""
    return {
        one.id: None if one.price is None else one.price.units for one in visit.question().options
    }


def shown(company: PointsSystem, amount: str = "five", books: Books | None = None) -> Customer:
    visit = chosen(company, amount, books)
    visit.show(person())
    assert visit.ask() is None
    return visit


def test_what_fits_is_offered_and_all_in_whole_coins(company: PointsSystem) -> None:
    assert options(visitor(company).type(NUMBER)) == {"five": 25, "ten": 50, "all": 61}


def test_more_than_goes_at_once_is_not_offered(company: PointsSystem) -> None:
    assert options(visitor(company).type(RICH)) == {"five": 25, "ten": 50}


def test_all_is_not_offered_twice(company: PointsSystem) -> None:
    text = PLACE.replace("points = 10_000", "points = 12_200")
    visit = Customer(service(text), company, company.now()).type(NUMBER)
    assert options(visit) == {"five": 25, "ten": 61}


def test_less_than_a_coin_stays_points(company: PointsSystem) -> None:
    assert reason(visitor(company).type(POOR)) == "too-few-points"


def test_coins_come_and_what_goes_for_them_is_told(company: PointsSystem) -> None:
    order = shown(company, "all").order()
    (line,) = order.lines
    assert (order.kind, order.hand_over) == (EntryKind.CONVERT, HandOver.PRINT)
    assert (order.total, order.worth, order.rest) == (Coins(61), Won(12_200), Won(0))
    assert line.item == "12200-r1"
    assert order.notes == (Note("points", 12_200),)
    assert order.until_s == SAMPLE_TIME_S + 300


def test_before_a_code_nothing_is_reserved(company: PointsSystem) -> None:
    order = chosen(company).order()
    assert order.lines[0].item == "5000"
    assert company.free(NUMBER) == 12_345


def test_points_are_kept_and_then_taken_for_good(company: PointsSystem) -> None:
    visit = shown(company)
    assert (company.points(NUMBER), company.free(NUMBER)) == (12_345, 7_345)
    visit.pay()
    assert (company.points(NUMBER), company.free(NUMBER)) == (7_345, 7_345)


def test_told_twice_it_counts_once(company: PointsSystem) -> None:
    visit = shown(company)
    visit.pay()
    visit.pay()
    assert company.points(NUMBER) == 7_345
    assert len(company.told) == 1


def test_whoever_goes_back_and_comes_again_finds_all_of_it(company: PointsSystem) -> None:
    books = Books()
    shown(company, "all", books)  # and walks away
    assert company.free(NUMBER) == 145
    again = visitor(company, books).type(NUMBER)
    assert options(again) == {"five": 25, "ten": 50, "all": 61}
    again.choose("all").show(person("tag1"))
    assert again.order().lines[0].item == "12200-r2"
    assert company.free(NUMBER) == 145


def test_another_amount_in_one_visit_gives_the_first_reservation_up(company: PointsSystem) -> None:
    visit = shown(company, "all")
    facts = {id_: one for id_, one in visit.known.facts.items() if id_ in ("node", "points")}
    visit.known = replace(visit.known, facts=facts, answers={"number": NUMBER, "amount": "five"})
    assert visit.order().lines[0].item == "5000-r2"
    assert company.free(NUMBER) == 7_345


def test_what_was_sold_here_and_not_told_yet_is_not_given_up(company: PointsSystem) -> None:
    books = Books()
    visit = shown(company, "all", books)
    books.write(visit.order(), person(), SAMPLE_TIME_S)
    assert reason(visitor(company, books).type(NUMBER)) == "too-few-points"
    visit.pay()
    assert company.points(NUMBER) == 145


def test_another_kiosk_neither_sees_nor_ends_a_reservation(company: PointsSystem) -> None:
    shown(company, "all")
    own: Asked = {"digits": NUMBER, "points": 200, "instead": ["r1"]}
    company.asker = "another"
    asked = company.answers
    assert asked["/v1/points"]({"digits": NUMBER}) == {"points": 145, "open": []}
    with pytest.raises(Refuse, match="too-few-points"):
        asked["/v1/reserve"](own)


def test_what_was_used_up_meanwhile_is_told(company: PointsSystem) -> None:
    slow = chosen(company, "all")
    shown(company, "all").pay()
    slow.show(person("tag1"))
    assert reason(slow) == "too-few-points"


def test_a_reservation_that_has_ended_is_not_agreed_to(company: PointsSystem, clock: Clock) -> None:
    visit = shown(company)
    visit.known = replace(visit.known, at_s=clock.now_s + 301)
    assert reason(visit) == "quote-expired"


def test_a_late_sale_has_its_points_while_there_are_enough(
    company: PointsSystem, clock: Clock
) -> None:
    visit = shown(company)
    clock.now_s += 5000
    assert company.free(NUMBER) == 12_345
    visit.pay()
    assert company.points(NUMBER) == 7_345


def test_a_reservation_worth_something_else_is_refused(company: PointsSystem) -> None:
    company.lie = Lie.FIGURES
    visit = chosen(company)
    visit.show(person())
    assert reason(visit) == "quote-differs"


@pytest.mark.parametrize("lie", [Lie.SIGNATURE, Lie.NONCE, Lie.JSON, Lie.LONG])
def test_babble_is_told_as_such(company: PointsSystem, lie: Lie) -> None:
    company.lie = lie
    assert reason(visitor(company).type(NUMBER)) == "partner-babbles"


def test_without_the_company_nothing_is_converted(company: PointsSystem) -> None:
    visit = chosen(company)
    company.away = True
    assert reason(visitor(company).type(NUMBER)) == "partner-away"
    visit.show(person())
    assert reason(visit) == "partner-away"


def test_an_unknown_number_is_told_and_guessing_is_slowed_down(company: PointsSystem) -> None:
    visits = [visitor(company) for _ in range(5)]
    for visit in visits:
        visit.desk = visits[0].desk
    told = [reason(visit.type("00000000")) for visit in visits[:4]]
    assert told == ["unknown-number"] * 3 + ["too-many-tries"]
    assert reason(visits[4].type(NUMBER)) == "too-many-tries"  # whoever it is: it is not asked


@pytest.mark.parametrize(
    ("lookup", "reply"),
    [
        ("points", {"points": -1, "open": []}),
        ("points", {"points": True, "open": []}),
        ("points", {"points": 1}),
        ("points", {"points": 1, "open": [{"reservation": "w1", "points": 5}]}),
        ("points", {"points": 1, "open": [{"reservation": "r1", "points": 5}] * 2}),
        ("points", []),
        ("kept-5000", {"reservation": "r1", "points": 0, "won": 1, "until": 1}),
        ("kept-5000", {"reservation": "r12345678901", "points": 1, "won": 1, "until": 1}),
        ("kept-5000", {"reservation": 1, "points": 1, "won": 1, "until": 1}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_other_shapes_are_babble(lookup: str, reply: object) -> None:
    with pytest.raises(NotFound, match="partner-babbles"):
        service().understand(lookup, reply)


def test_nothing_of_the_person_is_told(company: PointsSystem) -> None:
    first, second = shown(company), visitor(company).type(NUMBER).choose("five")
    second.show(person("tag1", 3))
    sold = second.pay(2)
    (told,) = company.told
    assert set(told) == {"id", "kind", "item", "quantity", "won", "coins", "time"}
    assert NUMBER not in str(told)
    assert NUMBER not in str((sold.lines, sold.notes))
    for holder in (first.known.holder, second.known.holder):
        assert holder is not None
        assert not any(tag in str(told) for tag in (holder.limit_tag.hex(), "tag0", "tag1"))


def test_a_slip_says_how_many_points_went() -> None:
    assert service().ticket("12200-r17", 1).good_for == "12,200점"
    assert service().ticket("odd", 1).good_for == ""


def test_all_is_offered_up_to_what_may_come_at_once(company: PointsSystem) -> None:
    visit = Customer(service(by=rules(60)), company, company.now())
    assert options(visit.type(NUMBER)) == {"five": 25, "ten": 50}


def test_points_that_are_worth_more_or_less_than_a_won_make_whole_coins(
    company: PointsSystem,
) -> None:
    text = PLACE.replace("points_most", "won_per_point = 3\npoints_most")
    text = text.replace("points = 5_000", "points = 4_000").replace("10_000", "8_000")
    assert options(Customer(service(text), company, company.now()).type(NUMBER)) == {
        "five": 60,
        "ten": 120,
        "all": 183,
    }
