"""What ends by its date is left out of what is sold; it stops neither the machine nor the rest."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.days import scheme_day
from kiosk.district import District, load_district, on_day
from kiosk.facility import Facility, load_facility
from kiosk.papers.bundle_keeper import fetch_newer
from kiosk.papers.coming_days import turning_days
from kiosk.papers.refused_paper import BundleRefused, WhyRefused
from kiosk.profile.machine import Profile
from kiosk.services.base import Known
from schemes.scheme import load_scheme
from tests.kiosk.documents import DAY_S, ENROLLED_S, Authority
from tests.kiosk.lines import Line
from tests.kiosk.services.test_earning import HEAD, TOYS
from tests.kiosk.shops import HALL, MEALS, scheme_text

TODAY = date(2026, 9, 21)  # of ENROLLED_S, at any clock from UTC to Korea's
LAST = TODAY + timedelta(days=5)
AFTER = LAST + timedelta(days=1)
BOTTLES = TOYS.replace("toy-donation", "bottles-here").replace("장난감", "빈 병")
FIELD = """
[[earning]]
id = "{id}"
name = "빈 병"
unit = "개"
rate_coins = 1
evidence = "badge"
status = "set-here"
on = 2023-01-01
from = 2023-01-01
until = {until}
source = "a test"
"""


def rules(until: date = LAST, id_: str = "bottles-here") -> bytes:
    return scheme_text() + FIELD.format(id=id_, until=until).encode()


def sold(text: str, on: date) -> Facility:
    return load_facility(text.encode(), "test.toml", load_scheme(rules(), "test-coin"), on)


@pytest.mark.parametrize(("on", "there"), [(LAST, True), (AFTER, False)], ids=["last", "after"])
def test_a_service_whose_field_has_ended_is_left_out_and_the_others_are_sold(
    on: date, there: bool
) -> None:
    place = sold(MEALS + HEAD + BOTTLES, on)
    assert ("earning" in place.services) is there
    assert ("earning" not in place.left_out) is there
    assert "meals" in place.services


def test_a_field_that_has_ended_leaves_the_other_fields_of_a_service() -> None:
    head = HEAD + 'question = "무엇을 했나요?"\nstep = "고르기"\n'
    others = re.findall(
        r'(?ms)^\[\[earning\]\].*?^id = "([^"]+)".*?^evidence = "badge"', scheme_text().decode()
    )
    both = HALL + head + BOTTLES + TOYS.replace("toy-donation", others[0])
    assert [sold(both, on).services["earning"].questions() for on in (LAST, AFTER)] == [1, 0]


def test_where_nothing_is_in_force_that_is_no_fault_of_the_file() -> None:
    """The machine goes on, and fetches the rules in which something is."""
    place = sold(HALL + HEAD + BOTTLES, AFTER)
    assert place.services == {}
    assert "is in force on 2026-09-27" in place.left_out["earning"]


def test_a_field_that_nobody_knows_is_still_a_fault_of_the_file() -> None:
    with pytest.raises(ConfigError, match="can't be earned"):
        sold(MEALS + HEAD + BOTTLES.replace("bottles-here", "bottles-there"), AFTER)


def enrolled(tmp_path: Path) -> tuple[Authority, Profile, District]:
    authority = Authority()
    profile = authority.enrolled(tmp_path)
    return authority, profile, load_district(profile, TODAY)


@pytest.mark.parametrize(
    "text", [MEALS + HEAD + BOTTLES, HALL + HEAD + BOTTLES], ids=["beside-others", "alone"]
)
def test_a_bundle_of_which_something_ends_is_taken_and_a_start_after_it_sells_the_rest(
    tmp_path: Path, text: str
) -> None:
    authority, profile, running = enrolled(tmp_path)
    body = authority.bundle(2, scheme=rules(), facilities={"hall": text.encode()})
    coming = fetch_newer(Line(body), profile, running, ENROLLED_S + 60)
    assert coming is not None
    rest = ["meals"] if "meals" in text else []
    assert list(on_day(coming, AFTER).facility.services) == rest
    assert list(load_district(profile, AFTER).facility.services) == rest


@pytest.mark.parametrize(
    ("begins", "taken"),
    [(AFTER, False), (date(2027, 6, 1), True)],
    ids=["within-its-time", "after-its-end"],
)
def test_a_day_on_which_the_seller_is_left_out_is_found_before_the_bundle_is_kept(
    tmp_path: Path, begins: date, taken: bool
) -> None:
    authority, profile, running = enrolled(tmp_path)
    left_out = f"""
[[excluded_sector]]
sector = "district"
status = "set-here"
on = 2026-01-01
from = {begins}
source = "a test"
"""
    body = authority.bundle(2, scheme=scheme_text() + left_out.encode())
    if taken:
        assert fetch_newer(Line(body), profile, running, ENROLLED_S + 60) is not None
        return
    with pytest.raises(BundleRefused) as caught:
        fetch_newer(Line(body), profile, running, ENROLLED_S + 60)
    assert caught.value.why is WhyRefused.UNUSABLE


def test_every_day_on_which_a_figure_begins_or_is_no_more_is_known() -> None:
    days = turning_days(load_scheme(rules(), "test-coin"))
    assert days == sorted(set(days))
    assert {date(2023, 1, 1), AFTER} <= set(days)
    assert LAST not in days


def test_the_day_is_the_schemes_wherever_the_machine_thinks_it_stands(
    tmp_path: Path,
) -> None:
    scheme = load_scheme(scheme_text(), "test-coin")
    late_s = int(datetime(2026, 12, 31, 23, 30, tzinfo=UTC).timestamp())
    assert scheme_day(scheme, late_s) == date(2027, 1, 1)
    assert scheme_day(scheme, 2**60).year == 9999
    dearer = scheme_text() + b'\n[[rate]]\nwon = 100\nfrom = 2027-01-01\nsource = "a test"\n'
    authority, profile, running = enrolled(tmp_path)
    assert fetch_newer(Line(authority.bundle(2, scheme=dearer)), profile, running, ENROLLED_S)
    by_time, before = load_district(profile, late_s), load_district(profile, late_s - DAY_S)
    by_day = load_district(profile, date(2027, 1, 1))
    assert prices(by_time) == prices(by_day) != prices(before)


def prices(district: District) -> list[int]:
    sold = district.facility.services["meals"]
    return [sold.order(Known({"meal": meal}), 1).total.units for meal in ("lunch", "noodles")]
