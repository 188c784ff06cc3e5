"""What enrolment left is believed only along the signatures, and priced by a day that can be."""

import json
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.commands.enrol import run
from kiosk.config import ConfigError
from kiosk.days import LAST_DAY_S, local_day
from kiosk.district import (
    BUNDLE_FILE,
    IDENTITY_FILE,
    TRUST_FILE,
    Papers,
    load_district,
    on_day,
    root_key,
)
from kiosk.health.examination import examine
from kiosk.health.finding import Finding
from kiosk.only_one import only_one
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.profile.machine import Profile
from kiosk.services.base import Known
from offline_queue.file_signer import FileSigner
from schemes.money import Coins
from tests.kiosk.documents import DAY_S, ENROLLED_S, EXPIRES_S, Authority, identity, new_key
from tests.kiosk.shops import scheme_text

TODAY = date(2026, 11, 21)
DEAD_CLOCK_S = 946_684_800  # the year 2000: a board without its battery


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def profile(authority: Authority, tmp_path: Path) -> Profile:
    return authority.enrolled(tmp_path)


def keep(profile: Profile, trust_list: bytes, bundle: bytes) -> None:
    keep_enrolment(profile.state, identity(), Papers(trust_list, bundle))


def found(profile: Profile, part: str, own_s: int = ENROLLED_S) -> Finding:
    (finding,) = [one for one in examine(profile, lambda: own_s) if one.part == part]
    return finding


def test_a_district_tells_its_key_and_how_long_its_bundle_is_good(profile: Profile) -> None:
    district = load_district(profile, TODAY)
    assert district.kid == FileSigner.open(profile.state / "kiosk.key").public_key.kid
    assert (district.kiosk, district.enrolled_at_s) == (7, ENROLLED_S)
    assert (district.bundle_version, district.bundle_expires_s) == (1, EXPIRES_S)
    assert list(district.facility.services) == ["meals"]


def test_a_dead_clock_prices_by_the_day_of_enrolment(
    authority: Authority, profile: Profile
) -> None:
    day = local_day(ENROLLED_S)
    dated = f'\n[[rate]]\nwon = 100\nfrom = {day + timedelta(days=1)}\nsource = "a test"\n'
    keep(profile, authority.trust_list(), authority.bundle(scheme=scheme_text() + dated.encode()))
    dead = load_district(profile, date(2000, 1, 1))
    alive = load_district(profile, day + timedelta(days=1))
    prices = [
        one.facility.services["meals"].order(Known({"meal": "lunch"}), 1).total
        for one in (dead, alive)
    ]
    assert prices == [Coins(15), Coins(30)]


def test_a_time_without_a_calendar_day_is_no_crash() -> None:
    assert local_day(LAST_DAY_S * 1000) == local_day(LAST_DAY_S)
    assert local_day(0) == datetime.fromtimestamp(0, tz=UTC).astimezone().date()


@pytest.mark.parametrize("name", [TRUST_FILE, BUNDLE_FILE, IDENTITY_FILE])
def test_a_missing_file_says_to_enrol_first(profile: Profile, name: str) -> None:
    (profile.state / name).unlink()
    with pytest.raises(ConfigError, match="enrol this kiosk first") as caught:
        load_district(profile, TODAY)
    assert caught.value.origin == str(profile.state / name)


def test_a_file_that_cannot_be_read_is_not_called_missing(profile: Profile) -> None:
    (profile.state / BUNDLE_FILE).unlink()
    (profile.state / BUNDLE_FILE).mkdir()
    with pytest.raises(ConfigError, match="can't be read: Is a directory"):
        load_district(profile, TODAY)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "\x00", '{"kiosk": 7, "name": "hall", "enrolled_at": 1}', "[" * 5000],
    ids=["empty", "list", "binary", "without its key", "deep"],
)
def test_an_identity_that_enrolment_did_not_write_is_refused(profile: Profile, text: str) -> None:
    (profile.state / IDENTITY_FILE).write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="enrol this kiosk again"):
        load_district(profile, TODAY)


def test_a_bundle_brings_the_new_key_that_signed_it(authority: Authority, profile: Profile) -> None:
    new = new_key()
    carried = authority.trust_list(2, new)
    keep(profile, authority.trust_list(), authority.bundle(2, new, trust_list=carried))
    assert list(load_district(profile, TODAY).receipt_keys) == [new.public_key.kid]


def test_an_older_carried_list_does_not_bring_a_withdrawn_key_back(
    authority: Authority, profile: Profile
) -> None:
    keep(profile, authority.trust_list(2, new_key()), authority.bundle(9))
    with pytest.raises(ConfigError, match="refused: unknown-key"):
        load_district(profile, TODAY)


def test_a_list_that_another_root_signed_is_refused_wherever_it_lies(
    authority: Authority, profile: Profile
) -> None:
    foreign = Authority(node=authority.node).trust_list(9)
    keep(profile, foreign, authority.bundle())
    with pytest.raises(ConfigError, match="pinned-root-mismatch"):
        load_district(profile, TODAY)
    keep(profile, authority.trust_list(), authority.bundle(trust_list=foreign))
    with pytest.raises(ConfigError, match="pinned-root-mismatch"):
        load_district(profile, TODAY)


