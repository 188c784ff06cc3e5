"""Replacing a profile: it stays readable for the account that had it; no link leads elsewhere."""

import os
import stat
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.profile.file import BACKUP, replace_profile
from tests.kiosk.documents import PROFILE

SOMEBODY = 1234


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.toml"
    path.write_text(PROFILE.replace("{root}", "ab" * 32), "utf-8")
    path.chmod(0o640)
    return path


def more(profile: Path) -> str:
    return profile.read_text("utf-8") + "\n[counter]\npath = '/dev/ttyS9'\n"


def rights(path: Path) -> tuple[int, int, int]:
    there = path.stat()
    return there.st_uid, there.st_gid, stat.S_IMODE(there.st_mode)


def test_the_profile_and_the_one_before_keep_their_mode(profile: Path) -> None:
    before, new = profile.read_text("utf-8"), more(profile)
    backup = replace_profile(profile, new)
    assert profile.read_text("utf-8") == new
    assert backup.read_text("utf-8") == before
    assert rights(profile) == rights(backup) == (os.getuid(), os.getgid(), 0o640)
    assert sorted(it.name for it in profile.parent.iterdir()) == [profile.name, backup.name]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can hand a file to another account")
def test_what_belongs_to_the_kiosks_account_goes_on_belonging_to_it(profile: Path) -> None:
    os.chown(profile, SOMEBODY, SOMEBODY)
    backup = replace_profile(profile, more(profile))
    assert rights(profile) == rights(backup) == (SOMEBODY, SOMEBODY, 0o640)


def test_who_may_not_hand_it_over_writes_nothing(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an account that may write the folder, but not give files away."""
    before = profile.read_text("utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "getuid", lambda: SOMEBODY + 1)
    monkeypatch.setattr(os, "fchown", refuse)
    with pytest.raises(ConfigError, match="can't be written: Operation not permitted"):
        replace_profile(profile, more(profile))
    assert profile.read_text("utf-8") == before
    assert [it.name for it in profile.parent.iterdir()] == [profile.name]


@pytest.mark.parametrize("name", [BACKUP, ".new"])
def test_a_planted_link_leads_nowhere(profile: Path, tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("of somebody else", "utf-8")
    profile.with_name(profile.name + name).symlink_to(victim)
    new = more(profile)
    backup = replace_profile(profile, new)
    assert victim.read_text("utf-8") == "of somebody else"
    assert profile.read_text("utf-8") == new
    assert not profile.is_symlink()
    assert not backup.is_symlink()


def test_a_folder_that_can_not_be_flushed_is_told_as_that(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def fail_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        flush(handle)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    new = more(profile)
    with pytest.raises(ConfigError, match="it is written, but may be the old one"):
        replace_profile(profile, new)
    assert profile.read_text("utf-8") == new


def test_an_interruption_leaves_no_draft(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_profile(profile, more(profile))
    assert [it.name for it in profile.parent.iterdir()] == [profile.name]
