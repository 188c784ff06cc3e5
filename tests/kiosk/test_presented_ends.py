"""What costs nothing says so, and who may not have something is told who may."""

from dataclasses import replace

import pytest

from kiosk.payment import Payment
from kiosk.services.base import Note
from kiosk.visit import CoinsFate, Place, Refusal, Visit
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.test_facts import LINE, NOON, lines, noted
from tests.kiosk.test_screens import PRESENTER, SHOP
from tests.kiosk.test_visit import owed
from ui.contract import Setting, SorryScreen, ThanksScreen

SERVICE = next(iter(SHOP.services))
FREE_LINE = replace(LINE, each=Coins(0), worth_each=Won(0))
NONE, LEFT = ("쓰는 코인", "없음"), ("남는 횟수", "9번")


def free(*notes: Note) -> Payment:
    return noted(*notes, kind=EntryKind.ADMIT, lines=(FREE_LINE,), rest=Won(0))


def test_where_others_tell_how_many_coins_go_what_is_free_says_none() -> None:
    assert lines(free()) == [NONE]
    assert lines(free(Note("visits-left", 9))) == [NONE, LEFT]


@pytest.mark.parametrize("larger", [False, True], ids=["usual", "larger"])
def test_what_a_pass_has_left_is_told_at_the_end_as_well(larger: bool) -> None:
    ticket = replace(owed(), kind=EntryKind.ADMIT, used=Coins(0), left=None)
    visit = Visit(
        place=Place.THANKS,
        setting=Setting(larger=larger),
        service=SERVICE,
        payment=free(Note("visits-left", 9)),
        ticket=ticket,
    )
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, ThanksScreen)
    told = [(it.label, it.amount) for it in screen.lines]
    assert told == [("쓴 코인", "없음"), ("남은 횟수", "9번")]


@pytest.mark.parametrize(
    ("reason", "who", "what"),
    [
        ("not-entitled", ("65세 이상",), "65세 이상만\N{NO-BREAK SPACE}사실 수 있습니다."),
        (
            "not-entitled",
            ("국가유공자", "장애인"),
            "국가유공자 · 장애인만\N{NO-BREAK SPACE}사실 수 있습니다.",
        ),
        ("age-not-met", ("60세 이상",), "60세 이상만\N{NO-BREAK SPACE}받으실 수 있습니다."),
        ("age-not-met", (), "정해진 나이부터 받으실 수 있습니다."),
    ],
    ids=["one", "several", "age", "nobody-named"],
)
def test_who_may_not_have_something_is_told_who_may(
    reason: str, who: tuple[str, ...], what: str
) -> None:
    refusal = Refusal(reason, CoinsFate.SAFE, Place.START, who=who)
    screen = PRESENTER.screen(Visit(place=Place.SORRY, refusal=refusal), NOON)
    assert isinstance(screen, SorryScreen)
    assert screen.what == what
