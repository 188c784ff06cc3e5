"""One input, judged: what may come out of a parser, and what is a finding.

A finding is an error outside the tree that the parser names, or a signed message that was taken
though nobody of the harness signed exactly its header and its payload. The second is told by a list
of what was signed, and by another reader of CBOR than ours.
"""

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

import cbor2

from protocol.cose import MessageType

Pair: TypeAlias = "tuple[bytes, bytes]"
"""Protected header and payload of a COSE_Sign1: what its signature covers."""

Signed: TypeAlias = "Mapping[MessageType, frozenset[Pair]]"

MAX_KEPT: Final = 20  # findings shown in full; all are counted
_ROOT: Final = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True)
class Taken:
    """What a parser made of an input that it did not refuse.

    ``messages`` were believed to be signed; ``signed_now`` is what the harness signed for this very
    input.
    """

    messages: tuple[tuple[MessageType, bytes], ...] = ()
    signed_now: tuple[tuple[MessageType, bytes], ...] = ()


@dataclass(frozen=True)
class Target:
    """A parser with the errors that it may raise, and inputs to start from."""

    name: str
    feed: Callable[[bytes], Taken]
    refusals: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]
    max_bytes: int = 4096


class Fault(StrEnum):
    """What a finding is."""

    CRASH = "crash"
    UNSIGNED = "accepted-unsigned"


@dataclass(frozen=True)
class Finding:
    """``site``: the error and the line of ours that it came through."""

    target: str
    fault: Fault
    site: str
    data: bytes


def pair_of(message: bytes) -> Pair:
    """Header and payload, read by the library alone."""
    protected, _, payload, _ = cbor2.loads(message)
    return protected, payload


def judge(target: Target, data: bytes, signed: Signed) -> Finding | Taken | None:
    """Feed one input; None when it was refused as it should be."""
    try:
        taken = target.feed(data)
    except target.refusals:
        return None
    except Exception as exc:  # noqa: BLE001 - that nothing else comes out is what is asked here
        return Finding(target.name, Fault.CRASH, _site(exc), data)
    fresh = {(type_, pair_of(message)) for type_, message in taken.signed_now}
    for type_, message in taken.messages:
        pair = pair_of(message)
        if pair not in signed[type_] and (type_, pair) not in fresh:
            return Finding(target.name, Fault.UNSIGNED, type_, data)
    return taken


def _site(exc: Exception) -> str:
    ours = [it for it in traceback.extract_tb(exc.__traceback__) if it.filename.startswith(_ROOT)]
    last = ours[-1] if ours else None
    place = f"{Path(last.filename).name}:{last.lineno}" if last else "elsewhere"
    return f"{type(exc).__name__} at {place}"


@dataclass
class Tally:
    """What was found over many inputs."""

    inputs: int = 0
    taken: int = 0
    crashes: int = 0
    accepted_unsigned: int = 0
    slowest_ms: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    def run(self, target: Target, data: bytes, signed: Signed) -> None:
        """Judge one input, and count."""
        started_s = time.perf_counter()
        result = judge(target, data, signed)
        self.slowest_ms = max(self.slowest_ms, (time.perf_counter() - started_s) * 1000)
        self.inputs += 1
        match result:
            case Taken():
                self.taken += 1
            case Finding():
                self._add(result)
            case None:
                pass

    def _add(self, found: Finding) -> None:
        if found.fault is Fault.CRASH:
            self.crashes += 1
        else:
            self.accepted_unsigned += 1
        known = {(it.target, it.site) for it in self.findings}
        if (found.target, found.site) not in known and len(self.findings) < MAX_KEPT:
            self.findings.append(found)
