"""`kiosk ledger recover` on a real kiosk: destroyed in several ways, it sells on, and nothing that
can be found is lost or booked twice."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drivers.decoder import decode
from drivers.printer.render import render
from offline_queue.reader import LedgerReader
from offline_queue.records import Unsent
from offline_queue.verify import verify
from tests.end_to_end import warm
from tests.end_to_end.district import District, Phone
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.end_to_end.weather import Line, Weather
from ui.contract import ConfirmScreen, ReprintScreen, SorryScreen, StartScreen, ThanksScreen

PRICE = 15
KIM, AWAY = 35, 80
OFFLINE = 5  # the place of the offline sale: open, two sales with their hand-overs, then it


@dataclass
class Sold:
    """A place where something was sold, and the phones that paid."""

    place: Place
    kim: Phone
    away: Phone

    @property
    def profile(self) -> Path:
        return self.place.profile

    @property
    def district(self) -> District:
        return self.place.district


def ledger_of(sold: Sold) -> Path:
    return sold.profile.with_suffix("") / "ledger.db"


def sell(kiosk: RunningKiosk, phone: Phone) -> None:
    kiosk.see(StartScreen)
    buy_lunch(kiosk, phone)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)
    kiosk.touch("start-over")


@pytest.fixture
def sold(place: Place, line: Line) -> Sold:
    """Two sales that the node has confirmed, and one that it never heard of. The line is back."""
    sold = Sold(place, place.district.phone("kim"), place.district.phone("away"))
    with place.kiosk() as kiosk:
        sell(kiosk, sold.kim)
        sell(kiosk, sold.away)
        kiosk.confirmed()
        line.weather = Weather.BROKEN
        sell(kiosk, sold.kim)
    line.weather = Weather.FINE
    assert len(entries(sold)) == OFFLINE + 2
    return sold


def entries(sold: Sold) -> tuple[Unsent, ...]:
    with LedgerReader.open(ledger_of(sold)) as reader:
        return reader.unsent(100, 10**6, again=True)


def scanned(sold: Sold) -> list[str]:
    """What a scanner reads of the tickets that came out of the printer."""
    pictures = [np.asarray(render(ticket).convert("L")) for ticket in sold.place.printer.tickets]
    return [found.text for picture in pictures for found in decode(picture)]


def lose(sold: Sold) -> None:
    for path in ledger_of(sold).parent.glob("ledger.db*"):
        path.unlink()


def overwrite(sold: Sold, *seqs: int) -> None:
    """Noise where these entries stand in the file."""
    rows = entries(sold)
    data = bytearray(ledger_of(sold).read_bytes())
    for seq in seqs:
        at = data.index(rows[seq].raw)
        data[at : at + len(rows[seq].raw)] = b"\xa5" * len(rows[seq].raw)
    ledger_of(sold).write_bytes(data)


def recover(
    at: Sold | Place, *more: str | Path, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    words = ("ledger", "recover", "--profile", at.profile, *more)
    return warm.run(warm.KIOSK, *words, given=stdin or "", check=False)


def report(sold: Sold, *more: str | Path, code: int, stdin: str | None = None) -> dict[str, Any]:
    done = recover(sold, *more, "--json", stdin=stdin)
    assert (done.returncode, done.stderr) == (code, "")
    said = dict(json.loads(done.stdout))
    mark = json.loads((ledger_of(sold).parent / "ledger.mark").read_text())
    assert mark["ledger"] == said["now"]
    return said


def back_at_work(sold: Sold) -> dict[str, Any]:
    """Start the kiosk, let it deliver everything, and sell once more; what the node shows then."""
    with sold.place.kiosk() as kiosk:
        kiosk.until(lambda: not undelivered(sold))
        sell(kiosk, sold.away)
        kiosk.confirmed()
    assert verify(ledger_of(sold)).problems == ()
    shown = sold.district.show()
    assert (shown["duplicates"], shown["problems"], shown["forks"]) == (0, [], 0)
    assert shown["balances"]["away"] == AWAY - 2 * PRICE
    return shown


def undelivered(sold: Sold) -> int:
    with LedgerReader.open(ledger_of(sold)) as reader:
        counts = reader.counts()
        return counts.entries - counts.receipts + reader.earlier.unanswered()


def test_overwritten_rows_come_back_from_a_copy_and_the_ledger_goes_on(sold: Sold) -> None:
    copy = sold.profile.parent / "copy.db"
    copy.write_bytes(ledger_of(sold).read_bytes())
    before = entries(sold)
    overwrite(sold, 1, OFFLINE)
    said = report(sold, "--copy", copy, code=0)
    assert (said["verdict"], said["complete"], said["missing"]) == ("rebuilt", True, [])
    assert said["now"] == said["old"]
    assert (ledger_of(sold).parent / said["aside"][0]).exists()
    assert entries(sold) == before
    shown = back_at_work(sold)
    assert shown["balances"]["kim"] == KIM - 2 * PRICE
    assert (shown["flagged"], shown["loss"]) == (0, 0)


def test_with_the_node_alone_the_offline_sale_is_lost_until_its_ticket_turns_up(
    sold: Sold,
) -> None:
    tickets = sold.profile.parent / "tickets.txt"
    tickets.write_text("\n".join(scanned(sold)), "utf-8")
    lose(sold)
    said = report(sold, code=1)
    assert (said["verdict"], said["end_known"], said["missing"]) == ("new", False, [])
    assert said["found"] == {"ledger": 0, "copy": 0, "node": OFFLINE, "tickets": 0}
    shown = back_at_work(sold)
    assert shown["balances"]["kim"] == KIM - PRICE
    later = report(sold, "--tickets", tickets, code=0)
    assert (later["verdict"], later["remembered"]) == ("completed", 1)
    assert later["tickets"] == {"read": 3, "refused": 0}
    assert later["without_code"] == 1
    with sold.place.kiosk() as kiosk:
        kiosk.until(lambda: not undelivered(sold))
    shown = sold.district.show()
    assert (shown["duplicates"], shown["problems"]) == (0, [])
    assert shown["balances"]["kim"] == KIM - PRICE
    assert shown["loss"] == PRICE  # booked, and the district bears it: no ticket holds the code


def test_with_a_copy_alone_all_that_was_on_it_is_booked(sold: Sold) -> None:
    copy = sold.profile.parent / "copy.db"
    copy.write_bytes(ledger_of(sold).read_bytes())
    lose(sold)
    said = report(sold, "--copy", copy, "--without-node", code=1)
    assert (said["verdict"], said["size"], said["end_known"]) == ("new", OFFLINE + 2, False)
    assert said["unsent"] == {"entries": 2, "coins": PRICE}
    shown = back_at_work(sold)
    assert shown["balances"]["kim"] == KIM - 2 * PRICE
    assert (shown["flagged"], shown["loss"], shown["holes"]) == (0, 0, 0)


def test_with_tickets_alone_what_was_printed_is_booked(sold: Sold) -> None:
    texts = "\n".join(["nothing of ours", *scanned(sold)])
    lose(sold)
    said = report(sold, "--tickets", "-", "--without-node", code=1, stdin=texts)
    assert said["verdict"] == "new"
    assert said["missing"] == [[0, 0], [2, 2], [4, 4]]
    assert said["tickets"] == {"read": 3, "refused": 1}
    with sold.place.kiosk() as kiosk:
        kiosk.until(lambda: not undelivered(sold))
        buy_lunch(kiosk, sold.away)
        kiosk.see(ReprintScreen)  # that the ticket came out is known no more: it is owed
    shown = sold.district.show()
    assert (shown["duplicates"], shown["problems"], shown["forks"]) == (0, [], 0)
    assert (shown["loss"], shown["holes"]) == (PRICE, 0)
    assert shown["balances"] | {"lee": 0} == {"kim": KIM - PRICE, "away": AWAY - PRICE, "lee": 0}


def test_what_is_lost_in_the_middle_is_a_hole_and_never_delays_what_came_after(
    sold: Sold,
) -> None:
    ticket = scanned(sold)[-1]
    overwrite(sold, OFFLINE)
    done = recover(sold)
    assert done.returncode == 1
    assert f"MISSING: 1 entries: {OFFLINE} of the ledger" in done.stdout
    assert "start the kiosk" in done.stdout
    shown = back_at_work(sold)
    assert shown["holes"] == 1
    assert shown["balances"]["kim"] == KIM - PRICE
    found = report(sold, "--tickets", "-", code=0, stdin=ticket)
    assert found["earlier"] == {}
    with sold.place.kiosk() as kiosk:
        kiosk.until(lambda: not undelivered(sold))
    shown = sold.district.show()
    assert (shown["holes"], shown["duplicates"], shown["problems"]) == (0, 0, [])
    assert shown["loss"] == PRICE


def test_a_slice_that_was_spent_before_is_spent_after(sold: Sold, line: Line) -> None:
    copy = sold.profile.parent / "copy.db"
    copy.write_bytes(ledger_of(sold).read_bytes())
    lose(sold)
    report(sold, "--copy", copy, code=1)
    line.weather = Weather.BROKEN
    with sold.place.kiosk() as kiosk:
        kiosk.see(StartScreen)
        buy_lunch(kiosk, sold.kim)
        assert isinstance(kiosk.see(SorryScreen), SorryScreen)


def test_a_whole_ledger_stays_as_it_is(sold: Sold) -> None:
    before = entries(sold)
    done = recover(sold)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The ledger is whole (7 entries). Nothing had to be done.")
    assert entries(sold) == before


def test_an_image_of_a_ledger_that_has_ended_is_not_gone_on_with(sold: Sold) -> None:
    """Not even where nothing is left of the ledger that came after it."""
    image = ledger_of(sold).read_bytes()
    lose(sold)
    after = report(sold, code=1)["now"]
    lose(sold)
    ledger_of(sold).write_bytes(image)
    said = report(sold, code=1)
    assert (said["verdict"], said["old"], said["end_known"]) == ("new", after, False)
    back_at_work(sold)


def test_it_refuses_to_run_beside_a_kiosk_and_explains(place: Place) -> None:
    with place.kiosk():
        done = recover(place)
        assert done.returncode == 2
        assert "Stop the kiosk, then run this again." in done.stderr
        assert not list(place.profile.with_suffix("").glob("*damaged*"))


def test_without_an_answer_of_the_node_nothing_is_changed(sold: Sold, line: Line) -> None:
    lose(sold)
    line.weather = Weather.BROKEN
    done = recover(sold)
    assert done.returncode == 2
    assert "--without-node" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(ledger_of(sold).parent.glob("*ledger.db*"))


def test_input_that_is_not_there_is_one_plain_sentence(place: Place) -> None:
    for more in (("--copy", "no-such.db"), ("--tickets", "no-such.txt")):
        done = recover(place, *more, "--without-node")
        assert done.returncode == 2
        assert more[1] in done.stderr
        assert "Traceback" not in done.stderr
