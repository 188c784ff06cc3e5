"""What the doctor says of the district's papers, in plain words and with what to do."""

from pathlib import Path

import pytest

from kiosk.district import Papers
from kiosk.health.finding import Finding
from kiosk.health.papers import look_at_papers
from kiosk.node.retirement import mark_retired
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.papers.status_keeper import STATUS_FILE
from kiosk.profile.machine import Profile
from kiosk.troubles import TROUBLES
from kiosk.whole import write_whole
from offline_queue.file_signer import FileSigner
from tests.kiosk.documents import DAY_S, ENROLLED_S, EXPIRES_S, Authority, identity
from tests.kiosk.test_rotation import Era


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def profile(authority: Authority, tmp_path: Path) -> Profile:
    profile = authority.enrolled(tmp_path)
    write_whole(profile.state, {STATUS_FILE: authority.statuses(life_s=30 * DAY_S)})
    return profile


def look(profile: Profile, now_s: int = ENROLLED_S) -> dict[str, Finding]:
    return {it.part: it for it in look_at_papers(profile, now_s)}


def test_all_well_is_told_with_ages(profile: Profile) -> None:
    found = look(profile, ENROLLED_S + 3 * 3600)
    assert all(it.ok for it in found.values())
    assert "list 1 of" in found["trust"].found
    assert "1 credential, 1 receipt" in found["trust"].found
    assert found["bundle"].found.endswith(", 29 days")
    assert found["status-list"].found == "3 hours old; 7 days are allowed"


def test_a_bundle_that_ends_within_a_week_says_so_and_one_that_has_ended_is_bad(
    profile: Profile,
) -> None:
    assert look(profile, EXPIRES_S - 2 * DAY_S)["bundle"].found.endswith("2 days only")
    ended = look(profile, EXPIRES_S)["bundle"]
    assert not ended.ok
    assert "nothing is sold while the node is away" in ended.found
    assert "connect the node" in ended.advice


def test_a_status_list_that_is_too_old_or_missing_is_bad(profile: Profile) -> None:
    assert look(profile, ENROLLED_S + 7 * DAY_S)["status-list"].ok
    old = look(profile, ENROLLED_S + 7 * DAY_S + 1)["status-list"]
    assert (old.ok, old.found.split(":")[0]) == (False, "older than 7 days")
    (profile.state / STATUS_FILE).unlink()
    missing = look(profile)["status-list"]
    assert (missing.ok, missing.found.split(":")[0]) == (False, "none yet")
    assert missing.advice


def test_a_status_list_of_another_district_is_named(profile: Profile) -> None:
    write_whole(profile.state, {STATUS_FILE: Authority().statuses()})
    assert "untrusted" in look(profile)["status-list"].found


def test_changes_of_root_are_told(tmp_path: Path) -> None:
    era = Era()
    profile = era.first.enrolled(tmp_path)
    bundle = era.bundle(2, era.names_second, era.by_second)
    papers = Papers(era.by_second, bundle, (era.names_second,))
    keep_enrolment(profile.state, identity(), papers)
    assert "1 change(s) of root" in look(profile)["trust"].found


def test_a_retired_kiosk_has_its_number(profile: Profile) -> None:
    kid = FileSigner.open(profile.state / "kiosk.key").public_key.kid
    mark_retired(profile.state, kid)
    found = look(profile)["retired"]
    assert (found.ok, found.code) == (False, TROUBLES["kiosk-retired"].code)


def test_without_an_enrolment_every_part_has_its_sentence(
    authority: Authority, tmp_path: Path
) -> None:
    found = look(authority.profile(tmp_path))
    assert [part for part, it in found.items() if not it.ok] == ["trust", "bundle", "status-list"]
    assert all(it.advice for it in found.values() if not it.ok)
