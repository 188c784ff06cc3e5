"""Points that became coins are taken for good by their company, once, whatever fails on the way."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.partners.desk import PartnerDesk
from kiosk.partners.errors import PartnerRefused
from kiosk.partners.outbox import Outbox, SalesReader
from kiosk.partners.simulate import Points, PointsSystem
from kiosk.partners.told import file_of, read_told
from kiosk.partners.wire import Json
from kiosk.profile.partners import PartnerSection
from offline_queue.ledger import Ledger
from protocol.entry import EntryKind, OrderLine, Role
from protocol.keys import Algorithm, MemorySigner
from tests.offline_queue.making import Dice, code, id_of, open_ledger, payer, spend

KIOSK = MemorySigner.generate(Algorithm.ESP256)
NUMBER, POINTS = "20481733", "points"
NOW_S = 1_795_229_400


class PowerCut(BaseException):
    """The process ends here."""


class Line:
    """The desk over loopback; ``cut``: the power fails once the company has answered."""

    def __init__(self, company: PointsSystem) -> None:
        key = company.public_key.raw.hex()
        section = PartnerSection(service=POINTS, url=company.url, key=key)
        self.desk = PartnerDesk([section], KIOSK, os.urandom)
        self.cut = False

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        """Ask as the outbox does."""
        answer = self.desk.ask(service, path, body)
        if self.cut:
            raise PowerCut
        return answer


@pytest.fixture
def company() -> Iterator[PointsSystem]:
    points = [Points(NUMBER, 12_345)]
    with PointsSystem(points, now=lambda: NOW_S, kiosks=(KIOSK.public_key,)) as company:
        yield company


@pytest.fixture
def line(company: PointsSystem) -> Line:
    return Line(company)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


def reserved(line: Line, points: int) -> str:
    asked = {"digits": NUMBER, "points": points, "instead": []}
    answer = line.desk.ask(POINTS, "/v1/reserve", asked)
    assert isinstance(answer, dict)
    return str(answer["reservation"])


def convert(ledger: Ledger, number: int, points: int, reservation: str) -> None:
    lines = (OrderLine(f"{POINTS}:{points}-{reservation}", "카드 포인트", 1, points),)
    payee = replace(payer(number), role=Role.PAYEE)
    draft = replace(spend(number), kind=EntryKind.CONVERT, lines=lines, parties=(payee,))
    ledger.append(draft, (code(number)[2],))


def tell(ledger: Ledger, line: Line, folder: Path, steps: int = 4) -> Outbox:
    """Tell as a kiosk does that has just been started."""
    with SalesReader.open(ledger.path) as sales:
        outbox = Outbox([POINTS], line, sales, folder, Dice())
        for step in range(steps):
            outbox.step(10.0 * step)
        return outbox


def test_a_conversion_takes_its_points_for_good(
    company: PointsSystem, line: Line, ledger: Ledger, tmp_path: Path
) -> None:
    convert(ledger, 1, 5000, reserved(line, 5000))
    tell(ledger, line, tmp_path)
    assert (company.points(NUMBER), company.free(NUMBER)) == (7345, 7345)
    (told,) = company.told
    assert (told["kind"], told["item"], told["won"]) == ("convert", "5000-r1", 5000)
    assert NUMBER not in str(told)


def test_a_power_cut_after_they_were_taken_takes_them_once(
    company: PointsSystem, line: Line, ledger: Ledger, tmp_path: Path
) -> None:
    convert(ledger, 1, 5000, reserved(line, 5000))
    line.cut = True
    with pytest.raises(PowerCut):
        tell(ledger, line, tmp_path)
    line.cut = False
    assert company.points(NUMBER) == 7345
    assert tell(ledger, line, tmp_path).status[POINTS].pending == 0
    assert company.points(NUMBER) == 7345
    assert len(company.told) == 1


def test_a_company_that_is_away_is_told_when_it_is_back(
    company: PointsSystem, line: Line, ledger: Ledger, tmp_path: Path
) -> None:
    convert(ledger, 1, 5000, reserved(line, 5000))
    company.away = True
    state = tell(ledger, line, tmp_path).status[POINTS]
    assert (state.pending, state.reason) == (1, "partner-away")
    assert company.points(NUMBER) == 12_345
    company.away = False
    tell(ledger, line, tmp_path)
    assert company.points(NUMBER) == 7345


def test_points_that_ran_out_and_were_used_elsewhere_are_kept_for_staff(
    company: PointsSystem, line: Line, ledger: Ledger, tmp_path: Path
) -> None:
    convert(ledger, 1, 12_000, reserved(line, 12_000))
    company.now = lambda: NOW_S + 5000  # nobody has told it for more than an hour
    convert(ledger, 2, 10_000, reserved(line, 10_000))
    tell(ledger, line, tmp_path)
    kept = read_told(file_of(tmp_path, POINTS), ledger.name).refused
    assert kept == ((id_of(1), "too-few-points"),)
    assert company.points(NUMBER) == 2345


@pytest.mark.parametrize(
    ("points", "reservation", "why"),
    [(5000, "r9", "unknown-reservation"), (4000, "r1", "other-figures")],
    ids=["unknown", "figures"],
)
def test_what_was_never_reserved_so_is_refused_by_name(
    line: Line, ledger: Ledger, tmp_path: Path, points: int, reservation: str, why: str
) -> None:
    reserved(line, 5000)
    convert(ledger, 1, points, reservation)
    tell(ledger, line, tmp_path)
    assert read_told(file_of(tmp_path, POINTS), ledger.name).refused == ((id_of(1), why),)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"digits": NUMBER, "points": 0, "instead": []}, "unknown-question"),
        ({"digits": NUMBER, "points": 5, "instead": "r1"}, "unknown-question"),
        ({"digits": 7, "points": 5, "instead": []}, "unknown-number"),
        ({"digits": NUMBER, "points": 12_346, "instead": []}, "too-few-points"),
    ],
    ids=["none", "shape", "number", "many"],
)
def test_what_can_not_be_reserved_is_refused_by_name(
    line: Line, body: dict[str, object], why: str
) -> None:
    with pytest.raises(PartnerRefused, match=why):
        line.desk.ask(POINTS, "/v1/reserve", body)
