"""What a technician installs: the service runs as nobody special, and there is no way out of it."""

import re
from collections.abc import Iterable

import pytest

from kiosk.commands.run import ALIVE_MS
from kiosk.config import read_toml
from kiosk.hardware.board_families import board_family
from kiosk.hardware.scanner_families import scanner_family
from kiosk.profile.machine import Profile, load_profile
from tests.rails.source import ROOT

PACKAGING = ROOT / "packaging"
PROFILE = (PACKAGING / "machine.toml").read_text("utf-8")


COMMENTED = re.compile(r"^# (?=\[|[a-z_]+ = )")
"""A line of the profile to start from that only has to be uncommented."""


def blocks() -> list[range]:
    """Where the runs of such lines are."""
    lines = PROFILE.splitlines()
    marked = [number for number, line in enumerate(lines) if COMMENTED.match(line)]
    firsts = [number for number in marked if number - 1 not in marked]
    ends = [number + 1 for number in marked if number + 1 not in marked]
    return [range(*each) for each in zip(firsts, ends, strict=True)]


def uncommented(wanted: Iterable[int]) -> str:
    lines = PROFILE.splitlines()
    for number in wanted:
        lines[number] = COMMENTED.sub("", lines[number])
    return "\n".join(lines)


def settings() -> dict[str, list[str]]:
    """The unit's settings by key; a key may stand several times."""
    found: dict[str, list[str]] = {}
    for line in (PACKAGING / "kiosk.service").read_text("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def test_the_service_runs_as_the_unprivileged_user_that_is_made_for_it() -> None:
    (user,) = settings()["User"]
    made = (PACKAGING / "kiosk.sysusers").read_text("utf-8")
    assert user != "root"
    assert f"\nu {user} - " in made


def test_the_compositor_allows_no_other_console_and_no_other_program() -> None:
    (command,) = settings()["ExecStart"]
    compositor, dashes, program = command.partition(" -- ")
    assert dashes
    assert compositor == "/usr/bin/cage -d"
    assert program.startswith("/opt/kiosk/kiosk run --profile ")
    assert settings()["Conflicts"] == ["getty@tty1.service"]


def test_the_service_never_stops_trying() -> None:
    assert settings()["Restart"] == ["always"]
    assert settings()["StartLimitIntervalSec"] == ["0"]


def test_news_of_the_kiosk_reaches_the_service_manager_though_cage_starts_it() -> None:
    assert settings()["Type"] == ["notify"]
    assert settings()["NotifyAccess"] == ["all"]
    assert "PAMName" not in settings(), "what cage starts would be of the session, and not heard"


def test_only_the_kiosk_is_told_to_stop_and_it_closes_before_its_screen_goes() -> None:
    assert settings()["KillMode"] == ["mixed"]


def test_a_kiosk_that_hangs_is_started_anew_and_the_journal_says_where_it_hung() -> None:
    (limit_s,) = settings()["WatchdogSec"]
    assert 10 <= int(limit_s) <= 60
    assert int(limit_s) * 1000 / 2 > ALIVE_MS
    assert settings()["WatchdogSignal"] == ["SIGABRT"]
    assert settings()["LimitCORE"] == ["0"], "the keys are in memory"


def test_the_service_writes_to_its_own_folder_only() -> None:
    assert settings()["ProtectSystem"] == ["strict"]
    assert settings()["StateDirectory"] == ["kiosk"]
    assert settings()["StateDirectoryMode"] == ["0700"]


def test_the_profile_to_start_from_is_read_and_keeps_its_state_where_the_service_may_write() -> (
    None
):
    profile = load_profile(PACKAGING / "machine.toml")
    (folder,) = settings()["StateDirectory"]
    assert str(profile.state) == f"/var/lib/{folder}"


@pytest.mark.parametrize("block", blocks(), ids=lambda it: PROFILE.splitlines()[it[0]][:24])
def test_each_example_of_the_profile_to_start_from_only_has_to_be_uncommented(block: range) -> None:
    read_toml(uncommented(block).encode(), "machine.toml", Profile)


def test_it_has_an_example_of_every_device_that_a_profile_may_name() -> None:
    text = uncommented(number for block in blocks() for number in block)
    profile = read_toml(text.encode(), "machine.toml", Profile)
    assert [name for name in Profile.model_fields if name not in profile.model_fields_set] == []
    assert profile.serial is not None
    assert scanner_family(profile.serial.family)
    assert profile.board is not None
    assert board_family(profile.board.family)
