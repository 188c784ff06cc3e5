"""A program that is given bytes and gives bytes: watched, interrupted by a bell, always reaped.

The synthesiser and the player are programs of others. Each runs as the leader of its own process
group, so that whatever it started ends with it, and nothing of it outlives `run_child`; but for
one that the kernel can't end, held by a sound card that was torn out: that one is left behind, and
reaped when it has ended after all.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import IO, Final

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell

CHUNK_BYTES: Final = 64 * 1024  # what a pipe holds
MAX_COMPLAINT_BYTES: Final = (
    4_000  # of its stderr, the end: a program's last line tells what failed
)
MAX_WORDS: Final = 200  # of that line
MAX_OUTPUT_BYTES: Final = 32 * 1024 * 1024  # twice the slowest speech of the greatest length
REAP_S: Final = 1.0  # a killed program is gone in milliseconds, unless a device holds it
MAX_LEFT_BEHIND: Final = 4  # then no more are started: each try would leave one more

_left_behind: list[subprocess.Popen[bytes]] = []


class Interrupted(Exception):
    """The bell rang: somebody wants something else, or silence."""


def run_child(command: Sequence[str], data: bytes, limit_s: float, bell: Bell) -> bytes:
    """Run `command` with `data` at its standard input and return what it wrote.

    Raises Interrupted when the bell rings, SpeechLost when it does not start, can't be followed,
    fails, writes too much, or has not ended after `limit_s` seconds. It is dead by then; SpeechLost
    says where it can't be killed, and where too many before it could not. Of one that failed it
    tells the last line that it complained; its notes are all of them.
    """
    _left_behind[:] = [one for one in _left_behind if one.poll() is None]
    if len(_left_behind) >= MAX_LEFT_BEHIND:
        raise SpeechLost(f"{len(_left_behind)} programs can't be ended")
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=outside_environment(),
            start_new_session=True,
        )
    except OSError as exc:
        raise SpeechLost(f"{command[0]} does not start: {exc.strerror}") from exc
    try:
        return _Talk(process, data, bell).to_the_end(monotonic() + limit_s)
    except OSError as exc:
        raise SpeechLost(f"{command[0]} can't be followed: {exc.strerror}") from exc
    finally:
        _kill(process)
        reap(process)


def outside_environment() -> dict[str, str]:
    """Return the environment for programs of the system.

    The one-folder program puts its own libraries before theirs; they need their own.
    """
    inside = dict(os.environ)
    before = inside.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        inside["LD_LIBRARY_PATH"] = before
    elif getattr(sys, "frozen", False):
        inside.pop("LD_LIBRARY_PATH", None)
    return inside


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End its whole group. It is not reaped yet, so the number is still its own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def reap(process: subprocess.Popen[bytes], limit_s: float = REAP_S) -> None:
    """Close the pipes of a killed program and take note of its end; SpeechLost without one."""
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(limit_s)
    except subprocess.TimeoutExpired as exc:
        _left_behind.append(process)
        raise SpeechLost(f"process {process.pid} can't be ended") from exc


class _Talk:
    """All that goes on with one child, by one selector: feeding it, hearing it, its end."""

    def __init__(self, process: subprocess.Popen[bytes], data: bytes, bell: Bell) -> None:
        self._process = process
        self._left = memoryview(data)
        self._bell = bell
        self._heard = bytearray()
        self._complaint = bytearray()
        self._selector = selectors.DefaultSelector()

    def to_the_end(self, until_s: float) -> bytes:
        """Return what it wrote once it has ended well; see `run_child`."""
        end = os.pidfd_open(self._process.pid)
        try:
            with self._selector:
                self._register(end)
                while len(self._selector.get_map()) > 1:  # the bell is always there
                    self._step(until_s)
        finally:
            os.close(end)
        if self._process.wait() != 0:
            raise self._failed()
        return bytes(self._heard)

    @property
    def _name(self) -> str:
        return str(self._process.args[0]) if isinstance(self._process.args, Sequence) else ""

    def _failed(self) -> SpeechLost:
        """Return how it ended: its last line, and all lines as notes."""
        said = self._complaint.decode("utf-8", "replace")
        lines = [line for each in said.splitlines() if (line := " ".join(each.split()))]
        last = lines[-1][:MAX_WORDS] if lines else str(self._process.returncode)
        lost = SpeechLost(f"{self._name} failed: {last}")
        for line in lines:
            lost.add_note(line)
        return lost

    def _register(self, end: int) -> None:
        def ended() -> None:
            self._selector.unregister(end)

        self._watch(self._process.stdin, selectors.EVENT_WRITE, self._feed)
        self._watch(self._process.stdout, selectors.EVENT_READ, self._hear)
        self._watch(self._process.stderr, selectors.EVENT_READ, self._hear_complaint)
        self._selector.register(end, selectors.EVENT_READ, ended)
        self._selector.register(self._bell, selectors.EVENT_READ, self._interrupt)

    def _watch(self, pipe: IO[bytes] | None, events: int, then: Callable[[], None]) -> None:
        if pipe is None:
            raise AssertionError("every pipe was asked for")
        os.set_blocking(pipe.fileno(), False)
        self._selector.register(pipe, events, then)

    def _step(self, until_s: float) -> None:
        ready = self._selector.select(max(0.0, until_s - monotonic()))
        if not ready or monotonic() >= until_s:
            raise SpeechLost(f"{self._name} took too long")
        for key, _ in ready:
            key.data()

    def _interrupt(self) -> None:
        raise Interrupted

    def _feed(self) -> None:
        pipe = self._process.stdin
        if pipe is None:
            raise AssertionError("every pipe was asked for")
        try:
            self._left = self._left[os.write(pipe.fileno(), self._left[:CHUNK_BYTES]) :]
        except BrokenPipeError:
            self._left = self._left[:0]  # it wants no more; how it ends tells whether that is well
        if not self._left:
            self._selector.unregister(pipe)
            pipe.close()

    def _hear(self) -> None:
        self._heard += self._read(self._process.stdout)
        if len(self._heard) > MAX_OUTPUT_BYTES:
            raise SpeechLost(f"{self._name} does not stop writing")

    def _hear_complaint(self) -> None:
        self._complaint += self._read(self._process.stderr)
        del self._complaint[:-MAX_COMPLAINT_BYTES]

    def _read(self, pipe: IO[bytes] | None) -> bytes:
        if pipe is None:
            raise AssertionError("every pipe was asked for")
        data = os.read(pipe.fileno(), CHUNK_BYTES)
        if not data:
            self._selector.unregister(pipe)
        return data
