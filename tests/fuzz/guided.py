"""Fuzzing by coverage: libFuzzer through atheris, which only scripts/fuzz installs.

`load` brings in all targets with our modules instrumented. `fuzz` runs one target in a process of
its own, forked from that: libFuzzer gives no process back, and what kills it is a finding too.
"""

import importlib
import json
import os
import sys
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, Final

INSTRUMENTED: Final = (
    "protocol",
    "schemes",
    "drivers.board",
    "drivers.card_terminal",
    "drivers.input_events",
    "drivers.printer",
    "drivers.scanner_answers",
    "drivers.scanner_family",
    "drivers.serial_framing",
    "drivers.wedge_keys",
    "offline_queue.export_format",
    "offline_queue.export_check",
    "offline_queue.chain_check",
    "offline_queue.recover_carve",
    "kiosk.config",
    "kiosk.facility",
    "kiosk.services",
    "central_node.wallet_json",
    "central_node.desk_json",
)
TIMEOUT_S: Final = 60  # for one input, on a machine that does other work too: a hang, not slowness
MEMORY_MIB: Final = 2048
MUTATIONS: Final = 2  # one after the other for one input; libFuzzer's own 5 take most of the time
_SAVE_EACH: Final = 5000  # inputs; what a killed process has not saved is not counted
_TENTHS_BY_TREE: Final = 6  # of the inputs are changed by their structure, the rest by bytes


@dataclass(frozen=True)
class Job:
    """One target for one process; ``folder`` gets seeds, what was learnt, log and result."""

    target: str
    inputs: int
    seed: int
    folder: Path

    @property
    def result(self) -> Path:
        """Where the tally lies, as JSON."""
        return self.folder / f"{self.target}.json"

    @property
    def log(self) -> Path:
        """What libFuzzer said."""
        return self.folder / f"{self.target}.log"


def load() -> tuple[ModuleType, ModuleType]:
    """atheris, and the module of all targets with what it tests instrumented."""
    atheris = importlib.import_module("atheris")
    unheard = redirect_stderr(StringIO())  # it names each module that it instruments
    with unheard, atheris.instrument_imports(include=list(INSTRUMENTED)):
        return atheris, importlib.import_module("tests.fuzz.targets")


def fuzz(job: Job, atheris: ModuleType, targets: ModuleType) -> int:
    """Run the job in a child; return how it ended, 0 when it did all its inputs."""
    child = os.fork()
    if child == 0:
        try:
            _run(job, atheris, targets)
        finally:
            os._exit(70)  # libFuzzer ends the process itself
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _run(job: Job, atheris: ModuleType, targets: ModuleType) -> None:
    target, tally = targets.TARGETS[job.target], targets.Tally()
    corpus = job.folder / "corpus" / job.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        tally.run(target, data, targets.SIGNED)
        if tally.inputs >= job.inputs:
            _save(job, tally)
            os._exit(0)
        if tally.inputs % _SAVE_EACH == 0:
            _save(job, tally)

    def change(data: bytes, max_bytes: int, seed: int) -> bytes:
        changed = targets.edited(data, seed) if seed % 10 < _TENTHS_BY_TREE else None
        if changed is None or len(changed) > max_bytes:
            return bytes(atheris.Mutate(data, max_bytes))
        return bytes(changed)

    _quiet(job.log)
    flags = (
        f"-seed={job.seed}",
        f"-max_len={target.max_bytes}",
        f"-mutate_depth={MUTATIONS}",
        f"-timeout={TIMEOUT_S}",
        f"-rss_limit_mb={MEMORY_MIB}",
        f"-artifact_prefix={job.folder}/{job.target}-",
    )
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one, custom_mutator=change)
    atheris.Fuzz()


def _save(job: Job, tally: Any) -> None:  # noqa: ANN401 - a Tally, imported in the child alone
    told = {
        "inputs": tally.inputs,
        "taken": tally.taken,
        "crashes": tally.crashes,
        "accepted_unsigned": tally.accepted_unsigned,
        "slowest_ms": tally.slowest_ms,
        "findings": [
            {"target": it.target, "fault": it.fault, "site": it.site, "hex": it.data.hex()}
            for it in tally.findings
        ],
    }
    draft = job.result.with_suffix(".part")
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.replace(job.result)


def _quiet(log: Path) -> None:
    """libFuzzer talks on stderr and stdout all the time."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
