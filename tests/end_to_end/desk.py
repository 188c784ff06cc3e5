"""What a desk does for a test: cards and badges by the node's command, a badge's PIN by ours."""

import json
import os
import pty
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryFile

from drivers.scan import AWAY_S
from tests.end_to_end import warm
from tests.end_to_end.district import District
from tests.end_to_end.running import RunningKiosk
from ui.contract import CardScreen, CodeScreen, StartScreen


def issue_card(district: District, resident: str, home: str = "restaurant") -> str:
    """Give a resident a card; return the text of its QR."""
    words = ("card", "issue", resident, "--home", home, "--folder", district.node, "--json")
    return str(json.loads(warm.run(warm.NODE, *words).stdout)["code"])


def issue_badge(district: District, name: str = "Desk") -> str:
    """Give somebody of the staff a badge; return the text of its QR."""
    words = ("badge", "issue", name, "--folder", district.node, "--json")
    return str(json.loads(warm.run(warm.NODE, *words).stdout)["code"])


def name_carer(district: District, resident: str, carer: str) -> None:
    """Let the carer's phone vouch for the resident's card."""
    warm.run(warm.NODE, "carer", "add", resident, carer, "--folder", district.node)


def staff_pin(profile: Path, badge: str, pin: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``kiosk staff-pin`` with a terminal before it, and type the PIN as often as it asks."""
    screen, keys = pty.openpty()
    shown = profile.with_name("badge.txt")
    shown.write_text(f"{badge}\n", "ascii")
    words = ("staff-pin", "--profile", profile, "--badge-file", shown)
    with (
        TemporaryFile() as out,
        warm.Speaking(warm.KIOSK, *words, stream=2, further={0: keys, 1: out.fileno()}) as started,
    ):
        os.close(keys)
        told = b""
        while piece := os.read(started.said.fileno(), 1024):
            told += piece
            if piece.endswith(b": "):  # typed before it asks, it would be thrown away
                os.write(screen, pin.encode() + b"\n")
        code = started.wait()
        out.seek(0)
        done = subprocess.CompletedProcess(words, code, out.read(), told)
    os.close(screen)
    return done


def type_in(kiosk: RunningKiosk, digits: str) -> None:
    """Press the keys of the keypad and the leading button."""
    for digit in digits:
        kiosk.touch("digit", digit)
    kiosk.touch("lead")


def show_again(kiosk: RunningKiosk, text: str, shown_s: dict[str, float]) -> None:
    """Scan a card or badge, which has the same text each time: it has to leave the view before."""
    away_s = shown_s.get(text, float("-inf")) + AWAY_S
    kiosk.until(lambda: time.monotonic() > away_s)
    kiosk.scan(text)
    kiosk.until(lambda: not isinstance(kiosk.screen, CodeScreen | CardScreen | StartScreen))
    shown_s[text] = time.monotonic()
