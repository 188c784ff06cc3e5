"""The power goes at any moment of real sales: what was told is still so. And the proof can fail."""

import random
import shutil
import sqlite3
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kiosk.partners.told import file_of
from offline_queue.errors import NotALedger
from tests.faults.beside import PARTNER
from tests.faults.days import sell_for_a_while
from tests.faults.disk import Disk
from tests.faults.medium import Call, Created, FolderSynced, How, Medium, Said, Synced, Wrote
from tests.faults.power_loss import State, Tally, main, plan, try_states
from tests.faults.recorder import plugged
from tests.faults.recordings import Recording, record, record_all
from tests.faults.sales import LEDGER, Connect, Shop, connect_with_short_log
from tests.faults.survival import Told, judge, lay_out, rows
from tests.offline_queue.making import open_ledger

RUNS_SEED = 3
STATES = 100


@pytest.fixture(scope="module")
def runs(folder_in_memory: Path) -> dict[str, Recording]:
    with plugged(Disk(folder_in_memory)):
        pass  # skips where nothing can be recorded
    return record_all(folder_in_memory, RUNS_SEED, short=True)


def test_what_was_recorded_is_all_that_happened_to_the_files(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    shop = Shop(disk)
    with plugged(disk):
        sell_for_a_while(shop)
        assert as_recorded(disk) == as_it_is(tmp_path)
        with shop.opened() as ledger:
            shop.visit(ledger, 100)
            beside = {"counts.jsonl", "tenders.jsonl", file_of(Path(), PARTNER).name}
            assert set(as_it_is(tmp_path)) == {LEDGER, f"{LEDGER}-wal", *beside}
            assert as_recorded(disk) == as_it_is(tmp_path)


def as_recorded(disk: Disk) -> dict[str, bytes]:
    return disk.medium.after_power_cut(How.KEPT, random.Random(1))  # noqa: S311 - no secret


def as_it_is(folder: Path) -> dict[str, bytes]:
    return {it.name: it.read_bytes() for it in folder.iterdir() if not it.name.endswith("-shm")}


def test_the_runs_go_through_every_kind_of_call(runs: dict[str, Recording]) -> None:
    kinds = {type(call).__name__ for run in runs.values() for call in run.calls}
    assert kinds == {
        "Created",
        "Deleted",
        "FolderSynced",
        "Said",
        "Synced",
        "Truncated",
        "Wrote",
    }
    for run in runs.values():
        ledger = run.at(len(run.calls)).file(LEDGER)
        into = [it.file == ledger for it in run.calls if isinstance(it, Wrote)]
        back = sum(not before and now for before, now in pairwise(into))
        assert back >= 2, "the log was copied back in the middle of the run"


@pytest.mark.parametrize("seed", [1, None])
def test_no_power_cut_loses_or_doubles_anything(
    runs: dict[str, Recording], tmp_path: Path, seed: int | None
) -> None:
    """``None`` is a fresh seed in each run; the failing state's name is the way back to it."""
    used = random.SystemRandom().randrange(2**32) if seed is None else seed
    tally = try_states(runs, plan(runs, STATES, used), used, tmp_path)
    assert tally.states == STATES
    assert told(tally) == [], f"scripts/power-loss --seed {used} --state ..."


def test_the_first_start_may_be_cut_anywhere(runs: dict[str, Recording], tmp_path: Path) -> None:
    run = runs["new"]
    begun = next(at for at, it in enumerate(run.calls) if isinstance(it, Said) and it.id != b"open")
    hows = (How.DROPPED, How.SECTORS, How.SUBSET)
    states = [State("new", at, how.name, at) for at in range(0, begun + 2, 2) for how in hows]
    tally = try_states({"new": run}, states, RUNS_SEED, tmp_path)
    assert told(tally) == []


def test_what_a_killed_kiosk_left_is_sure_before_it_is_told(
    runs: dict[str, Recording], tmp_path: Path
) -> None:
    """Killed between a write and its sync, started, asked again, and then the power goes."""
    run, dice = runs["new"], random.SystemRandom()
    begun = next(at for at, it in enumerate(run.calls) if isinstance(it, Said) and it.id != b"open")
    syncs = [at for at in run.boundaries() if at > begun]
    for at in dice.sample(syncs, 10):
        medium, told_then = started_again(run, at, tmp_path / "killed")
        for how in (How.DROPPED, How.SECTORS):
            rubbish = random.Random(at)  # noqa: S311 - no secret
            path = lay_out(tmp_path / "cut", medium.after_power_cut(how, rubbish))
            assert judge(path, told_then).sentences == (), f"killed after {at} calls"
            shutil.rmtree(tmp_path / "cut")
        shutil.rmtree(tmp_path / "killed")


def started_again(run: Recording, at: int, folder: Path) -> tuple[Medium, Told]:
    """Killed after ``at`` calls, and started: all that the cache shows is told to somebody."""
    medium = run.at(at)
    lay_out(folder, medium.after_power_cut(How.KEPT, random.Random(1)))  # noqa: S311 - no secret
    disk = Disk(folder, medium)
    for call in run.calls[:at]:
        if isinstance(call, Said):
            disk.log(call)
    with plugged(disk), Shop(disk).opened() as ledger:
        for id_, hash_, _ in rows(ledger.path):
            disk.say("asked", id_)
            disk.say("entry", id_, hash_)
        return deepcopy(disk.medium), Told.before(disk.calls)


def told(tally: Tally) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(state), verdict.sentences) for state, verdict in tally.failures]


