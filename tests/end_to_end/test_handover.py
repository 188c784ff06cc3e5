"""Staff come to somebody who called: real node, real printer's bytes, a badge by its QR and PIN."""

from pathlib import Path

from drivers.printer.engine import Switches
from offline_queue.reader import LedgerReader
from offline_queue.show import show
from offline_queue.verify import verify
from protocol.entry import EntryKind, Role
from tests.end_to_end.desk import issue_badge, staff_pin, type_in
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from ui.contract import (
    ConfirmScreen,
    KeypadScreen,
    SorryScreen,
    StaffScreen,
    StartScreen,
    ThanksScreen,
)

BADGE_PIN = "271828"
A_FEW_DOTS = 100  # of paper: the roll ends in the middle of the ticket


def badge_of(place: Place) -> str:
    badge = issue_badge(place.district)
    done = staff_pin(place.profile, badge, BADGE_PIN)
    assert done.returncode == 0, done.stderr
    return badge


def staff_come(kiosk: RunningKiosk, badge: str) -> StaffScreen:
    kiosk.touch("call-staff")
    kiosk.scan(badge)
    kiosk.see(KeypadScreen)
    type_in(kiosk, BADGE_PIN)
    return kiosk.see(StaffScreen)


def told(screen: StaffScreen) -> list[str]:
    return [line.amount for line in screen.lines]


def results(place: Place) -> list[tuple[str, str | None]]:
    return [(entry.kind, entry.result) for entry in show(ledger(place))]


def ledger(place: Place) -> Path:
    return place.profile.with_suffix("") / "ledger.db"


def test_a_sale_goes_on_with_the_same_hold_after_staff_have_looked(place: Place) -> None:
    badge = badge_of(place)
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        before = kiosk.see(ConfirmScreen)
        assert told(staff_come(kiosk, badge)) == ["점심 식권 1장", "쓰지 않았음", "아직 없음"]
        kiosk.touch("choose", "go-on")
        assert kiosk.see(ConfirmScreen).readback == before.readback
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    assert place.district.balance("kim") == 20
    shown = place.district.show()
    assert (shown["booked"], shown["voided"], shown["flags"]) == (1, 0, [])


def test_a_sale_that_staff_end_gives_back_what_was_held(place: Place) -> None:
    badge = badge_of(place)
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        staff_come(kiosk, badge)
        kiosk.touch("choose", "end")
        kiosk.see(StartScreen)
        kiosk.until(lambda: ("void", "ended-by-staff") in results(place))
        kiosk.confirmed()
    (kim,) = [one for one in place.district.show()["residents"] if one["id"] == "kim"]
    assert (kim["balance"], kim["held"]) == (35, 0)


def test_a_ticket_that_did_not_come_out_is_printed_by_staff_and_paid_once(place: Place) -> None:
    badge = badge_of(place)
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        place.printer.turn(Switches(paper_left_dots=A_FEW_DOTS))
        kiosk.touch("lead")
        kiosk.see(SorryScreen)
        place.printer.turn(Switches())
        staff = staff_come(kiosk, badge)
        assert told(staff) == ["점심 식권 1장", "썼음", "못 받음"]
        assert [choice.id for choice in staff.choices] == ["go-on", "print", "end"]
        kiosk.touch("choose", "print")
        assert kiosk.see(ThanksScreen).certainty_words == "이번에는 안 썼습니다"
        kiosk.confirmed()
    assert place.district.balance("kim") == 20
    assert [one for one in results(place) if one[0] in ("spend", "fulfil")] == [
        ("spend", None),
        ("fulfil", "failed"),
        ("fulfil", "done"),
    ]
    assert verify(ledger(place)).problems == ()
    assert by_whom(place) == [[], [Role.STAFF]]


def by_whom(place: Place) -> list[list[Role]]:
    """Who is named in each fulfilment."""
    ids = [bytes.fromhex(one.id) for one in show(ledger(place)) if one.kind == EntryKind.FULFIL]
    with LedgerReader.open(ledger(place)) as reader:
        found = [reader.find(id_) for id_ in ids]
    return [[party.role for party in one.entry.parties] for one in found if one]
