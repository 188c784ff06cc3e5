"""Sending coins: whether the node is there, who gets them, and how much by the rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from kiosk.config import ConfigError
from kiosk.facility import load_facility
from kiosk.services.asks import Digits, Known, Lookup, NodeCall
from kiosk.services.base import HandOver, Service
from kiosk.services.others import OtherCode, Shown, apart, pair
from kiosk.services.ways import SAMPLE_TIME_S, answered, found
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from schemes.scheme import Scheme, load_scheme
from tests.kiosk.services.places import person

DAY = date(2026, 11, 21)
FILE = """
id = "test"
name = "시험관"
scheme = "SCHEME"
staff_desk = "안내 데스크"
[merchant]
sector = "district"
[[service]]
kind = "transfer"
id = "sending"
name = "보내기"
title = "받는 분의 QR을 보여 주세요"
step = "받는 분"
message = "휴대폰이나 카드"
amount_title = "얼마를 보낼까요?"
amount_step = "금액"
amount_message = "보낼 금액"
slip_title = "보내신 분 영수증"
slip_help = ""
"""
TO = Shown(b"neighbor", "K7QD")


def rules(*, sends: bool) -> Scheme:
    """The first shipped scheme that lets residents send each other coins, or that does not."""
    folder = resources.files("assets") / "schemes"
    files = sorted(folder.iterdir(), key=lambda path: path.name)
    schemes = [load_scheme(it.read_bytes(), it.name) for it in files if it.name.endswith(".toml")]
    return next(one for one in schemes if (one.limits.per_transfer is not None) is sends)


def load(scheme: Scheme) -> Mapping[str, Service]:
    return load_facility(
        FILE.replace("SCHEME", scheme.id).encode(), "test.toml", scheme, DAY
    ).services


@pytest.fixture(scope="module")
def sending() -> Service:
    return load(rules(sends=True))["sending"]


def shown() -> Known:
    return found(found(Known(), "node", True, SAMPLE_TIME_S), "to", TO, SAMPLE_TIME_S)


def test_the_node_comes_before_anybody_and_anybody_before_an_amount(sending: Service) -> None:
    assert sending.ask(Known()) == Lookup("node", NodeCall())
    there = found(Known(), "node", True, SAMPLE_TIME_S)
    asked = sending.ask(there)
    assert isinstance(asked, OtherCode)
    assert asked.title == "받는 분의 QR을 보여 주세요"
    amount = sending.ask(shown())
    assert isinstance(amount, Digits)
    assert sending.ask(answered(shown(), "amount", "5000")) is None
    assert sending.questions() == 2


def test_no_more_can_be_keyed_in_than_may_be_sent_at_once(sending: Service) -> None:
    scheme = rules(sends=True)
    assert scheme.limits.per_transfer is not None
    most = min(scheme.limits.per_transfer, scheme.per_transaction)
    amount = sending.ask(shown())
    assert isinstance(amount, Digits)
    assert (amount.most, amount.unit, amount.exact) == (most.units, scheme.unit_name, False)
    assert amount.places == len(str(most.units))


def test_the_order_names_from_whom_to_whom(sending: Service) -> None:
    known = answered(shown(), "amount", "5000")
    before = sending.order(known, 1)
    order = sending.order(replace(known, holder=replace(person(), tail="M3XF")), 1)
    assert (order.kind, order.hand_over, order.max_quantity) == (
        EntryKind.TRANSFER,
        HandOver.PRINT,
        1,
    )
    scheme = rules(sends=True)
    assert (order.total, order.worth) == (Coins(5000), scheme.worth(Coins(5000), DAY))
    assert order.rest == Won(0)
    assert [(it.item, it.name) for it in before.lines] == [("transfer", " → K7QD")]
    assert apart(order.lines[0].name) == ("M3XF", "K7QD")


def test_nothing_can_be_ordered_before_somebody_is_there_to_send_to(sending: Service) -> None:
    known = answered(found(Known(), "node", True, SAMPLE_TIME_S), "amount", "5")
    with pytest.raises(AssertionError, match="before anybody"):
        sending.order(known, 1)


@pytest.mark.parametrize(
    ("name", "both"),
    [
        (pair("M3XF", "K7QD"), ("M3XF", "K7QD")),
        (pair("", "K7QD"), ("", "K7QD")),
        ("점심 식권", ("", "")),
        ("", ("", "")),
    ],
    ids=["both", "nobody yet", "a lunch", "nothing"],
)
def test_names_of_two_people_are_read_again(name: str, both: tuple[str, str]) -> None:
    assert apart(name) == both


def test_a_district_without_a_rule_for_it_has_no_transfers() -> None:
    with pytest.raises(ConfigError, match="no limit for transfers"):
        load(rules(sends=False))