def test_another_programs_interrupted_change_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path, journal = tmp_path / "orders.db", tmp_path / "orders.db-journal"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE orders (id INTEGER)")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO orders SELECT value FROM json_each('[1,2,3]')")
    connection.execute("CREATE TABLE filler AS SELECT zeroblob(20000) AS bytes")
    hot = {"orders.db": path.read_bytes(), "orders.db-journal": journal.read_bytes()}
    connection.execute("ROLLBACK")
    connection.close()
    for name, content in hot.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NotALedger):
        open_ledger(path)
    assert {it.name: it.read_bytes() for it in tmp_path.iterdir()} == hot


# The proof can fail: each of these mistakes is found.


class _Normal(sqlite3.Connection):
    """Does not wait for the medium at each commit."""

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 - sqlite3's own
        return super().execute(
            sql.replace("synchronous = FULL", "synchronous = NORMAL"), parameters
        )


def connect_without_waiting(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level=None, factory=_Normal)
    connection.execute("PRAGMA wal_autocheckpoint = 60")
    return connection


def run_with(
    folder: Path,
    connect: Connect = connect_with_short_log,
    *,
    early: bool = False,
    apart: bool = False,
) -> Recording:
    folder.mkdir()
    disk = Disk(folder)
    return record(disk, lambda: sell_for_a_while(Shop(disk, connect, early=early, apart=apart)))


def found(run: Recording, folder: Path, count: int = 60, seed: int = 1) -> Tally:
    runs = {"new": run}
    return try_states(runs, plan(runs, count, seed), seed, folder)


def test_synchronous_normal_is_caught(tmp_path: Path) -> None:
    run = run_with(tmp_path / "run", connect_without_waiting)
    assert found(run, tmp_path).lost > 0


def test_telling_before_the_commit_is_caught(tmp_path: Path) -> None:
    run = run_with(tmp_path / "run", early=True)
    assert found(run, tmp_path).lost > 0


def test_a_count_or_a_charge_that_is_told_before_it_is_kept_is_caught(tmp_path: Path) -> None:
    run = run_with(tmp_path / "run", early=True)
    at = [at for at, it in enumerate(run.calls) if is_said(it, "count") or is_said(it, "charged")]
    states = [State("new", it + 1, How.DROPPED.name, it) for it in at]
    tally = try_states({"new": run}, states, 1, tmp_path)
    sentences = " ".join(it for _, verdict in tally.failures for it in verdict.sentences)
    assert "a count that was told to be safe is forgotten" in sentences
    assert "money was taken for" in sentences


def is_said(call: Call, what: str) -> bool:
    return isinstance(call, Said) and call.what == what


def test_two_entries_of_one_agreement_in_two_transactions_are_caught(tmp_path: Path) -> None:
    run = run_with(tmp_path / "run", apart=True)
    assert found(run, tmp_path, count=200).torn > 0


def test_the_runs_come_to_everything_that_lies_beside_the_ledger(
    runs: dict[str, Recording],
) -> None:
    said = {it.what for run in runs.values() for it in run.calls if isinstance(it, Said)}
    assert {"count", "charged", "partner"} <= said
    names = {it.name for run in runs.values() for it in run.calls if isinstance(it, Created)}
    assert {"counts.jsonl.new", "tenders.jsonl.new", file_of(Path(), PARTNER).name} <= names


def test_a_medium_that_spoils_blocks_is_caught(tmp_path: Path) -> None:
    """SQLite trusts that no torn write harms its neighbours: see docs/durability.md."""
    run = run_with(tmp_path / "run")
    states = plan({"new": run}, 60, 1, [How.GARBLED])
    assert try_states({"new": run}, states, 1, tmp_path).lost > 0


@pytest.mark.parametrize("missing", [Synced, FolderSynced])
def test_a_sync_that_is_left_out_is_caught(tmp_path: Path, missing: type[Call]) -> None:
    run = run_with(tmp_path / "run")
    calls = [call for call in run.calls if not isinstance(call, missing)]
    assert found(replace(run, calls=calls), tmp_path).lost > 0


def test_the_script_tells_its_figures_and_how_to_see_a_state_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--states", "4", "--seed", "5"]) == 0
    said = capsys.readouterr().out
    assert "4 power cuts (seed 5): lost 0, doubled 0, torn 0, wrong 0" in said
