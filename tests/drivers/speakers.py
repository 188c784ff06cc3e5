"""Speakers for one suite: the fake, the simulator, and espeak-ng with a player of our own."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from time import monotonic

import pytest

from drivers.device import DeviceState
from drivers.speech.contract import Speaker
from drivers.speech.espeak import PROGRAM, Espeak, Synthesiser
from drivers.speech.fake import FakeSpeaker
from drivers.speech.player import PATIENCE_S, Player, ProgramPlayer
from drivers.speech.simulator import SimulatedPlayer, SimulatedSynthesiser, heard
from drivers.speech.thread import SpeechThread

WAIT_S = 10.0  # only ever waited for in full when the test fails
OWN_PLAYER = Path(__file__).with_name("wav_player.py")
needs_espeak = pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="espeak-ng is not here")


@dataclass
class Rig:
    """A speaker, and the devices of what was begun to be played, in order."""

    speaker: Speaker
    devices: Callable[[], list[str]]


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until `true()`, looking often; fail after `WAIT_S`."""
    until_s = monotonic() + WAIT_S
    while not true():
        assert monotonic() < until_s, "it did not come true"


def own_player(folder: Path, mode: str, patience_s: float = PATIENCE_S) -> ProgramPlayer:
    """A player program that notes in `folder`/played; see `wav_player`."""
    program = folder / f"player-{mode}"
    if not program.exists():
        python = f"{sys.executable} -I -S {OWN_PLAYER}"
        program.write_text(f'#!/bin/sh\nexec {python} {folder / "played"} {mode} "$@"\n')
        program.chmod(0o755)
    return ProgramPlayer(str(program), patience_s)


def played(folder: Path) -> list[dict[str, object]]:
    """What our own player noted, but for the moments of silence by which a voice is tried.

    A line that is being written is none yet.
    """
    notes = folder / "played"
    text = notes.read_text("utf-8") if notes.exists() else ""
    found: list[dict[str, object]] = [
        json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")
    ]
    return [one for one in found if float(str(one["length_s"])) > 0.1]


def device_of(note: dict[str, object]) -> str:
    arguments = note["arguments"]
    assert isinstance(arguments, list)
    assert [arguments[0], arguments[1], arguments[3]] == ["-q", "-D", "-"]
    return str(arguments[2])


@contextmanager
def running(
    synthesiser: Synthesiser, player: Player, *, retry_s: float = 60.0
) -> Iterator[tuple[SpeechThread, Queue[DeviceState]]]:
    """A speaker's thread that has tried its voice, and what it tells of it from then on."""
    states: Queue[DeviceState] = Queue()
    with SpeechThread(synthesiser, player, "default", states.put, retry_s=retry_s) as speaker:
        yield speaker, states


@contextmanager
def fake_rig(_folder: Path) -> Iterator[Rig]:
    with FakeSpeaker() as fake:
        yield Rig(fake, lambda: [one.device for one in fake.said])


@contextmanager
def simulated_rig(folder: Path) -> Iterator[Rig]:
    log = folder / "heard.jsonl"
    with running(SimulatedSynthesiser(), SimulatedPlayer(log, at_once=True)) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        yield Rig(speaker, lambda: [str(one["device"]) for one in heard(log)])


@contextmanager
def real_rig(folder: Path) -> Iterator[Rig]:
    with running(Espeak(), own_player(folder, "at-once")) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        yield Rig(speaker, lambda: [device_of(one) for one in played(folder)])


RIGS: dict[str, Callable[[Path], AbstractContextManager[Rig]]] = {
    "fake": fake_rig,
    "simulator": simulated_rig,
    "espeak-ng": real_rig,
}
