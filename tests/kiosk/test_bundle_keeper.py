"""Newer bundles are taken only along the signatures; no power cut leaves a kiosk without one."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.days import local_day
from kiosk.district import BUNDLE_FILE, IDENTITY_FILE, TRUST_FILE, Papers, load_district
from kiosk.papers.bundle_keeper import TAG_FILE, fetch_newer, keep_enrolment
from kiosk.papers.refused_paper import BundleRefused, WhyRefused
from kiosk.profile.machine import Profile
from kiosk.whole import write_whole
from offline_queue.errors import NodeAway
from tests.kiosk.cuts import PowerCut, power
from tests.kiosk.documents import DAY_S, ENROLLED_S, EXPIRES_S, Authority, identity, new_key
from tests.kiosk.lines import Line
from tests.kiosk.shops import MEALS, scheme_text

TODAY = local_day(ENROLLED_S)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def profile(authority: Authority, tmp_path: Path) -> Profile:
    return authority.enrolled(tmp_path)


def fetch(profile: Profile, line: Line, at_s: int = ENROLLED_S, running: int | None = None) -> bool:
    """Fetch as a kiosk that started before ``line`` had its document."""
    lying = load_district(profile, TODAY)
    district = replace(lying, bundle_version=running or lying.bundle_version)
    coming = fetch_newer(line, profile, district, at_s)
    if coming is not None:
        started = load_district(profile, TODAY)
        assert replace(coming, facility=started.facility) == started, "a start reads the same"
    return coming is not None


def files(profile: Profile) -> dict[str, bytes]:
    return {
        name: (profile.state / name).read_bytes()
        for name in (BUNDLE_FILE, TRUST_FILE, IDENTITY_FILE)
    }


def version(profile: Profile) -> int:
    return load_district(profile, TODAY).bundle_version


def test_a_newer_bundle_lies_there_for_the_next_start(
    authority: Authority, profile: Profile
) -> None:
    assert fetch(profile, Line(authority.bundle(2)))
    assert version(profile) == 2


def test_the_next_question_carries_the_tag_and_still_tells_what_lies_there(
    authority: Authority, profile: Profile
) -> None:
    line = Line(authority.bundle(2))
    assert fetch(profile, line, running=1)
    assert fetch(profile, line, running=1)
    assert line.asked == [None, '"one"']
    assert not fetch(profile, line)


def test_the_same_bundle_again_is_no_news_and_is_not_downloaded_twice(
    authority: Authority, profile: Profile
) -> None:
    line = Line((profile.state / BUNDLE_FILE).read_bytes())
    assert not fetch(profile, line)
    assert not fetch(profile, line)
    assert line.asked == [None, '"one"']


def test_a_tag_of_another_bundle_is_not_sent(authority: Authority, profile: Profile) -> None:
    line = Line(authority.bundle(2))
    assert fetch(profile, line)
    keep_enrolment(profile.state, identity(), authority.papers())
    assert fetch(profile, line)
    assert line.asked == [None, None]


@pytest.mark.parametrize("etag", [None, "", '"가"', '"two words"', "x" * 200])
def test_a_tag_that_no_header_carries_is_not_kept(
    authority: Authority, profile: Profile, etag: str | None
) -> None:
    line = Line(authority.bundle(2), etag)
    assert fetch(profile, line)
    assert not fetch(profile, line)
    assert line.asked == [None, None]
    assert not (profile.state / TAG_FILE).exists()


def test_a_damaged_tag_costs_one_download(authority: Authority, profile: Profile) -> None:
    (profile.state / TAG_FILE).write_bytes(b"\xff{")
    assert fetch(profile, Line(authority.bundle(2)))


def refused(profile: Profile, body: bytes, at_s: int = ENROLLED_S) -> WhyRefused:
    before = files(profile)
    with pytest.raises(BundleRefused) as caught:
        fetch(profile, Line(body), at_s)
    assert files(profile) == before
    assert not (profile.state / TAG_FILE).exists()
    return caught.value.why


def other_currency() -> bytes:
    return scheme_text().replace(b'id = "test-coin"', b'id = "gold"')


BAD: list[tuple[WhyRefused, Callable[[Authority], bytes]]] = [
    (WhyRefused.NOT_WHOLE, lambda _: b"garbage"),
    (WhyRefused.NOT_WHOLE, lambda _: b""),
    (WhyRefused.NOT_WHOLE, lambda _: b"<html>Sign in to the hotel's network</html>"),
    (WhyRefused.NOT_WHOLE, lambda it: it.bundle(2)[:-1]),
    (WhyRefused.NOT_WHOLE, lambda it: it.bundle(2)[: len(it.bundle(2)) // 2]),
    (WhyRefused.NOT_WHOLE, lambda it: it.bundle(2) + b"\0"),
    (WhyRefused.UNTRUSTED, lambda it: it.trust_list(2)),
    (WhyRefused.UNTRUSTED, lambda it: it.bundle(2, new_key())),
    (WhyRefused.UNTRUSTED, lambda it: it.bundle(2, it.issuer)),
    (WhyRefused.UNTRUSTED, lambda _: Authority().bundle(2)),
    (WhyRefused.UNTRUSTED, lambda it: it.bundle(2, trust_list=Authority().trust_list(9))),
    (WhyRefused.UNTRUSTED, lambda it: it.bundle(2, trust_list=it.trust_list(2, new_key()))),
    (WhyRefused.OLDER, lambda it: it.bundle(0)),
    (WhyRefused.ALTERED, lambda it: it.bundle(1, expires=EXPIRES_S + 1)),
    (WhyRefused.EXPIRED, lambda it: it.bundle(2, expires=ENROLLED_S + 1, issued=ENROLLED_S - 9)),
    (WhyRefused.UNUSABLE, lambda it: it.bundle(2, facilities={"other": MEALS.encode()})),
    (WhyRefused.UNUSABLE, lambda it: it.bundle(2, facilities={"hall": b"x = 1"})),
    (WhyRefused.UNUSABLE, lambda it: it.bundle(2, scheme=b"x = 1")),
    (WhyRefused.UNUSABLE, lambda it: it.bundle(2, scheme=scheme_text().replace(b"= 20", b"= 21"))),
    (
        WhyRefused.OTHER_SCHEME,
        lambda it: it.bundle(
            2,
            scheme_id="gold",
            scheme=other_currency(),
            facilities={"hall": MEALS.replace("test-coin", "gold").encode()},
        ),
    ),
]


@pytest.mark.parametrize(("why", "made"), BAD)
def test_a_bad_bundle_is_refused_by_name_and_the_last_good_one_stays(
    authority: Authority, profile: Profile, why: WhyRefused, made: Callable[[Authority], bytes]
) -> None:
    assert refused(profile, made(authority), ENROLLED_S + 1) is why


def test_a_node_that_is_away_changes_nothing(profile: Profile) -> None:
    before = files(profile)
    with pytest.raises(NodeAway):
        fetch(profile, Line(None))
    assert files(profile) == before


def test_an_ended_bundle_is_replaced_by_a_good_one(authority: Authority, profile: Profile) -> None:
    body = authority.bundle(2, expires=EXPIRES_S + 30 * DAY_S)
    assert fetch(profile, Line(body), EXPIRES_S + 1)
    assert version(profile) == 2


def test_a_new_key_comes_with_its_bundle_and_the_old_one_is_refused_from_then_on(
    authority: Authority, profile: Profile
) -> None:
    new = new_key()
    carried = authority.trust_list(2, new)
    assert fetch(profile, Line(authority.bundle(2, new, trust_list=carried)))
    assert (profile.state / TRUST_FILE).read_bytes() == carried
    (profile.state / TAG_FILE).unlink()
    assert refused(profile, authority.bundle(3)) is WhyRefused.UNTRUSTED


def test_the_old_key_is_refused_too_when_a_cut_kept_the_new_list_out(
    authority: Authority, profile: Profile
) -> None:
    new = new_key()
    carried = authority.trust_list(2, new)
    cut_short = {BUNDLE_FILE: authority.bundle(2, new, trust_list=carried)}
    write_whole(profile.state, cut_short)
    with pytest.raises(BundleRefused):
        fetch(profile, Line(authority.bundle(3)))
    assert (profile.state / TRUST_FILE).read_bytes() == carried
    assert fetch(profile, Line(authority.bundle(3, new), etag=None))
    assert version(profile) == 3


def after_each_cut(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, work: Callable[[Authority, Profile], object]
) -> Iterator[tuple[Authority, Profile]]:
    """Do ``work`` on a fresh machine, cut one step later each time, until nothing was cut."""
    for steps in range(100):
        folder = tmp_path / str(steps)
        folder.mkdir()
        authority = Authority()
        profile = authority.enrolled(folder)
        with power(monkeypatch, steps) as taken:
            try:
                work(authority, profile)
            except PowerCut:
                assert len(taken) == steps
        yield authority, profile
        if len(taken) < steps:
            return
    raise AssertionError("it never came to an end")


def test_a_power_cut_anywhere_in_a_change_of_keys_leaves_a_kiosk_that_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    new = new_key()
    seen = []

    def change(authority: Authority, profile: Profile) -> None:
        carried = authority.trust_list(2, new)
        fetch(profile, Line(authority.bundle(2, new, trust_list=carried)))

    for authority, profile in after_each_cut(monkeypatch, tmp_path, change):
        seen.append(version(profile))
        change(authority, profile)
        assert version(profile) == 2
        assert (profile.state / TRUST_FILE).read_bytes() == authority.trust_list(2, new)
    assert set(seen) == {1, 2}
    assert seen == sorted(seen)


def test_a_power_cut_anywhere_in_an_enrolment_leaves_the_old_kiosk_or_none_or_the_new(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []

    def enrol_again(authority: Authority, profile: Profile) -> None:
        new = new_key()
        papers = Papers(authority.trust_list(2, new), authority.bundle(5, new))
        keep_enrolment(profile.state, identity(kiosk=8), papers)

    for _, profile in after_each_cut(monkeypatch, tmp_path, enrol_again):
        try:
            district = load_district(profile, TODAY)
            seen.append(f"{district.kiosk} with {district.bundle_version}")
        except ConfigError as exc:
            seen.append(exc.reason)
    in_order = list(dict.fromkeys(seen))
    assert in_order == ["7 with 1", "not there: enrol this kiosk first", "8 with 5"]


def test_each_rename_is_on_the_medium_before_the_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with power(monkeypatch, 100) as taken:
        write_whole(tmp_path, {"one": b"1", "two": b"2"}, seal="two")
    drafts = ["open", "fsync"] * 2
    assert taken == [*drafts, "unlink", *["open", "fsync", "replace"] * 2, "open", "fsync"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "one": b"1",
        "two": b"2",
    }


def test_a_full_disk_changes_nothing_and_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, authority: Authority, profile: Profile
) -> None:
    before = files(profile)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(ConfigError, match="can't be written: No space left on device"):
            keep_enrolment(profile.state, identity(kiosk=8), authority.papers(5))
        with pytest.raises(ConfigError, match="No space left"):
            fetch(profile, Line(authority.bundle(2)))
    assert files(profile) == before


def test_what_a_cut_left_half_written_is_written_anew(profile: Profile) -> None:
    (profile.state / f"{BUNDLE_FILE}.new").write_bytes(b"x" * 100_000)
    write_whole(profile.state, {BUNDLE_FILE: b"short"})
    assert (profile.state / BUNDLE_FILE).read_bytes() == b"short"
