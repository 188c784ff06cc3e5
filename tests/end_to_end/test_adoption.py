"""Newer rules take effect while the kiosk runs, and never in the middle of a visit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread, current_thread
from threading import enumerate as threads

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from kiosk.days import local_time
from kiosk.district import District, load_district
from kiosk.journal import LOG_FILE
from kiosk.node.retirement import mark_retired
from kiosk.papers.bundle_keeper import fetch_newer
from schemes.scheme import load_scheme
from tests.end_to_end.district import PATIENCE_S
from tests.end_to_end.hall import Hall, dearer
from tests.end_to_end.running import RunningKiosk, buy_lunch
from tests.kiosk.documents import new_key
from tests.kiosk.lines import Line
from tests.kiosk.services.test_earning import HEAD
from tests.kiosk.shops import HALL
from tests.kiosk.test_days_in_force import BOTTLES, prices, rules
from tests.offline_queue.node_server import serving
from ui.contract import (
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    OutOfOrderScreen,
    StartScreen,
    ThanksScreen,
)

AHEAD_S = 2 * 86_400 + 5 * 3600  # what the kiosk may be ahead of its floor and still be trusted
ONLY_EARNING = HALL + HEAD
TODAY = date.today()  # noqa: DTZ011 - the day on a calendar here


@pytest.fixture
def hall(tmp_path: Path, qapp: QGuiApplication) -> Iterator[Hall]:
    with serving(lambda *_: None) as node:
        made = Hall(tmp_path, node)
        yield made
        made.close()


def version_adopted(kiosk: RunningKiosk) -> int:
    return kiosk.app.district.bundle_version


def is_judged(kiosk: RunningKiosk) -> bool:
    """Whether other rules wait for the end of a visit."""
    return kiosk.app._adoption.ready(int(kiosk.app._now().timestamp())) is not None


def kept(hall: Hall) -> int:
    """How often rules were found that it could not sell by."""
    return (hall.profile.state / LOG_FILE).read_text("utf-8").count('"rules-kept"')


def hand_over(hall: Hall, kiosk: RunningKiosk, body: bytes) -> None:
    """As the sync's thread does it: fetch, keep, tell."""
    running = load_district(hall.profile, TODAY)
    coming: list[District | None] = []

    def work() -> None:
        coming.append(fetch_newer(Line(body, None), hall.profile, running, hall.now_s))
        if coming[0] is not None:
            kiosk.app.backroom._outside.renewed(coming[0])

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert coming[0] is not None


def sell(kiosk: RunningKiosk, hall: Hall, phone_text: str) -> None:
    kiosk.touch("choose", "meals")
    kiosk.touch("choose", "lunch")
    kiosk.scan(phone_text)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)
    kiosk.touch("start-over")
    kiosk.see(StartScreen)


def test_what_the_node_offers_is_sold_by_without_a_restart(hall: Hall) -> None:
    phone = hall.phone()
    hall.papers["bundle"] = hall.bundle(2, scheme=dearer(TODAY.isoformat()))
    with hall.kiosk() as kiosk:
        kiosk.until(lambda: version_adopted(kiosk) == 2)
        sell(kiosk, hall, phone.text())
    (spend,) = hall.spends()
    assert spend.bundle_version == 2
    assert spend.amounts == {"general": 30}


def test_a_visit_that_has_begun_ends_by_its_own_rules(hall: Hall) -> None:
    phone = hall.phone()
    with hall.kiosk() as kiosk:
        buy_lunch(kiosk, phone)
        confirm = kiosk.see(ConfirmScreen)
        hand_over(hall, kiosk, hall.bundle(2, scheme=dearer(TODAY.isoformat())))
        kiosk.until(lambda: is_judged(kiosk))
        for _ in range(3):
            kiosk.app._tick()
        assert kiosk.screen == confirm
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.touch("start-over")
        kiosk.until(lambda: version_adopted(kiosk) == 2)
        sell(kiosk, hall, phone.text())
    assert [(it.bundle_version, it.amounts["general"]) for it in hall.spends()] == [
        (1, 15),
        (2, 30),
    ]


def test_the_screen_shows_the_new_price_to_the_next_person(hall: Hall) -> None:
    with hall.kiosk() as kiosk:
        kiosk.touch("choose", "meals")
        before = kiosk.see(ChooseScreen).choices
        kiosk.touch("start-over")
        hand_over(hall, kiosk, hall.bundle(2, scheme=dearer(TODAY.isoformat())))
        kiosk.until(lambda: version_adopted(kiosk) == 2)
        kiosk.touch("choose", "meals")
        assert kiosk.see(ChooseScreen).choices != before


def test_a_card_key_that_was_withdrawn_is_a_strangers_from_the_next_visit_on(hall: Hall) -> None:
    phone, old = hall.phone(), hall.authority.issuer
    with hall.kiosk() as kiosk:
        hall.authority.issuer = new_key()
        trust = hall.authority.trust_list(2)
        hand_over(hall, kiosk, hall.bundle(2, trust_list=trust))
        kiosk.until(lambda: version_adopted(kiosk) == 2)
        kiosk.touch("choose", "meals")
        kiosk.touch("choose", "lunch")
        kiosk.see(CodeScreen)
        kiosk.scan(phone.text())
        kiosk.until(lambda: getattr(kiosk.screen, "reason", "") == "unknown-key")
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        renewed = hall.phone()
        sell(kiosk, hall, renewed.text())
    assert old is not hall.authority.issuer
    assert len(hall.spends()) == 1


