"""What many targets found, added up: the figures of `scripts/fuzz --json`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fuzz.guided import Job

_LOG_TAIL_CHARS = 2000


def shares(inputs: int, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """So many inputs dealt out evenly; with fewer inputs than targets the last ones get none."""
    each, more = divmod(inputs, len(names))
    for number, name in enumerate(names):
        share = each + (number < more)
        if share:
            yield name, share


@dataclass
class Report:
    """The tallies of the targets that ran, by name."""

    targets: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, job: Job, ended: int) -> None:
        """Take one target's result. A process that died, or left no result, is a crash."""
        tally = _read(job)
        findings = tally.pop("findings")
        if ended != 0 or tally["inputs"] < job.inputs:
            tally["crashes"] += 1
            findings.append(
                {
                    "target": job.target,
                    "fault": "crash",
                    "site": f"the process ended with {ended}",
                    "log": _tail(job),
                }
            )
        self.targets[job.target] = tally | {"findings": findings}

    @property
    def found_something(self) -> bool:
        """Whether anything was found at all."""
        return bool(self._sum("crashes") + self._sum("accepted_unsigned"))

    def told(self) -> dict[str, Any]:
        """The figures, the findings, and the figures of each target."""
        each = {
            name: {key: value for key, value in tally.items() if key != "findings"}
            for name, tally in self.targets.items()
        }
        return {
            "inputs": self._sum("inputs"),
            "crashes": self._sum("crashes"),
            "accepted_unsigned": self._sum("accepted_unsigned"),
            "slowest_ms": round(max((it["slowest_ms"] for it in each.values()), default=0.0), 1),
            "findings": [one for it in self.targets.values() for one in it["findings"]],
            "targets": each,
        }

    def line(self, name: str) -> str:
        """One target in words."""
        it = self.targets[name]
        return (
            f"{name:32} {it['inputs']:>10,} inputs, {it['taken']:>9,} taken, "
            f"{it['crashes']} crashes, {it['accepted_unsigned']} accepted unsigned, "
            f"slowest {it['slowest_ms']:.1f} ms"
        )

    def summary(self) -> str:
        """All of it in words."""
        told = self.told()
        total = (
            f"{told['inputs']:,} inputs, {told['crashes']} crashes, "
            f"{told['accepted_unsigned']} accepted unsigned, slowest {told['slowest_ms']} ms"
        )
        return "\n".join([total, *(json.dumps(finding) for finding in told["findings"])])

    def _sum(self, key: str) -> int:
        return sum(tally[key] for tally in self.targets.values())


def _read(job: Job) -> dict[str, Any]:
    if not job.result.exists():
        return {
            "inputs": 0,
            "taken": 0,
            "crashes": 0,
            "accepted_unsigned": 0,
            "slowest_ms": 0.0,
            "findings": [],
        }
    found: dict[str, Any] = json.loads(job.result.read_text(encoding="utf-8"))
    return found


def _tail(job: Job) -> str:
    if not job.log.exists():
        return ""
    return job.log.read_text(encoding="utf-8", errors="replace")[-_LOG_TAIL_CHARS:]
