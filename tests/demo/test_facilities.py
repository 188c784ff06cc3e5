"""Facilities run by themselves, with devices and partners; all of them: scripts/facilities."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from kiosk.demo.children import program
from kiosk.demo.facilities import facilities

LIMIT_S = 300  # a busy machine; alone it takes ten
pytestmark = pytest.mark.timeout(LIMIT_S + 60)
# What end-to-end tests don't come by in one go: a gate and a partner without the node, an approval
# by badge, another service than the first because that needs the node.
FEW = (("seocho-car-park", True), ("cheongju-mall-desk", True), ("daejeon-citizen-desk", True))


def test_at_least_ten_facilities_of_three_currencies_are_shipped() -> None:
    shipped = list(facilities())
    assert len(shipped) >= 10
    assert len({each.scheme for each in shipped}) == 3


@pytest.mark.parametrize(("facility", "offline"), FEW, ids=[name for name, _ in FEW])
def test_a_visit_goes_as_it_must(facility: str, offline: bool, tmp_path: Path) -> None:
    command = [str(program("kiosk")), "demo", "--headless", "--facility", facility]
    command += ["--output", str(tmp_path), *(["--offline"] if offline else [])]
    headless = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=LIMIT_S, env=headless
    )
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert summary["problems"] == []
    assert done.returncode == 0, done.stderr
    assert summary["acts"]
