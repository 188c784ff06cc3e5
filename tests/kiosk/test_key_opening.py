import argparse
import os
from pathlib import Path

import pytest

from kiosk.commands import seal_key
from kiosk.config import ConfigError
from kiosk.health.examination import examine
from kiosk.key_opening import open_enrolled, open_store, passphrase_of, pin_key_for
from kiosk.only_one import only_one
from kiosk.profile.machine import KEY_FILE, LEDGER_FILE, KeySection, Profile, Sealing, load_profile
from offline_queue.clock import KioskClock
from offline_queue.errors import CannotOpen, KeyFileError
from offline_queue.key_store import KeyStore, pin_path
from offline_queue.ledger import Ledger
from tests.kiosk.documents import ENROLLED_S, Authority
from tests.offline_queue.trusting import set_pin

SECRET_WORDS = "a passphrase for tests"  # noqa: S105 - of no machine
FROM_FILE = '[key]\nsealed = "passphrase-file"\npassphrase_file = "stick/passphrase"\n'
FROM_SYSTEMD = '[key]\nsealed = "systemd-creds"\ncredential = "kiosk-key"\n'


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A machine that was enrolled with plain keys."""
    return Authority().enrolled(tmp_path)


def rewritten(tmp_path: Path, section: str) -> Profile:
    path = tmp_path / "machine.toml"
    path.write_text(path.read_text("utf-8") + section, "utf-8")
    return load_profile(path)


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def seal(tmp_path: Path) -> int:
    return seal_key.run(seal_key_arguments(tmp_path))


def seal_key_arguments(tmp_path: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    seal_key.add_arguments(parser)
    return parser.parse_args(["--profile", str(tmp_path / "machine.toml")])


def test_a_profile_without_a_key_section_has_plain_keys(profile: Profile) -> None:
    assert profile.key == KeySection()
    assert passphrase_of(profile.key, {}) is None
    assert open_store(profile, {}).signer.public_key


@pytest.mark.parametrize(
    "section",
    [
        '[key]\nsealed = "passphrase-file"\n',
        '[key]\nsealed = "systemd-creds"\n',
        '[key]\npassphrase_file = "stick/passphrase"\n',
        '[key]\nsealed = "systemd-creds"\npassphrase_file = "a"\ncredential = "b"\n',
        '[key]\nsealed = "systemd-creds"\ncredential = "../kiosk"\n',
        '[key]\nsealed = "yes"\n',
    ],
)
def test_a_section_that_says_two_things_or_half_of_one_is_refused(
    profile: Profile, tmp_path: Path, section: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        rewritten(tmp_path, section)
    assert caught.value.key.startswith("key")


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_passphrase_lies_in_a_file_beside_the_profile_with_or_without_a_line_end(
    profile: Profile, tmp_path: Path, end: str
) -> None:
    written(tmp_path / "stick" / "passphrase", SECRET_WORDS + end)
    assert passphrase_of(rewritten(tmp_path, FROM_FILE).key) == SECRET_WORDS.encode()


def test_spaces_belong_to_a_passphrase(profile: Profile, tmp_path: Path) -> None:
    written(tmp_path / "stick" / "passphrase", f" {SECRET_WORDS} \n")
    assert passphrase_of(rewritten(tmp_path, FROM_FILE).key) == f" {SECRET_WORDS} ".encode()


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        (SECRET_WORDS, 0o640, "chmod 600"),
        ("too short", 0o600, "12 to 1024 bytes"),
        ("x" * 1025, 0o600, "12 to 1024 bytes"),
        ("", 0o600, "12 to 1024 bytes"),
    ],
)
def test_a_passphrase_that_guards_nothing_is_refused(
    profile: Profile, tmp_path: Path, text: str, mode: int, said: str
) -> None:
    written(tmp_path / "stick" / "passphrase", text, mode)
    with pytest.raises(KeyFileError, match=said):
        passphrase_of(rewritten(tmp_path, FROM_FILE).key)


def test_a_stick_that_is_not_in_is_an_error_of_the_key(profile: Profile, tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="the passphrase can't be read: No such file"):
        open_store(rewritten(tmp_path, FROM_FILE))


def test_what_systemd_decrypted_is_read_whatever_its_rights(
    profile: Profile, tmp_path: Path
) -> None:
    written(tmp_path / "creds" / "kiosk-key", SECRET_WORDS, 0o440)
    section = rewritten(tmp_path, FROM_SYSTEMD).key
    folder = {"CREDENTIALS_DIRECTORY": str(tmp_path / "creds")}
    assert passphrase_of(section, folder) == SECRET_WORDS.encode()
    with pytest.raises(KeyFileError, match="systemd gave this process no such credential"):
        passphrase_of(section, {})


def test_sealing_keeps_the_kiosk_s_key_and_the_doctor_says_how_it_lies(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kid = open_store(profile).signer.public_key.kid
    written(tmp_path / "stick" / "passphrase", SECRET_WORDS)
    named = rewritten(tmp_path, FROM_FILE)
    with pytest.raises(KeyFileError, match="run 'kiosk seal-key'"):
        open_enrolled(named, kid)
    assert [seal(tmp_path), seal(tmp_path)] == [0, 0]
    first, again = capsys.readouterr().out.splitlines()
    assert first.startswith("The keys are sealed.")
    assert "already" in again
    assert open_enrolled(named, kid).signer.public_key.kid == kid
    (found,) = [it for it in examine(named, lambda: ENROLLED_S) if it.part == "key"]
    assert found.ok
    assert "sealed by a passphrase" in found.found


def test_an_interrupted_sealing_ends_at_the_next_start(profile: Profile, tmp_path: Path) -> None:
    store = open_store(profile)
    mac = store.pin_key.mac(b"data")
    left = pin_path(profile.state / KEY_FILE)
    secret = left.read_bytes()
    written(tmp_path / "stick" / "passphrase", SECRET_WORDS)
    named = rewritten(tmp_path, FROM_FILE)
    assert seal(tmp_path) == 0
    written(left, secret.decode())  # as if the power had gone before it was removed
    assert open_enrolled(named, store.signer.public_key.kid).pin_key.mac(b"data") == mac
    assert not left.exists()


def begin_ledger(profile: Profile) -> Ledger:
    signer = open_store(profile).signer
    clock = KioskClock(lambda: ENROLLED_S * 1000, ENROLLED_S)
    return Ledger.open(profile.state / LEDGER_FILE, signer, clock, os.urandom)


def test_a_lost_key_for_pins_stops_the_kiosk_that_has_pins_and_no_other(profile: Profile) -> None:
    kid, lost = open_store(profile).signer.public_key.kid, pin_path(profile.state / KEY_FILE)
    begin_ledger(profile).close()
    assert open_enrolled(profile, kid).pin_key.mac(b"") == open_store(profile).pin_key.mac(b"")
    lost.unlink()
    assert open_enrolled(profile, kid).pin_key, "no PIN hangs on it yet"
    with begin_ledger(profile) as ledger:
        set_pin(ledger, 1)
    assert open_enrolled(profile, kid).pin_key
    lost.unlink()
    with pytest.raises(KeyFileError, match="see docs/keys"):
        _ = open_enrolled(profile, kid).pin_key
    (found,) = [it for it in examine(profile, lambda: ENROLLED_S) if it.part == "key"]
    assert not found.ok
    assert "kiosk.key.pin" in found.found
    assert not lost.exists()


def test_with_a_ledger_that_can_not_be_read_no_key_for_pins_is_made(profile: Profile) -> None:
    (profile.state / LEDGER_FILE).write_bytes(b"no ledger" * 100)
    with pytest.raises(KeyFileError, match="see docs/keys"):
        _ = open_store(profile).pin_key
    later = pin_key_for(profile, open_store(profile))  # the ledger's own trouble is to be shown
    with pytest.raises(CannotOpen, match="see docs/keys"):
        later.mac(b"")
    (profile.state / LEDGER_FILE).unlink()
    assert later.mac(b"") == open_store(profile).pin_key.mac(b"")


def test_another_key_than_the_enrolled_one_is_refused(profile: Profile) -> None:
    with pytest.raises(ConfigError, match="not the one that was enrolled"):
        open_enrolled(profile, bytes(8))


def test_nothing_is_sealed_without_a_passphrase_in_the_profile(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (profile.state / KEY_FILE).read_bytes()
    assert seal(tmp_path) == 2
    assert "key.sealed" in capsys.readouterr().err
    assert (profile.state / KEY_FILE).read_bytes() == before


def test_nothing_is_sealed_beside_a_running_kiosk(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "stick" / "passphrase", SECRET_WORDS)
    rewritten(tmp_path, FROM_FILE)
    with only_one(profile.state):
        assert seal(tmp_path) == 2
    assert "Stop the kiosk" in capsys.readouterr().err
    assert KeyStore.open(profile.state / KEY_FILE).signer.public_key


def test_the_three_ways_of_the_profile_are_the_three_words(profile: Profile) -> None:
    assert [str(one) for one in Sealing] == ["no", "passphrase-file", "systemd-creds"]
