"""What a technician installs: the service runs as nobody special, and there is no way out of it."""

from kiosk.commands.run import ALIVE_MS
from kiosk.machine import load_profile
from tests.rails.source import ROOT

PACKAGING = ROOT / "packaging"


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
    assert ALIVE_MS < int(limit_s) * 1000 / 2
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
