"""Every sale of a service reaches its partner in the end, and counts there once."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.partners.errors import PartnerAway, PartnerBabbles, PartnerRefused
from kiosk.partners.outbox import IDLE_S, WINDOW, Outbox, SalesReader
from kiosk.partners.told import file_of, read_told
from kiosk.partners.wire import Json
from offline_queue.backoff import CAP_S
from offline_queue.ledger import Ledger
from protocol.entry import EntryKind, OrderLine, Role, Tender
from tests.offline_queue.conftest import IN_MEMORY
from tests.offline_queue.making import Dice, as_earlier, buy, code, id_of, open_ledger, payer, spend

PARKING = (OrderLine("parking:stay-1", "주차 요금", 1, 3100),)


class PowerCut(BaseException):
    """The process ends here."""


class Partner:
    """A partner and the line to it, in one; ``cut``: the power fails before its word is noted."""

    def __init__(self) -> None:
        self.taken: dict[str, Mapping[str, object]] = {}
        self.asked: list[str] = []
        self.away = False
        self.cut = False
        self.bad: dict[str, Exception] = {}

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        id_ = str(body["id"])
        self.asked.append(id_)
        assert (service, path) == ("parking", "/v1/sold")
        if self.away:
            raise PartnerAway("cut")
        if id_ in self.bad:
            raise self.bad[id_]
        assert self.taken.setdefault(id_, body) == body
        if self.cut:
            raise PowerCut
        return {"told": id_}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def partner() -> Partner:
    return Partner()


@pytest.fixture
def outbox(ledger: Ledger, partner: Partner, tmp_path: Path) -> Iterator[Outbox]:
    with SalesReader.open(ledger.path) as sales:
        yield Outbox(["parking"], partner, sales, tmp_path, Dice())


def hexes(*numbers: int) -> list[str]:
    return [id_of(number).hex() for number in numbers]


def park(ledger: Ledger, *numbers: int) -> None:
    for number in numbers:
        buy(ledger, number)
        ledger.append(replace(spend(number + 50), lines=PARKING), (code(number + 50)[2],))


def drain(outbox: Outbox, from_s: float = 0.0, until_s: float = 60.0) -> None:
    """Step as a thread would, without waiting."""
    now_s = from_s
    while now_s < until_s:
        now_s += max(outbox.step(now_s), 0.001)


def test_a_sale_is_told_once_without_a_word_of_the_person(
    ledger: Ledger, partner: Partner, outbox: Outbox
) -> None:
    park(ledger, 1)
    drain(outbox)
    assert partner.asked == hexes(51)
    (told,) = partner.taken.values()
    assert told == {
        "id": id_of(51).hex(),
        "kind": "spend",
        "item": "stay-1",
        "quantity": 1,
        "won": 3100,
        "coins": 15,
        "time": ledger.find(id_of(51)).entry.time,  # type: ignore[union-attr]  # it was just sold
    }


def test_a_card_and_what_is_taken_back_are_told(
    ledger: Ledger, partner: Partner, outbox: Outbox
) -> None:
    sold = replace(spend(1), lines=PARKING, tender=Tender("card", 100))
    ledger.append(sold, (code(1)[2],))
    payee = replace(payer(2), role=Role.PAYEE)
    back = replace(sold, kind=EntryKind.REVERSE, id=id_of(2), ref=id_of(1), decided=None)
    ledger.append(replace(back, parties=(payee,), tender=None), (code(2)[2],))
    drain(outbox)
    first, second = partner.taken.values()
    assert first["tender"] == {"means": "card", "won": 100}
    assert (second["kind"], second["ref"]) == ("reverse", id_of(1).hex())


def test_what_is_still_to_be_paid_at_the_desk_is_not_told_as_paid(
    ledger: Ledger, partner: Partner, outbox: Outbox
) -> None:
    ledger.append(replace(spend(1), lines=PARKING, tender=Tender("desk", 16_000)), (code(1)[2],))
    drain(outbox)
    (told,) = partner.taken.values()
    assert "tender" not in told


def test_days_without_the_partner_lose_nothing_and_ask_no_more_than_every_few_seconds(
    ledger: Ledger, partner: Partner, outbox: Outbox, tmp_path: Path
) -> None:
    partner.away = True
    park(ledger, 1, 2, 3)
    drain(outbox, until_s=600.0)
    assert 600 / CAP_S <= len(partner.asked) < 2 * 600 / CAP_S + 10
    state = outbox.status["parking"]
    assert (state.pending, state.reason) == (3, "partner-away")
    partner.away = False
    drain(outbox, 600.0, 660.0)
    assert list(partner.taken) == hexes(51, 52, 53)
    assert outbox.status["parking"].reason == ""
    assert read_told(file_of(tmp_path, "parking"), ledger.name).seq > 0


def test_who_is_woken_looks_at_once_but_not_into_a_failure(
    ledger: Ledger, partner: Partner, outbox: Outbox
) -> None:
    assert outbox.step(0.0) == IDLE_S
    park(ledger, 1)
    outbox.wake()
    partner.away = True
    wait_s = outbox.step(1.0)
    assert partner.asked == hexes(51)
    outbox.wake()
    assert outbox.step(1.0) == wait_s > 0
    assert partner.asked == hexes(51)


def test_a_restart_tells_nothing_again(
    ledger: Ledger, partner: Partner, outbox: Outbox, tmp_path: Path
) -> None:
    park(ledger, 1, 2)
    drain(outbox)
    with SalesReader.open(ledger.path) as sales:
        drain(Outbox(["parking"], partner, sales, tmp_path, Dice()))
    assert partner.asked == hexes(51, 52)


@pytest.mark.parametrize("left", ["nothing", "draft", "torn", "lost"])
def test_a_power_cut_after_the_partner_took_it_tells_it_again_and_it_counts_once(
    ledger: Ledger, partner: Partner, outbox: Outbox, tmp_path: Path, left: str
) -> None:
    park(ledger, 1, 2)
    outbox.step(0.0)
    partner.cut = True
    with pytest.raises(PowerCut):
        outbox.step(0.0)
    partner.cut = False
    file = file_of(tmp_path, "parking")
    if left == "draft":
        file.with_name(file.name + ".new").write_bytes(b"{")
    elif left == "torn":
        file.write_bytes(file.read_bytes()[:40])
    elif left == "lost":
        file.unlink()
    with SalesReader.open(ledger.path) as sales:
        drain(Outbox(["parking"], partner, sales, tmp_path, Dice()))
    assert list(partner.taken) == hexes(51, 52)
    again = hexes(51, 52, 52) if left in ("nothing", "draft") else hexes(51, 52, 51, 52)
    assert partner.asked == again


def test_a_refused_sale_is_kept_for_staff_and_delays_nobody(
    ledger: Ledger, partner: Partner, outbox: Outbox, tmp_path: Path
) -> None:
    park(ledger, 1, 2)
    partner.bad[id_of(51).hex()] = PartnerRefused("unknown-stay")
    drain(outbox)
    assert partner.asked == hexes(51, 52)
    assert outbox.status["parking"].refused == 1
    kept = read_told(file_of(tmp_path, "parking"), ledger.name)
    assert kept.refused == ((id_of(51), "unknown-stay"),)


def test_babble_about_one_sale_puts_it_behind_the_others(
    ledger: Ledger, partner: Partner, outbox: Outbox, tmp_path: Path
) -> None:
    park(ledger, 1, 2, 3)
    partner.bad[id_of(51).hex()] = PartnerBabbles("a page to sign in")
    drain(outbox, until_s=20.0)
    assert list(partner.taken) == hexes(52, 53)
    partner.bad.clear()
    with SalesReader.open(ledger.path) as sales:  # what was told out of turn is known after a start
        drain(Outbox(["parking"], partner, sales, tmp_path, Dice()))
    assert list(partner.taken) == hexes(52, 53, 51)
    assert partner.asked.count(id_of(52).hex()) == 1


def test_sales_of_the_ledger_before_are_told_too(
    partner: Partner, tmp_path: Path, ledger: Ledger
) -> None:
    with open_ledger(tmp_path / "old.db", seed=9) as old:
        park(old, 1)
        lost = as_earlier(old, *filter(None, [old.find(id_of(51))]))
    ledger.remember(lost)
    park(ledger, 2)
    with SalesReader.open(ledger.path) as sales:
        drain(Outbox(["parking"], partner, sales, tmp_path, Dice()))
    assert list(partner.taken) == hexes(51, 52)


def test_sales_of_others_fill_no_window(ledger: Ledger, partner: Partner, outbox: Outbox) -> None:
    for number in range(WINDOW + 5):
        buy(ledger, 1000 + number)
    park(ledger, 1)
    drain(outbox)
    assert partner.asked == hexes(51)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["sell", "away", "back", "step", "cut", "restart"]), max_size=25))
def test_whatever_happens_everything_is_told_in_the_end(script: list[str]) -> None:
    partner, sold = Partner(), 0
    with ExitStack() as stack:
        place = IN_MEMORY if IN_MEMORY.is_dir() else None
        folder = Path(stack.enter_context(TemporaryDirectory(dir=place)))
        ledger = stack.enter_context(open_ledger(folder / "ledger.db"))
        sales = stack.enter_context(SalesReader.open(ledger.path))
        outbox, now_s = Outbox(["parking"], partner, sales, folder, Dice()), 0.0
        for event in script:
            now_s += 1.0
            if event == "sell":
                sold += 1
                park(ledger, sold)
            elif event in ("away", "back"):
                partner.away = event == "away"
            elif event == "restart":
                outbox = Outbox(["parking"], partner, sales, folder, Dice())
            else:
                partner.cut = event == "cut"
                try:
                    outbox.step(now_s)
                except PowerCut:
                    outbox = Outbox(["parking"], partner, sales, folder, Dice())
                partner.cut = False
        partner.away = False
        drain(Outbox(["parking"], partner, sales, folder, Dice()))
    assert set(partner.taken) == set(hexes(*range(51, 51 + sold)))
