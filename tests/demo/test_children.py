"""No program of the demo outlives it, however the demo ends."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kiosk.demo.children import Children, program
from kiosk.demo.errors import FailedProgramError, MissingProgramError

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]


def test_closing_ends_every_program_that_still_runs() -> None:
    with Children() as children:
        child = children.start(SLEEPER)
    assert child.returncode == -signal.SIGTERM


def test_a_program_that_ignores_the_request_is_killed() -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True)"
    with Children(stop_s=0.2) as children:
        child = children.start(
            [sys.executable, "-c", deaf + "; time.sleep(600)"], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "up\n"
        children.stop(child)
    assert child.returncode == -signal.SIGKILL


def test_run_returns_what_the_program_wrote() -> None:
    with Children() as children:
        assert children.run([sys.executable, "-c", "print('hello')"]) == "hello\n"


def test_a_failed_program_is_told_with_its_own_words() -> None:
    with Children() as children, pytest.raises(FailedProgramError, match="no such scheme"):
        children.run([sys.executable, "-c", "import sys; sys.exit('no such scheme')"])


def test_a_missing_program_is_named() -> None:
    with pytest.raises(MissingProgramError, match="no-such-program"):
        program("no-such-program")


def test_children_die_when_the_demo_is_killed_outright(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import subprocess, time
        from kiosk.demo.children import Children
        children = Children()
        child = children.start({SLEEPER!r}, stdout=subprocess.PIPE)
        child.stdout.readline()
        print(child.pid, flush=True)
        time.sleep(600)
        """
    )
    demo = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert demo.stdout is not None
    child = os.pidfd_open(int(demo.stdout.readline()))
    demo.kill()
    demo.wait()
    demo.stdout.close()
    assert _ended(child, timeout_ms=5000)
    os.close(child)


def _ended(pidfd: int, timeout_ms: int) -> bool:

    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(timeout_ms))
