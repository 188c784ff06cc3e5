"""Speakers: one suite over the fake, the simulator and espeak-ng with a player of our own."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from time import monotonic

import pytest

from drivers.device import DeviceState
from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.contract import MAX_SPEECHES, Speech
from drivers.speech.espeak import PROGRAM, VOICES, Espeak
from drivers.speech.simulator import SimulatedPlayer, SimulatedSynthesiser, heard
from drivers.speech.thread import FAILURES_UNTIL_LOST, SpeechThread
from tests.drivers.speakers import (
    RIGS,
    WAIT_S,
    Rig,
    needs_espeak,
    own_player,
    played,
    running,
    wait_for,
)

WORDS = "점심 식권 15코인"
SILENT_S = 0.05
TRIES = 5


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    if request.param == PROGRAM and needs_espeak.args[0]:
        pytest.skip("espeak-ng is not here")
    with RIGS[request.param](tmp_path) as made:
        yield made


def test_what_is_told_is_said_in_order_each_on_its_device(rig: Rig) -> None:
    rig.speaker.say((Speech(WORDS, device="hall"), Speech(WORDS, device="ear")))
    wait_for(lambda: rig.devices() == ["hall", "ear"])
    assert rig.speaker.faults == ()


def test_no_more_is_said_at_once_than_a_screen_can_hold(rig: Rig) -> None:
    many = [Speech(WORDS, device=str(number)) for number in range(MAX_SPEECHES + 1)]
    rig.speaker.say(many)
    for number in range(MAX_SPEECHES):  # two programs are started for each: all take their time
        wait_for(lambda: len(rig.devices()) > number)  # noqa: B023 - done in this turn
    rig.speaker.say([Speech(WORDS, device="after")])
    wait_for(lambda: rig.devices()[-1:] == ["after"])
    assert str(MAX_SPEECHES) not in rig.devices()


def test_a_closed_speaker_says_nothing(rig: Rig) -> None:
    rig.speaker.close()
    rig.speaker.close()
    rig.speaker.say([Speech(WORDS)])
    assert rig.speaker.closed
    assert rig.devices() == []


@pytest.mark.parametrize("step", [0, 6])
def test_there_are_five_steps(step: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        Speech(WORDS, speed=step)
    with pytest.raises(ValueError, match="1 to 5"):
        Speech(WORDS, volume=step)


@needs_espeak
@pytest.mark.parametrize("language", VOICES)
def test_each_language_is_spoken(language: str) -> None:
    text = {"ko": "확인", "en": "Yes", "zh": "确认", "ja": "カード"}[language]
    sound = Espeak().speak(Speech(text, language), Bell())
    assert 0.2 < sound.length_s < 3
    assert any(sound.samples)


@needs_espeak
def test_slow_is_longer_and_loud_is_louder() -> None:
    def made(speed: int = 3, volume: int = 3) -> bytes:
        return Espeak().speak(Speech(WORDS, speed=speed, volume=volume), Bell()).samples

    assert len(made(speed=1)) > len(made()) > len(made(speed=5))
    assert _peak(made(volume=1)) < _peak(made()) < _peak(made(volume=5))


def _peak(samples: bytes) -> int:
    return max(abs(value) for value in memoryview(samples).cast("h"))


@needs_espeak
@pytest.mark.parametrize("text", ["--help", "-w /tmp/never", "-v en\n-f /etc/passwd"])
def test_no_text_is_taken_for_an_option(text: str) -> None:
    assert Espeak().speak(Speech(text), Bell()).length_s > 0.2


@needs_espeak
@pytest.mark.parametrize("text", ["", "...", "\x00\x1b", "[[]]"])
def test_what_can_not_be_heard_is_a_short_pause(text: str) -> None:
    sound = Espeak().speak(Speech(text), Bell())
    assert sound.length_s < 0.5
    assert not any(sound.samples)


def test_a_language_without_a_voice_is_a_fault() -> None:
    with pytest.raises(SpeechLost, match="no voice"):
        Espeak().speak(Speech(WORDS, "xx"), Bell())


def test_a_missing_synthesiser_is_a_fault() -> None:
    with pytest.raises(SpeechLost, match="does not start"):
        Espeak("no-such-program").speak(Speech(WORDS), Bell())


def silenced(speaker: SpeechThread, folder: Path) -> tuple[float, float]:
    """Seconds until `stop` returned, and until the player of a long text was dead."""
    before = len(played(folder))
    speaker.say([Speech("가" * 200)])  # half a minute
    wait_for(lambda: len(played(folder)) > before)
    pid = int(str(played(folder)[-1]["pid"]))
    begun_s = monotonic()
    speaker.stop()
    returned_s = monotonic() - begun_s
    wait_for(lambda: not _lives(pid))
    return returned_s, monotonic() - begun_s


def test_stop_returns_at_once_and_the_player_is_dead_within_50_ms(tmp_path: Path) -> None:
    """The best of some: a busy machine may be late, and a speaker that waits is late each time."""
    with running(SimulatedSynthesiser(), own_player(tmp_path, "in-time")) as (speaker, _):
        took = [silenced(speaker, tmp_path) for _ in range(TRIES)]
    assert min(dead_s for _, dead_s in took) < SILENT_S
    assert min(returned_s for returned_s, _ in took) < 0.01


def test_the_newest_utterance_wins(tmp_path: Path) -> None:
    log = tmp_path / "heard.jsonl"
    with running(SimulatedSynthesiser(), SimulatedPlayer(log)) as (speaker, _):
        speaker.say([Speech("가" * 200), Speech("never")])
        wait_for(lambda: len(heard(log)) == 1)
        begun_s = monotonic()
        speaker.say([Speech("new")])
        wait_for(lambda: len(heard(log)) == 2)
        assert monotonic() - begun_s < 1
        assert heard(log)[-1]["text"] == "new"


def test_only_the_speakers_own_thread_makes_sound(tmp_path: Path) -> None:
    player = SimulatedPlayer(tmp_path / "heard.jsonl", at_once=True)
    with running(SimulatedSynthesiser(), player) as (speaker, _):
        speaker.say([Speech(WORDS)])
        wait_for(lambda: len(heard(tmp_path / "heard.jsonl")) == 1)
    assert player.threads == {"speaker"}
    assert threading.current_thread().name not in player.threads


def test_one_failure_is_tried_again_and_nobody_hears_of_it(tmp_path: Path) -> None:
    player = SimulatedPlayer(tmp_path / "heard.jsonl", at_once=True)
    with running(SimulatedSynthesiser(), player) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        player.fail_next(FAILURES_UNTIL_LOST - 1)
        speaker.say([Speech(WORDS)])
        wait_for(lambda: len(heard(tmp_path / "heard.jsonl")) == 1)
        wait_for(lambda: speaker.faults == ())
        assert states.empty()


def test_a_dead_sound_card_is_told_once_and_waited_for(tmp_path: Path) -> None:
    with running(SimulatedSynthesiser(), own_player(tmp_path, "fail")) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert len(speaker.faults) == FAILURES_UNTIL_LOST
        assert "audio open error" in speaker.faults[-1]
        speaker.say([Speech(WORDS)])
        speaker.say([Speech(WORDS)])
    assert states.empty()
    assert len(speaker.faults) == FAILURES_UNTIL_LOST  # it was not even tried


def test_a_dead_sound_card_is_found_out_though_somebody_asked_for_silence(tmp_path: Path) -> None:
    player = own_player(tmp_path, "fail")
    states: Queue[DeviceState] = Queue()
    speaker = SpeechThread(SimulatedSynthesiser(), player, "default", states.put)
    speaker.stop()
    with speaker:
        assert states.get(timeout=WAIT_S) is DeviceState.LOST


def test_a_voice_that_was_lost_is_tried_again_and_found(tmp_path: Path) -> None:
    player = SimulatedPlayer(tmp_path / "heard.jsonl", at_once=True)
    player.fail_next(FAILURES_UNTIL_LOST + 2)
    with running(SimulatedSynthesiser(), player, retry_s=0.01) as (speaker, states):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        speaker.say([Speech(WORDS)])
        wait_for(lambda: len(heard(tmp_path / "heard.jsonl")) == 1)


def test_a_player_that_hangs_is_killed_and_reaped(tmp_path: Path) -> None:
    hanging = own_player(tmp_path, "hang", patience_s=0.2)
    with running(SimulatedSynthesiser(), hanging) as (speaker, states):
        speaker.say([Speech("가")])
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert all("took too long" in fault for fault in speaker.faults)
    assert [one for one in played(tmp_path) if _lives(int(str(one["pid"])))] == []


def test_a_synthesiser_that_hangs_is_given_up(tmp_path: Path) -> None:
    stuck = tmp_path / "stuck"
    stuck.write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    stuck.chmod(0o755)
    with pytest.raises(SpeechLost, match="took too long"):
        Espeak(str(stuck), limit_s=0.1).speak(Speech(WORDS), Bell())


def test_closing_ends_what_is_being_said(tmp_path: Path) -> None:
    with running(SimulatedSynthesiser(), own_player(tmp_path, "hang")) as (speaker, _):
        speaker.say([Speech("가" * 200)])
        wait_for(lambda: len(played(tmp_path)) == 1)
    assert not _lives(int(str(played(tmp_path)[0]["pid"])))


def _lives(pid: int) -> bool:
    """Whether a process sounds: one that is dead and not yet reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z" and os.getpid() > 0
