"""A paper card from its issue to a lunch: real node and desk, a real picture of its QR, its PIN."""

import time

from kiosk.demo.stream import CameraStream, Showing, View
from offline_queue.show import show
from offline_queue.verify import verify
from tests.end_to_end.desk import (
    issue_badge,
    issue_card,
    name_carer,
    show_again,
    staff_pin,
    type_in,
)
from tests.end_to_end.running import Place, RunningKiosk
from tests.end_to_end.weather import Line, Weather
from ui.contract import (
    CardScreen,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    Price,
    SorryScreen,
    StaffScreen,
    StartScreen,
    ThanksScreen,
)

BADGE_PIN, PIN = "271828", "4711"


class Cards:
    """Somebody with cards at one kiosk; ``badge`` opens staff mode."""

    def __init__(self, kiosk: RunningKiosk, badge: str) -> None:
        self.kiosk, self.badge = kiosk, badge
        self._shown_s: dict[str, float] = {}

    def staff_set_pin(self, card: str) -> None:
        """At the machine: badge and PIN, the card, its new PIN twice, and out again."""
        kiosk = self.kiosk
        kiosk.see(StartScreen)
        show_again(kiosk, self.badge, self._shown_s)
        kiosk.see(KeypadScreen)
        type_in(kiosk, BADGE_PIN)
        kiosk.see(StaffScreen)
        kiosk.touch("choose", "card")
        kiosk.see(CardScreen)
        show_again(kiosk, card, self._shown_s)
        kiosk.see(StaffScreen)
        kiosk.touch("choose", "pin")
        kiosk.see(KeypadScreen)
        type_in(kiosk, PIN)
        type_in(kiosk, PIN)
        kiosk.until(lambda: kiosk.screen.frame.notice == "비밀번호를 정했습니다")
        kiosk.touch("lead")
        kiosk.see(StartScreen)

    def want_lunch(self, card: str) -> None:
        """Choose a lunch and show a card."""
        self.kiosk.see(StartScreen)
        self.kiosk.touch("choose", "meals")
        self.kiosk.touch("choose", "lunch")
        show_again(self.kiosk, card, self._shown_s)
        self.kiosk.see(KeypadScreen)


def tries_left(kiosk: RunningKiosk, left: int) -> None:
    """Wait until the keypad says how many tries are left."""
    told = f"{left}번" if left > 1 else "한\u00a0번"
    kiosk.until(lambda: told in getattr(kiosk.screen, "message", ""))


def results(place: Place) -> list[tuple[str, str | None]]:
    entries = show(place.profile.with_suffix("") / "ledger.db")
    return [(entry.kind, entry.result) for entry in entries]


def test_a_card_buys_a_lunch_by_its_picture_and_its_pin(place: Place) -> None:
    card, badge = issue_card(place.district, "kim"), issue_badge(place.district)
    done = staff_pin(place.profile, badge, BADGE_PIN)
    assert (done.returncode, done.stdout) == (0, b"The PIN is set.\n"), done.stderr
    view = View()
    with CameraStream(view, seed=1, monotonic_s=time.monotonic) as stream:
        with place.profile.open("a") as profile:
            profile.write(f'[camera]\nsource = "{stream.url}"\n')
        with place.kiosk() as kiosk:
            Cards(kiosk, badge).staff_set_pin(card)
            kiosk.touch("choose", "meals")
            kiosk.see(ChooseScreen)
            kiosk.touch("choose", "lunch")
            kiosk.see(CodeScreen)
            view.show(Showing(card))
            kiosk.see(KeypadScreen)
            type_in(kiosk, "0000")
            tries_left(kiosk, 4)
            type_in(kiosk, PIN)
            assert kiosk.see(ConfirmScreen).price == Price("15코인", "(3,000원)")
            kiosk.touch("lead")
            kiosk.see(ThanksScreen)
            kiosk.confirmed()
    shown = place.district.show()
    assert (shown["flags"], shown["problems"]) == ([], [])
    assert place.district.balance("kim") == 20
    assert results(place) == [
        ("open", None),
        ("pin", "set"),
        ("pin", "try"),
        ("pin", "right"),
        ("pin", "set"),
        ("pin", "try"),
        ("pin", "try"),
        ("pin", "right"),
        ("spend", None),
        ("fulfil", "done"),
    ]
    report = verify(place.profile.with_suffix("") / "ledger.db")
    assert (report.chain_ok, report.unsent, report.problems) == (True, 0, ())
    log = (place.profile.with_suffix("") / "kiosk.jsonl").read_text("utf-8")
    assert [secret for secret in (BADGE_PIN, PIN, card, badge) if secret in log] == []


def test_without_the_node_a_card_pays_for_one_lunch_a_day_and_a_blocked_one_for_none(
    place: Place, line: Line
) -> None:
    card, badge = issue_card(place.district, "away"), issue_badge(place.district)
    other = issue_card(place.district, "kim")
    assert staff_pin(place.profile, badge, BADGE_PIN).returncode == 0
    with place.kiosk() as kiosk:
        cards = Cards(kiosk, badge)
        for one in (card, other):
            cards.staff_set_pin(one)
        kiosk.confirmed()
        line.weather = Weather.BROKEN
        cards.want_lunch(card)
        type_in(kiosk, PIN)
        assert kiosk.see(ConfirmScreen).lines[0].label == "쓸 수 있음"
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.touch("lead")
        cards.want_lunch(card)
        type_in(kiosk, PIN)
        assert kiosk.see(SorryScreen).reason == "stand-in-over-day-limit"
        kiosk.touch("start-over")
        cards.want_lunch(other)
        for left in (4, 3, 2, 1):
            type_in(kiosk, "0000")
            tries_left(kiosk, left)
        type_in(kiosk, "0000")
        sorry = kiosk.see(SorryScreen)
        assert (sorry.reason, sorry.coins) == ("pin-blocked", "코인은 그대로입니다.")
        line.weather = Weather.FINE
        kiosk.confirmed()
    shown = place.district.show()
    assert (shown["flags"], shown["problems"]) == ([], [])
    assert place.district.balance("away") == 65
    assert place.district.balance("kim") == 35
    assert results(place)[-1] == ("refuse", "pin-blocked")


def test_a_daughters_phone_beside_the_card_is_as_good_as_its_pin(place: Place) -> None:
    card, badge = issue_card(place.district, "kim"), issue_badge(place.district)
    carer = place.district.phone("lee")
    name_carer(place.district, "kim", "lee")
    assert staff_pin(place.profile, badge, BADGE_PIN).returncode == 0
    with place.kiosk() as kiosk:
        log = place.profile.with_suffix("") / "kiosk.jsonl"
        kiosk.until(lambda: "rules-adopted" in log.read_text("utf-8"))  # the roster names her
        cards = Cards(kiosk, badge)
        cards.staff_set_pin(card)
        cards.want_lunch(card)
        kiosk.scan(carer.text())
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    shown = place.district.show()
    assert (shown["flags"], shown["problems"]) == ([], [])
    assert (place.district.balance("kim"), place.district.balance("lee")) == (20, 8)


def test_a_code_that_is_no_badge_gets_no_pin(place: Place) -> None:
    done = staff_pin(place.profile, issue_card(place.district, "kim"), BADGE_PIN)
    assert done.returncode == 1
    assert b"no badge" in done.stderr
    done = staff_pin(place.profile, issue_badge(place.district), "123")
    assert done.returncode == 1
    assert results(place) == [("open", None)]
