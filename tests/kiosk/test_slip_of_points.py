"""The slip of points that became money: large is what came, and the points are told beside it."""

from dataclasses import replace

import pytest

from kiosk.demo.facilities import find
from kiosk.facility import load_facility
from kiosk.payment import Ticket
from kiosk.presenters.money import Reader
from kiosk.presenters.slip import SlipWriter
from kiosk.speech.words import load_words
from kiosk.walk import NOON
from protocol.entry import EntryKind
from schemes.money import Coins
from schemes.scheme import load_scheme
from tests.kiosk.test_visit import owed


def writer() -> SlipWriter:
    shipped = find("cheongju-charge-desk")
    scheme = load_scheme(shipped.scheme.read_bytes(), shipped.scheme.name)
    facility = load_facility(shipped.file.read_bytes(), shipped.file.name, scheme, NOON.date())
    zone = NOON.tzinfo
    assert zone is not None
    words = load_words("ko")
    return SlipWriter(facility, words, Reader(words, scheme.unit_name), zone)


def converted(service: str) -> Ticket:
    line = replace(owed().lines[0], item="5000-r1", name="카드 포인트")
    came = replace(owed(), kind=EntryKind.CONVERT, service=service, lines=(line,))
    return replace(came, used=Coins(0), earned=Coins(5000), left=None)


@pytest.mark.parametrize(
    ("service", "told"),
    [("points", [("카드 포인트", "5,000점")]), ("sold-no-more", [])],
    ids=["sold", "no-more"],
)
def test_what_came_is_large_and_the_points_that_went_are_a_row(
    service: str, told: list[tuple[str, str]]
) -> None:
    slip = writer().slip(converted(service))
    assert slip.big == "받음"
    assert [row for row in slip.rows if row[0] == "카드 포인트"] == told
    assert slip.rows[-1] == ("받은 돈", "+5,000원")
