"""A voice is a help: whatever is wrong with it is told, bounded in time, and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from queue import Queue
from threading import Event
from time import monotonic

import pytest

from drivers.device import DeviceState
from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.child import MAX_LEFT_BEHIND, Interrupted, reap, run_child
from drivers.speech.contract import Speech
from drivers.speech.player import ProgramPlayer
from drivers.speech.simulator import SimulatedPlayer, SimulatedSynthesiser, heard
from drivers.speech.sound import Sound
from drivers.speech.thread import FAILURES_UNTIL_LOST, INTERRUPTIONS_UNTIL_TRIED, SpeechThread
from tests.drivers.speakers import WAIT_S, running, wait_for

UNSPEAKABLE = "a." * 90  # ends espeak-ng 1.51 by its own stack guard


class Picky:
    """A synthesiser that one text is too much for; `dumb`: every text is."""

    def __init__(self, *, dumb: bool = False) -> None:
        self._dumb = dumb
        self._good = SimulatedSynthesiser()

    def speak(self, speech: Speech, bell: Bell) -> Sound:
        if self._dumb or speech.text == UNSPEAKABLE:
            raise SpeechLost("stack smashing detected")
        return self._good.speak(speech, bell)


class Hanging:
    """A sound card that hangs until the bell rings or its time is over, `played` counting."""

    def __init__(self, patience_s: float) -> None:
        self.patience_s = patience_s
        self.well = Event()
        self.well.set()
        self.begun = 0

    def play(self, sound: Sound, speech: Speech, bell: Bell) -> None:
        if self.well.is_set():
            return
        self.begun += 1
        if bell.wait(self.patience_s):
            raise Interrupted
        raise SpeechLost("took too long")


@pytest.fixture
def gate() -> Iterator[Event]:
    opened = Event()
    yield opened
    opened.set()  # whatever hung at it may end


def test_a_text_that_can_not_be_said_is_left_out_and_the_rest_is_said(tmp_path: Path) -> None:
    log = tmp_path / "heard.jsonl"
    with running(Picky(), SimulatedPlayer(log, at_once=True)) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        for _ in range(FAILURES_UNTIL_LOST):
            speaker.say([Speech(UNSPEAKABLE), Speech("after")])
            wait_for(lambda: bool(heard(log)))
            assert [one["text"] for one in heard(log)] == ["after"]
            log.unlink()
        assert states.empty()


def test_a_synthesiser_that_can_say_nothing_is_lost(tmp_path: Path) -> None:
    with running(Picky(dumb=True), SimulatedPlayer(at_once=True)) as (_, states):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST


def test_a_card_that_hangs_is_found_out_though_everybody_touches_before_its_time() -> None:
    card = Hanging(patience_s=WAIT_S)
    with running(SimulatedSynthesiser(), card) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        card.well.clear()
        for number in range(INTERRUPTIONS_UNTIL_TRIED):
            speaker.say([Speech("text")])
            wait_for(lambda: card.begun > number)  # noqa: B023 - done in this turn
        card.patience_s = 0.05  # of what nobody interrupts
        speaker.stop()
        assert states.get(timeout=WAIT_S) is DeviceState.LOST


def test_a_bug_of_the_voice_is_told_and_the_voice_is_lost(
    bugs_told: Queue[BaseException | None],
) -> None:
    player = ProgramPlayer("a\x00b")  # no system starts a program of this name
    with running(SimulatedSynthesiser(), player) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert isinstance(bugs_told.get(timeout=WAIT_S), ValueError)
        assert speaker.state is DeviceState.LOST
        speaker.say([Speech("text")])  # to nobody, and no harm


def test_closing_leaves_behind_what_hangs_in_the_system(gate: Event) -> None:
    class Stuck:
        def play(self, sound: Sound, speech: Speech, bell: Bell) -> None:
            gate.wait()

    speaker = SpeechThread(SimulatedSynthesiser(), Stuck(), "default", join_s=0.01).start()
    speaker.close()
    speaker.close()
    assert speaker.closed
    speaker.say([Speech("text")])
    assert not gate.is_set()


def test_a_program_that_can_not_be_ended_is_a_fault_and_not_waited_for() -> None:
    with subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE) as process:
        begun_s = monotonic()
        with pytest.raises(SpeechLost, match="can't be ended"):
            reap(process, 0.05)
        assert monotonic() - begun_s < 5
        process.kill()


def test_no_more_is_started_while_too_many_can_not_be_ended() -> None:
    with ExitStack() as ended, closing(Bell()) as bell:
        for _ in range(MAX_LEFT_BEHIND):
            process = ended.enter_context(subprocess.Popen(["sleep", "60"]))
            ended.callback(process.kill)
            with pytest.raises(SpeechLost):
                reap(process, 0.0)
        with pytest.raises(SpeechLost, match=f"{MAX_LEFT_BEHIND} programs"):
            run_child(["true"], b"", WAIT_S, bell)
    with closing(Bell()) as bell:
        assert run_child(["echo", "on"], b"", WAIT_S, bell) == b"on\n"


def test_a_program_that_can_not_be_followed_is_a_fault_and_ended() -> None:
    class Deaf(Bell):
        """A bell that the system refuses to wait for, as it does with a regular file."""

        def fileno(self) -> int:
            return own.fileno()

    with Path(__file__).open("rb") as own, closing(Deaf()) as bell:
        begun_s = monotonic()
        with pytest.raises(SpeechLost, match="can't be followed"):
            run_child(["sleep", "60"], b"", WAIT_S, bell)
        assert monotonic() - begun_s < 5