def test_a_bundle_that_names_another_scheme_than_it_holds_is_refused(
    authority: Authority, profile: Profile
) -> None:
    keep(profile, authority.trust_list(), authority.bundle(scheme_id="gold"))
    with pytest.raises(ConfigError, match="test-coin in a bundle of gold"):
        load_district(profile, TODAY)


def test_a_root_key_that_is_none_is_the_profiles_error(profile: Profile) -> None:
    node = profile.node.model_copy(update={"root_key": "ab" * 31})
    with pytest.raises(ConfigError) as caught:
        root_key(profile.model_copy(update={"node": node}))
    assert caught.value.key == "node.root_key"


def test_a_doctor_at_a_dead_clock_ends_with_findings(profile: Profile) -> None:
    assert found(profile, "enrolment", DEAD_CLOCK_S).ok
    clock = found(profile, "clock", DEAD_CLOCK_S)
    assert not clock.ok
    assert clock.found.startswith("unknown, 843315200 s before")


def test_a_doctor_compares_the_clock_with_the_enrolment_before_there_is_a_ledger(
    profile: Profile,
) -> None:
    assert found(profile, "clock", ENROLLED_S + 60).ok
    assert not found(profile, "clock", ENROLLED_S + 30 * DAY_S).ok


def test_a_doctor_calls_an_ended_bundle_bad(authority: Authority, profile: Profile) -> None:
    assert found(profile, "bundle").ok
    late = authority.bundle(expires=ENROLLED_S + 60)
    keep(profile, authority.trust_list(), late)
    assert found(profile, "bundle", ENROLLED_S + 59).ok
    ended = found(profile, "bundle", ENROLLED_S + 60)
    assert not ended.ok
    assert ended.advice


def test_a_doctor_finds_a_facility_without_a_price_and_goes_on(
    authority: Authority, profile: Profile
) -> None:
    rate = scheme_text().decode().replace("from = 20", "from = 21")
    keep(profile, authority.trust_list(), authority.bundle(scheme=rate.encode()))
    enrolment = found(profile, "enrolment")
    assert not enrolment.ok
    assert "no rate is in force" in enrolment.found


def test_a_doctor_tells_a_missing_and_a_foreign_key(profile: Profile) -> None:
    assert found(profile, "key").ok
    (profile.state / "kiosk.key").unlink()
    assert "No such file" in found(profile, "key").found
    assert not (profile.state / "kiosk.key").exists()
    FileSigner.open_or_create(profile.state / "kiosk.key")
    assert "the node knows" in found(profile, "key").found


@pytest.mark.parametrize("breakage", ["nothing", "a file", "damaged"])
def test_a_doctor_never_ends_in_a_traceback(
    authority: Authority, tmp_path: Path, breakage: str
) -> None:
    profile = authority.profile(tmp_path)
    if breakage == "a file":
        profile.state.write_text("")
    if breakage == "damaged":
        profile.state.mkdir()
        for name in (TRUST_FILE, BUNDLE_FILE, IDENTITY_FILE, "kiosk.key", "ledger.db"):
            (profile.state / name).write_bytes(b"\xff" * 100)
    parts = {one.part: one for one in examine(profile, lambda: DEAD_CLOCK_S)}
    assert not parts["enrolment"].ok
    assert not parts["key"].ok
    assert not parts["bundle"].ok
    assert json.dumps([one.found for one in parts.values()])


def enrol(profile: Profile, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Call the command; its exit code and its one line on stderr."""
    path = profile.state.with_name("machine.toml")
    code = run(Namespace(profile=path, code="X"))
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return code, told


def test_enrolling_into_an_unusable_folder_is_one_sentence(
    authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = authority.profile(tmp_path)
    profile.state.write_text("a file")
    code, told = enrol(profile, capsys)
    assert code == 2
    assert f"{profile.state}: state: can't be made: File exists" in told


def test_enrolling_with_a_key_file_that_is_none_is_one_sentence(
    profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    (profile.state / "kiosk.key").write_text("no key")
    code, told = enrol(profile, capsys)
    assert code == 2
    assert "this is no unencrypted PEM key" in told


def test_enrolling_beside_a_running_kiosk_is_refused(
    profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    with only_one(profile.state):
        code, told = enrol(profile, capsys)
    assert code == 2
    assert "another kiosk runs on this state folder" in told


def test_enrolling_while_the_node_is_away_leaves_the_old_enrolment(
    profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = enrol(profile, capsys)
    assert code == 1
    assert told.startswith("not enrolled: ")
    assert load_district(profile, TODAY).kiosk == 7


def test_another_day_has_its_prices_without_a_look_at_the_disk(
    authority: Authority, profile: Profile
) -> None:
    day = local_day(ENROLLED_S)
    dated = f'\n[[rate]]\nwon = 100\nfrom = {day + timedelta(days=1)}\nsource = "a test"\n'
    keep(profile, authority.trust_list(), authority.bundle(scheme=scheme_text() + dated.encode()))
    today = load_district(profile, day)
    for name in (TRUST_FILE, BUNDLE_FILE, IDENTITY_FILE):
        (profile.state / name).unlink()
    tomorrow, back = on_day(today, day + timedelta(days=1)), on_day(today, date(2000, 1, 1))
    prices = [
        one.facility.services["meals"].order(Known({"meal": "lunch"}), 1).total
        for one in (today, tomorrow, back)
    ]
    assert prices == [Coins(15), Coins(30), Coins(15)]
