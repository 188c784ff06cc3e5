"""SIGKILL at any moment: what was shown as recorded is there, and the chain is whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from offline_queue.verify import verify
from tests.offline_queue.making import Dice, id_of, open_ledger

CHILD = """
import sys
from pathlib import Path
from tests.offline_queue.making import buy, fulfil, intent, open_ledger
with open_ledger(Path(sys.argv[1])) as ledger:
    for number in range(1, 100_000):
        ledger.begin_intent(intent(number))
        buy(ledger, number)
        print(number, flush=True)
        ledger.append(fulfil(200_000 + number, of=number))
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_kiosk_has_lost_nothing_that_it_showed(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ledger.db"
    shown = sell_until_killed(path, at_least=10 + 7 * seed, seed=seed)
    report = verify(path)
    assert (report.problems, report.chain_ok) == ((), True)
    with open_ledger(path) as ledger:
        assert all(ledger.find(id_of(number)) is not None for number in range(1, shown + 1))
        assert len(ledger.recover()) <= 1
        assert len(ledger.unfulfilled()) <= 1
        assert ledger.recover() == ()
    assert verify(path).problems == ()


def sell_until_killed(path: Path, at_least: int, seed: int) -> int:
    """Run the child, kill it a little after so many sales, and return the last one it showed."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdout is not None
        for _ in range(at_least):
            assert child.stdout.readline()
        ends_at_s = time.perf_counter() + int.from_bytes(Dice(seed)(2)) / 0xFFFF * 0.003
        while time.perf_counter() < ends_at_s:
            pass  # a moment between two statements, not a wait for something
        os.kill(child.pid, signal.SIGKILL)
        shown = child.stdout.read().split()
        assert child.wait(20) == -signal.SIGKILL
    return int(shown[-1]) if shown else at_least
