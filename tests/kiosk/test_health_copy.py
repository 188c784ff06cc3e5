"""What the doctor says of the second medium: found, behind by how much, or what to do."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from kiosk.config import read_toml
from kiosk.health.copy import look_at_copy
from kiosk.health.finding import Finding
from kiosk.profile.machine import Profile, load_profile
from offline_queue.ledger import Ledger
from protocol.keys import Algorithm, MemorySigner
from tests.kiosk.test_config import GOOD
from tests.offline_queue.copies import Media
from tests.offline_queue.making import KIOSK, Dice, HandTime

OTHER_KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x09")


@pytest.fixture
def media(tmp_path: Path) -> Media:
    media = Media(tmp_path)
    media.sell(1, 2)
    return media


def profile(media: Media, same_disk: str = "true") -> Profile:
    text = f'{GOOD}\n[ledger]\ncopy = "{media.copy}"\nsame_disk = {same_disk}\n'
    path = media.folder / "machine.toml"
    path.write_text(text, "utf-8")
    return load_profile(path)


def look(media: Media, same_disk: str = "true") -> Finding:
    (found,) = look_at_copy(profile(media, same_disk), media.primary)
    assert found.part == "copy"
    assert found.ok is (found.advice == "")
    return found


def test_a_machine_without_a_second_medium_has_no_row(media: Media) -> None:
    plain = read_toml(GOOD.encode(), "machine.toml", Profile)
    assert look_at_copy(plain, media.primary) == []


def test_a_copy_that_was_not_begun_is_well(media: Media) -> None:
    assert look(media).found.endswith("nothing on it yet; the kiosk begins it")


def test_a_level_copy_and_one_that_is_behind_tell_how_much(media: Media) -> None:
    media.catch_up()
    assert look(media).found == f"{media.copy}: level, 3 entries"
    media.sell(3, 4)
    assert look(media).found == f"{media.copy}: behind by 2 entries, it catches up"
    assert look(media).ok


def test_a_copy_that_has_more_is_restored_by_the_next_start(media: Media) -> None:
    media.keep_image()
    media.sell(3)
    media.catch_up()
    media.put_image_back()
    assert look(media).found == f"{media.copy}: ahead by 1 entries: the kiosk restores them"
    media.lose_primary()
    assert look(media).found == f"{media.copy}: 4 entries, and no ledger: it is restored"
    assert look(media).ok


def test_a_medium_that_is_not_there_or_not_mounted_is_bad(media: Media) -> None:
    assert "nothing is mounted there" in look(media, "false").found
    media.pull()
    found = look(media)
    assert (found.ok, "put it in" in found.advice) == (False, True)


def test_a_copy_that_can_not_be_read_or_is_damaged_is_bad(media: Media) -> None:
    media.copy.mkdir()
    assert "can't be read" in look(media).found
    media.copy.rmdir()
    media.copy.write_bytes(bytes(5000))
    assert "it is damaged" in look(media).found


def test_somebody_elses_file_is_bad_and_so_is_another_ledger(media: Media) -> None:
    with Ledger.open(media.copy, OTHER_KIOSK, HandTime(), Dice(5)):
        pass
    assert "another machine's" in look(media).found
    for path in media.stick.iterdir():
        path.unlink()
    with Ledger.open(media.copy, KIOSK, HandTime(), Dice(77)):
        pass
    found = look(media)
    assert "another ledger of this machine" in found.found
    assert "recover" in found.advice


def test_a_fork_and_a_damaged_ledger_are_told_apart(media: Media) -> None:
    media.keep_image()
    media.sell(3)
    media.catch_up()
    media.put_image_back()
    media.sell(4)
    assert "different entries at one place" in look(media).found
    media.lose_primary()
    shutil.copy(media.copy, media.primary)
    connection = sqlite3.connect(media.primary, isolation_level=None)
    connection.execute("DROP TRIGGER entries_never_change")
    connection.execute("UPDATE entries SET raw = zeroblob(9), hash = zeroblob(32) WHERE seq = 3")
    connection.close()
    assert "the ledger is damaged" in look(media).found


def test_a_ledger_that_can_not_be_read_is_another_parts_to_tell(media: Media) -> None:
    media.catch_up()
    media.lose_primary()
    media.primary.write_bytes(b"no ledger at all, and long enough that it is looked at" * 9)
    assert look(media).ok
