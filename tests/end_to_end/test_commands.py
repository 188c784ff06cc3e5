"""The commands as a technician calls them: exit codes, plain sentences, and what they leave."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import qrcode

from kiosk.app import KioskApp
from kiosk.config import ConfigError
from kiosk.only_one import only_one
from offline_queue.file_signer import FileSigner
from tests.end_to_end.district import BIN, PATIENCE_S, District, run
from tests.end_to_end.running import Place, buy_lunch
from ui.contract import ConfirmScreen, ThanksScreen


def test_scan_reads_any_code_and_says_when_there_is_none(tmp_path: Path) -> None:
    code = qrcode.make("https://example.com/menu")
    code.save(tmp_path / "code.png")
    cv2.imwrite(str(tmp_path / "none.png"), np.full((200, 200), 255, np.uint8))
    done = run(BIN / "kiosk", "scan", tmp_path / "code.png", tmp_path / "none.png")
    read, none = (json.loads(line) for line in done.stdout.splitlines())
    assert (read["file"], read["text"]) == (str(tmp_path / "code.png"), "https://example.com/menu")
    assert read["format"] == "QRCode"
    assert read["decode_ms"] > 0
    assert none == {
        "file": str(tmp_path / "none.png"),
        "text": None,
        "format": None,
        "engine": None,
        "decode_ms": None,
    }


def test_scan_names_a_file_that_is_no_picture_and_reads_the_others(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no picture")
    qrcode.make("hello").save(tmp_path / "code.png")
    done = run(BIN / "kiosk", "scan", tmp_path / "x.png", tmp_path / "code.png", check=False)
    assert done.returncode == 2
    assert "x.png" in done.stderr
    assert json.loads(done.stdout)["text"] == "hello"


@pytest.mark.parametrize("command", ["run", "doctor", "enrol"])
def test_an_unusable_profile_is_one_plain_sentence(tmp_path: Path, command: str) -> None:
    profile = tmp_path / "machine.toml"
    profile.write_text("[panel]\nwidth_px = 1\n", "utf-8")
    more = ("--code", "X") if command == "enrol" else ()
    done = run(BIN / "kiosk", command, "--profile", profile, *more, check=False)
    assert done.returncode == 2
    assert str(profile) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kiosk_that_is_not_enrolled_says_so_and_shows_it_until_it_is_stopped(
    district: District,
) -> None:
    profile = district.profile("kiosk", district.url, "tcp://127.0.0.1:9")
    command = [BIN / "kiosk", "run", "--profile", profile]
    pipe = subprocess.PIPE
    with subprocess.Popen([str(part) for part in command], stderr=pipe, text=True) as kiosk:
        try:
            assert kiosk.stderr is not None
            assert "enrol this kiosk first" in kiosk.stderr.readline()
            kiosk.send_signal(signal.SIGTERM)
            assert kiosk.wait(PATIENCE_S) == 2
        finally:
            kiosk.kill()  # or leaving this block would wait for it for ever
        assert "Traceback" not in kiosk.stderr.read()


def test_a_second_kiosk_on_one_folder_ends_at_once_and_covers_nothing(place: Place) -> None:
    with only_one(place.profile.with_suffix("")):
        done = run(BIN / "kiosk", "run", "--profile", place.profile, check=False)
    assert done.returncode == 2
    assert "another kiosk runs" in done.stderr


def test_a_wrong_enrolment_code_is_refused_and_leaves_no_identity(district: District) -> None:
    profile = district.profile("kiosk", district.url, "tcp://127.0.0.1:9")
    wrong = ("--code", "AAAA-AAAA-AAAA-AAAA")
    done = run(BIN / "kiosk", "enrol", "--profile", profile, *wrong, check=False)
    assert done.returncode == 1
    assert "not enrolled" in done.stderr
    assert not (profile.with_suffix("") / "identity.json").exists()


def test_a_node_with_another_root_is_refused(district: District) -> None:
    profile = district.profile("kiosk", district.url, "tcp://127.0.0.1:9")
    text = profile.read_text("utf-8").replace(district.seeded["root_public_key"], "ab" * 32)
    profile.write_text(text, "utf-8")
    code = district.seeded["kiosks"][0]["enrol_code"]
    done = run(BIN / "kiosk", "enrol", "--profile", profile, "--code", code, check=False)
    assert done.returncode == 1
    assert not (profile.with_suffix("") / "identity.json").exists()


def test_doctor_says_what_is_wrong_and_what_to_do(place: Place) -> None:
    place.printer.close()
    place.district.stop()
    done = run(BIN / "kiosk", "doctor", "--profile", place.profile, "--json", check=False)
    parts = {part["part"]: part for part in json.loads(done.stdout)["parts"]}
    assert done.returncode == 1
    assert (parts["printer"]["ok"], parts["node"]["ok"]) == (False, False)
    assert "cable" in parts["printer"]["advice"]
    assert parts["enrolment"]["ok"]


def test_run_sells_until_it_is_told_to_stop(place: Place) -> None:
    command = [BIN / "kiosk", "run", "--profile", place.profile]
    log = place.profile.with_suffix("") / "kiosk.jsonl"
    with subprocess.Popen([str(part) for part in command], stderr=subprocess.PIPE) as kiosk:
        try:
            wait_for_line(log, "PrinterReported", kiosk)
            kiosk.send_signal(signal.SIGTERM)
            assert kiosk.wait(20) == 0
        finally:
            kiosk.kill()  # or leaving this block would wait for it for ever
        assert kiosk.stderr is not None
        assert b"Traceback" not in kiosk.stderr.read()


def wait_for_line(log: Path, words: str, kiosk: "subprocess.Popen[bytes]") -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not log.exists() or words not in log.read_text("utf-8"):
        assert kiosk.poll() is None, "it ended by itself"
        assert time.monotonic() < end_s, "it never served"
        os.sched_yield()


def test_the_log_names_no_person(place: Place) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, phone)
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    log = (place.profile.with_suffix("") / "kiosk.jsonl").read_text("utf-8")
    assert "Recorded" in log
    assert "bool" not in {json.loads(line)["event"] for line in log.splitlines()}
    seen = {key for line in log.splitlines() for key in json.loads(line)}
    about_the_machine = {"event", "timestamp", "level", "before", "after", "reason"}
    about_devices = {"device", "state", "engine", "decode_ms", "said"}
    assert seen <= about_the_machine | about_devices
    assert "CC1:" not in log


def test_a_kiosk_with_another_key_does_not_start_and_holds_no_lock(place: Place) -> None:
    state = place.profile.with_suffix("")
    (state / "kiosk.key").unlink()
    FileSigner.open_or_create(state / "kiosk.key")
    with pytest.raises(ConfigError, match="not the one that was enrolled"):
        KioskApp(place.profile)
    with only_one(state):
        assert not (state / "ledger.db").exists()


def test_a_kiosk_with_a_layout_that_nobody_has_does_not_start_and_holds_no_lock(
    place: Place,
) -> None:
    profile = place.profile.read_text("utf-8")
    place.profile.write_text(profile.replace("[printer]\n", '[printer]\nlayout = "nobodys"\n', 1))
    before = set(threading.enumerate())
    with pytest.raises(ConfigError, match="nobodys"):
        KioskApp(place.profile)
    assert set(threading.enumerate()) <= before  # those of other tests may end meanwhile
    with only_one(place.profile.with_suffix("")):
        pass
