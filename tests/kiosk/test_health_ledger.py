"""The doctor on broken state folders: each is named with its code, and nothing is written."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk import events
from kiosk.health.examination import examine
from kiosk.health.finding import Finding
from kiosk.health.ledger import LOOKS, require_free
from kiosk.journal import Journal, note
from kiosk.profile.device_sections import PrinterSection
from kiosk.profile.machine import Profile
from kiosk.troubles import TROUBLES
from kiosk.visit import Place, Visit
from offline_queue.errors import Locked
from tests.kiosk.breakages import ENTRIES, FILES, held_by_another_program, make_ledger
from tests.kiosk.documents import ENROLLED_S, Authority


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Authority().enrolled(tmp_path)


def look(profile: Profile) -> dict[str, Finding]:
    return {one.part: one for one in examine(profile, lambda: ENROLLED_S)}


def bytes_of(state: Path) -> dict[str, bytes]:
    """What lies there. SQLite's -shm holds no data, and reading may leave an empty -wal."""
    files = [path for path in sorted(state.iterdir()) if path.is_file()]
    data = [path for path in files if path.suffix != ".db-shm" and path.stat().st_size]
    return {path.name: sha256(path.read_bytes()).digest() for path in data}


def test_a_whole_ledger_is_well_and_so_is_none_at_all(profile: Profile) -> None:
    assert look(profile)["ledger"].ok
    make_ledger(profile.state)
    found = look(profile)
    assert found["ledger"] == Finding(
        "ledger", True, f"{ENTRIES + 1} entries, {ENTRIES + 1} not yet confirmed"
    )
    assert all(found[part].ok for part in ("key", "fork", "last-stop", "disk", "clock"))


@pytest.mark.parametrize("reason", FILES)
def test_each_broken_folder_is_named_and_left_as_it_is(profile: Profile, reason: str) -> None:
    FILES[reason](profile.state)
    before = bytes_of(profile.state)
    found = look(profile)["fork" if reason == "fork" else "ledger"]
    assert (found.ok, found.code) == (False, TROUBLES[reason].code), found
    assert found.advice == TROUBLES[reason].advice
    assert bytes_of(profile.state) == before


def a_page_in_the_middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)


def changed(sql: str) -> Callable[[Path], None]:
    """The same file after somebody took the rules away and changed what they guard."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for (name,) in names.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(sql)
            connection.commit()

    return change


@pytest.mark.parametrize(
    "damage",
    [
        a_page_in_the_middle,
        changed("DELETE FROM entries WHERE seq = 400"),
        changed("DELETE FROM entries WHERE seq = 350"),
        changed("UPDATE entries SET raw = (SELECT raw FROM entries WHERE seq = 1) WHERE seq = 390"),
    ],
)
def test_damage_that_opens_well_is_found_all_the_same(
    profile: Profile, damage: Callable[[Path], None]
) -> None:
    damage(make_ledger(profile.state))
    found = look(profile)["ledger"]
    assert (found.ok, found.code) == (False, TROUBLES["corrupt"].code), found


def test_who_holds_the_ledger_is_named(profile: Profile) -> None:
    path = make_ledger(profile.state)
    with held_by_another_program(path) as pid, pytest.raises(Locked, match=f"process {pid} "):
        require_free(path, lambda _: None)
    require_free(path, lambda _: None)


def test_a_lock_that_is_let_go_meanwhile_is_no_trouble(profile: Profile) -> None:
    path = make_ledger(profile.state)
    looked: list[float] = []
    with held_by_another_program(path) as pid:

        def pause(seconds: float) -> None:
            looked.append(seconds)
            if len(looked) == LOOKS - 2:
                os.kill(pid, 9)
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

        require_free(path, pause)
    assert len(looked) == LOOKS - 2


def test_a_key_that_is_gone_is_named(profile: Profile) -> None:
    (profile.state / "kiosk.key").unlink()
    assert look(profile)["key"].code == TROUBLES["key-file"].code


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "disk-failing"),
        (errno.EACCES, "cannot-open"),
    ],
)
def test_a_disk_that_takes_no_bytes_is_named(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fdatasync", refuse)
    assert look(profile)["disk"].code == TROUBLES[reason].code


def test_a_printer_address_that_can_not_be_used_is_named(profile: Profile) -> None:
    nowhere = profile.model_copy(update={"printer": PrinterSection(address="tcp://")})
    assert look(nowhere)["printer"].code == TROUBLES["printer-address"].code


@pytest.mark.parametrize("reason", ["outcome-unknown", "ledger", "bug", "disk-full"])
def test_the_log_tells_why_the_kiosk_stopped(profile: Profile, reason: str) -> None:
    journal, stopped = Journal(profile.state), Visit(place=Place.OUT_OF_ORDER)
    note(journal.log, Visit(), events.LedgerFailed(reason), stopped)
    note(journal.log, stopped, events.PrinterReported(""), stopped)
    assert look(profile)["last-stop"].code == TROUBLES[reason].code
    note(journal.log, stopped, events.LedgerBack(), Visit())
    assert look(profile)["last-stop"].ok
    journal.close()


def test_a_log_that_is_cut_or_foreign_is_read_as_far_as_it_goes(profile: Profile) -> None:
    stop = '{"event": "LedgerFailed", "reason": "disk-full", "after": "out-of-order"}'
    lines = ('half a line"}', "[1]", '{"after": ["x"]}', stop, '{"event": "Led')
    (profile.state / "kiosk.jsonl").write_text("\n".join(lines), "utf-8")
    assert look(profile)["last-stop"].code == TROUBLES["disk-full"].code