def test_a_kiosk_that_is_retired_ends_the_visit_and_sells_no_more(hall: Hall) -> None:
    phone = hall.phone()
    with hall.kiosk() as kiosk:
        buy_lunch(kiosk, phone)
        kiosk.see(ConfirmScreen)
        kiosk.app.backroom._outside.retired()
        kiosk.until(lambda: kiosk.app._retired)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.touch("start-over")
        stopped = kiosk.see(OutOfOrderScreen)
        assert "N2" in stopped.note
        kiosk.touch("choose", "meals")
        kiosk.see(OutOfOrderScreen)
    assert len(hall.spends()) == 1


def test_a_retired_kiosk_knows_it_after_a_restart_without_the_node(hall: Hall) -> None:
    mark_retired(hall.profile.state, load_district(hall.profile, TODAY).kid)
    with hall.kiosk() as kiosk:
        assert "N2" in kiosk.see(OutOfOrderScreen).note


def test_prices_and_the_clock_on_the_screen_go_by_effective_time(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def own_ms() -> int:
        return (hall.now_s + AHEAD_S) * 1000

    monkeypatch.setattr("kiosk.backroom.own_ms", own_ms)
    tomorrow = TODAY + timedelta(days=1)
    hall.papers["bundle"] = hall.bundle(2, scheme=dearer(tomorrow.isoformat()))
    with hall.kiosk() as kiosk:
        kiosk.until(lambda: version_adopted(kiosk) == 2)
        kiosk.until(lambda: prices(kiosk.app.district)[0] == 30)
        kiosk.touch("choose", "meals")
        shown = kiosk.see(ChooseScreen)
    lunch = shown.choices[0].price
    assert lunch is not None
    assert lunch.coins.startswith("30")
    at = local_time(hall.now_s + AHEAD_S)
    assert shown.frame.clock.endswith(f"{(at.hour - 1) % 12 + 1}:{at.minute:02d}")


def test_where_all_that_was_sold_has_ended_it_goes_on_and_newer_rules_sell_again(
    hall: Hall,
) -> None:
    with hall.kiosk() as kiosk:
        kiosk.see(StartScreen)
        running = kiosk.app.district
        ended = load_scheme(rules(date(2024, 1, 1)), "test-coin")
        text = (ONLY_EARNING + BOTTLES).encode()
        kiosk.app.backroom._outside.renewed(replace(running, scheme=ended, facility_toml=text))
        kiosk.until(lambda: kiosk.see(StartScreen).services == ())
        kiosk.app.backroom._outside.renewed(running)
        kiosk.until(lambda: kiosk.see(StartScreen).services != ())


def test_rules_that_can_not_be_sold_by_are_left_and_it_goes_on_selling(hall: Hall) -> None:
    with hall.kiosk() as kiosk:
        kiosk.see(StartScreen)
        unusable = replace(kiosk.app.district, bundle_version=9, facility_toml=b"")
        kiosk.app.backroom._outside.renewed(unusable)
        kiosk.until(lambda: kept(hall) == 1)
        assert version_adopted(kiosk) == 1
        kiosk.touch("choose", "meals")
        kiosk.see(ChooseScreen)


class Held(bytes):
    """A facility's text that whoever judges it must wait for."""

    began: Event
    may_go_on: Event
    by: list[str]

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        self.by.append(current_thread().name)
        self.began.set()
        assert self.may_go_on.wait(PATIENCE_S)
        return super().decode(encoding, errors)


def held(running: District) -> tuple[Held, District]:
    """Newer rules, dearer today, that are not judged before the test says so."""
    text = Held(running.facility_toml)
    text.began, text.may_go_on, text.by = Event(), Event(), []
    scheme = load_scheme(dearer(TODAY.isoformat()), "test-coin")
    return text, replace(running, bundle_version=2, scheme=scheme, facility_toml=text)


def test_while_rules_are_judged_the_screen_answers_and_a_visit_begins_by_the_old_ones(
    hall: Hall,
) -> None:
    phone = hall.phone()
    with hall.kiosk() as kiosk:
        kiosk.see(StartScreen)
        text, coming = held(kiosk.app.district)
        kiosk.app.backroom._outside.renewed(coming)
        kiosk.until(text.began.is_set)
        buy_lunch(kiosk, phone)
        confirm = kiosk.see(ConfirmScreen)
        text.may_go_on.set()
        kiosk.until(lambda: is_judged(kiosk))
        kiosk.app._tick()
        assert kiosk.screen == confirm
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.touch("start-over")
        kiosk.until(lambda: version_adopted(kiosk) == 2)
        sell(kiosk, hall, phone.text())
    assert text.by == ["rules"]
    assert [(it.bundle_version, it.amounts["general"]) for it in hall.spends()] == [
        (1, 15),
        (2, 30),
    ]


def test_closed_while_rules_are_judged_it_ends_with_its_own(hall: Hall) -> None:
    with hall.kiosk() as kiosk:
        kiosk.see(StartScreen)
        text, coming = held(kiosk.app.district)
        kiosk.app.backroom._outside.renewed(coming)
        kiosk.until(text.began.is_set)
        text.may_go_on.set()
    QCoreApplication.processEvents()
    assert version_adopted(kiosk) == 1
    assert "rules" not in {thread.name for thread in threads()}
