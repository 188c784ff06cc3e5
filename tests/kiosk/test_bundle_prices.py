"""A bundle that lies here has a price for every day that may come, also with a dead clock."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.days import local_day
from kiosk.district import BUNDLE_FILE, Papers, load_district, on_day
from kiosk.papers.bundle_keeper import fetch_newer, keep_enrolment
from kiosk.papers.refused_paper import BundleRefused, WhyRefused
from kiosk.profile.machine import Profile
from kiosk.services.base import Known
from schemes.money import Coins
from tests.kiosk.documents import DAY_S, ENROLLED_S, Authority, identity, only_from
from tests.kiosk.lines import Line
from tests.kiosk.shops import scheme_text

TODAY, TOMORROW = local_day(ENROLLED_S), local_day(ENROLLED_S + DAY_S)
DEAD = date(2000, 1, 1)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def profile(authority: Authority, tmp_path: Path) -> Profile:
    return authority.enrolled(tmp_path)


def with_rate(won: int, day: date) -> bytes:
    return scheme_text() + f'\n[[rate]]\nwon = {won}\nfrom = {day}\nsource = "a test"\n'.encode()


def fetch(profile: Profile, body: bytes, at_s: int) -> bool:
    running = load_district(profile, TODAY)
    return fetch_newer(Line(body), profile, running, at_s) is not None


def test_a_dead_clock_prices_by_the_day_of_a_bundle_whose_first_rate_came_after_enrolment(
    authority: Authority, profile: Profile
) -> None:
    bundle = authority.bundle(scheme=only_from(TOMORROW), issued=ENROLLED_S + DAY_S)
    keep_enrolment(profile.state, identity(), Papers(authority.trust_list(), bundle))
    dead = load_district(profile, DEAD)
    sold = [one.facility.services["meals"] for one in (dead, on_day(dead, DEAD))]
    assert [it.order(Known({"meal": "lunch"}), 1).total for it in sold] == [Coins(15), Coins(15)]


def test_such_a_bundle_is_taken_and_a_start_with_a_dead_clock_reads_it(
    authority: Authority, profile: Profile
) -> None:
    issued_s = ENROLLED_S + DAY_S
    body = authority.bundle(2, scheme=only_from(TOMORROW), issued=issued_s)
    assert fetch(profile, body, issued_s + 60)
    assert load_district(profile, DEAD).bundle_version == 2


@pytest.mark.parametrize(
    "scheme",
    [only_from(TOMORROW), with_rate(1_000_000, TODAY + timedelta(days=9))],
    ids=["no price when it was made", "a rate to come by which a lunch is less than a coin"],
)
def test_a_bundle_without_a_price_for_a_day_that_may_come_is_refused_before_it_is_kept(
    authority: Authority, profile: Profile, scheme: bytes
) -> None:
    before = (profile.state / BUNDLE_FILE).read_bytes()
    with pytest.raises(BundleRefused) as caught:
        fetch(profile, authority.bundle(2, scheme=scheme), ENROLLED_S + 3 * DAY_S)
    assert caught.value.why is WhyRefused.UNUSABLE
    assert (profile.state / BUNDLE_FILE).read_bytes() == before


def test_a_rate_to_come_is_no_reason_to_refuse(authority: Authority, profile: Profile) -> None:
    body = authority.bundle(2, scheme=with_rate(100, TODAY + timedelta(days=9)))
    assert fetch(profile, body, ENROLLED_S + 60)
