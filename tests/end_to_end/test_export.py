"""A real kiosk's ledger, confirmed by a real node, checked elsewhere with the root key alone."""

import json
import shutil
import sys
from pathlib import Path

from protocol.keys import Algorithm, MemorySigner
from tests.end_to_end import warm
from tests.end_to_end.district import run
from tests.end_to_end.running import Place, buy_lunch
from tests.offline_queue import plain_check
from ui.contract import ConfirmScreen, ThanksScreen


def test_a_sale_is_checked_on_another_machine_with_the_districts_root_alone(
    place: Place, tmp_path: Path
) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    state, elsewhere = place.profile.with_suffix(""), tmp_path / "elsewhere"
    elsewhere.mkdir()
    file = elsewhere / "kiosk.cce"
    warm.run(warm.KIOSK, "ledger", "export", state / "ledger.db", "--output", file)
    entries = json.loads(
        warm.run(warm.KIOSK, "ledger", "verify", state / "ledger.db", "--json").stdout
    )
    shutil.rmtree(state)
    root = place.district.seeded["root_public_key"]
    checked = warm.run(warm.KIOSK, "ledger", "verify", "--export", file, "--root", root, "--json")
    report = json.loads(checked.stdout)
    assert {key: report[key] for key in entries} == entries
    assert report["problems"] == []
    assert report["vouched"] == report["entries"] >= 3
    assert report["coins"]["spend"] > 0
    plain = run(sys.executable, "-I", plain_check.__file__, file, root)
    assert json.loads(plain.stdout)["head"] == report["head"]
    other = MemorySigner.generate(Algorithm.ED25519).public_key.raw.hex()
    foreign = (warm.KIOSK, "ledger", "verify", "--export", file, "--root", other)
    assert warm.run(*foreign, check=False).returncode == 1
