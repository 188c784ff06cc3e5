"""A machine that speaks: a lunch bought by ear, by the application itself and its own threads."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.device import DeviceState
from drivers.headset import SimulatedJack
from drivers.speech.simulator import heard
from kiosk.hardware.sound import HEARD_FILE
from kiosk.speech.words import load_words
from tests.drivers.speakers import needs_espeak, own_player, played
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from ui.contract import ChooseScreen, ConfirmScreen, StartScreen, ThanksScreen, VoiceScreen
from ui.presses import REPEAT_S

WORDS = load_words("ko")


@pytest.fixture
def jack(tmp_path: Path) -> Iterator[SimulatedJack]:
    simulated = SimulatedJack(tmp_path / "jack")
    yield simulated
    simulated.close()


def speaking(place: Place, jack: SimulatedJack | None = None, **section: str) -> Path:
    """Give the machine a sound; return where a simulated player writes what would be heard."""
    lines = {"player": "simulator", "speaker": "hall", **section}
    if jack is not None:
        lines |= {"headset": "ear", "jack": str(jack.path)}
    with place.profile.open("a", encoding="utf-8") as profile:
        profile.write("[sound]\n" + "".join(f'{key} = "{text}"\n' for key, text in lines.items()))
    return place.profile.with_suffix("") / HEARD_FILE


def notice(kiosk: RunningKiosk) -> str:
    return kiosk.screen.frame.notice


def texts(log: Path, device: str) -> list[str]:
    return [str(one["text"]) for one in heard(log) if one["device"] == device]


def test_a_lunch_is_bought_by_ear(place: Place) -> None:
    log, phone = speaking(place), place.district.phone("kim")
    with place.kiosk() as kiosk:
        assert "voice" in {aid.id for aid in kiosk.see(StartScreen).frame.aids}
        kiosk.touch("aid", "voice")
        kiosk.until(lambda: WORDS("said.how") in texts(log, "hall"))
        assert kiosk.screen.frame.replay
        buy_lunch(kiosk, phone)
        confirm = kiosk.see(ConfirmScreen)
        voice = kiosk.app.voice
        assert voice is not None
        private = [one.text for one in voice.log if one.private]
        assert any(line.amount in text for line in confirm.lines for text in private)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        assert WORDS("thanks.title") in [one.text for one in voice.log]
        kiosk.touch("lead")
        kiosk.see(StartScreen)
        assert not kiosk.app.terminal.visit.setting.voice


def test_a_result_is_told_to_who_did_not_ask_for_the_voice_without_a_balance(place: Place) -> None:
    speaking(place)
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        voice = kiosk.app.voice
        assert voice is not None
        assert not voice.log
        kiosk.touch("lead")
        thanks = kiosk.see(ThanksScreen)
        said = [one.text for one in voice.log]
        assert WORDS("thanks.title") in said
        amounts = [line.amount.strip("\N{MINUS SIGN}") for line in thanks.lines]
        assert not [text for text in said if any(amount in text for amount in amounts)]


def test_a_headset_switches_the_voice_on_and_silences_the_speaker(
    place: Place, jack: SimulatedJack
) -> None:
    log = speaking(place, jack)
    with place.kiosk() as kiosk:
        kiosk.until(lambda: kiosk.app.backroom.devices.get("headset") is DeviceState.FOUND)
        jack.put_in()
        kiosk.until(lambda: kiosk.app.terminal.visit.setting.voice)
        kiosk.until(lambda: bool(texts(log, "ear")))
        kiosk.touch("choose", "meals")
        kiosk.see(ChooseScreen)
        kiosk.until(lambda: len(texts(log, "ear")) > 1)
        assert texts(log, "hall") == []


def test_the_voice_page_makes_it_slower_louder_and_silent(place: Place) -> None:
    speaking(place)
    with place.kiosk() as kiosk:
        voice = kiosk.app.voice
        assert voice is not None
        for choice in ("voice", "voice"):
            kiosk.touch("aid", choice)
        kiosk.see(VoiceScreen)
        kiosk.touch("choose", "slower")
        kiosk.touch("choose", "louder")
        kiosk.until(lambda: (voice.log[-1].speed, voice.log[-1].volume) == (2, 4))
        kiosk.touch("choose", "off")
        kiosk.see(StartScreen)
        count = len(voice.log)
        kiosk.touch("choose", "meals")
        kiosk.see(ChooseScreen)
        assert len(voice.log) == count


def test_the_first_press_says_what_it_is_and_a_second_one_does_it(place: Place) -> None:
    speaking(place)
    with place.kiosk() as kiosk:
        voice = kiosk.app.voice
        assert voice is not None
        kiosk.touch("aid", "voice")
        start = kiosk.see(StartScreen)
        kiosk.app.bridge.press("choose", "meals")
        assert voice.log[-1].text == start.services[0].name
        assert kiosk.screen.name == "start"
        again_s = time.monotonic() + REPEAT_S  # sooner it is a shaking hand
        kiosk.until(lambda: time.monotonic() >= again_s)
        kiosk.app.bridge.press("choose", "meals")
        kiosk.see(ChooseScreen)


def test_a_finger_anywhere_silences_the_voice(place: Place) -> None:
    speaking(place)
    with place.kiosk() as kiosk:
        kiosk.touch("aid", "voice")
        log = place.profile.with_suffix("") / HEARD_FILE
        kiosk.until(lambda: len(heard(log)) == 1)  # the first of many
        kiosk.app.bridge.touch()
        assert kiosk.app.terminal.visit.touched
        kiosk.app.close()
        assert len(heard(log)) == 1


def test_a_lost_voice_is_seen_on_the_screen_and_sells_on(place: Place) -> None:
    speaking(place, player="no-such-player")
    with place.kiosk() as kiosk:
        kiosk.until(lambda: kiosk.app.backroom.devices.get("speaker") is DeviceState.LOST)
        assert notice(kiosk) == ""
        kiosk.touch("aid", "voice")
        kiosk.until(lambda: notice(kiosk) == WORDS("voice.unheard"))
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)


def test_a_machine_without_sound_offers_no_voice(place: Place) -> None:
    with place.kiosk() as kiosk:
        assert "voice" not in {aid.id for aid in kiosk.see(StartScreen).frame.aids}
        assert kiosk.app.voice is None


class Started:
    """Which threads started programs. An audit hook can't be taken out, so it is switched off."""

    def __init__(self) -> None:
        self.on = True
        self.threads: set[str] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self.on and event == "subprocess.Popen":
            self.threads.add(threading.current_thread().name)


@pytest.fixture
def started() -> Iterator[Started]:
    watch = Started()
    yield watch
    watch.on = False


@needs_espeak
def test_neither_synthesiser_nor_player_runs_on_the_screens_thread(
    place: Place, started: Started, tmp_path: Path
) -> None:
    speaking(place, player=own_player(tmp_path, "at-once").program)
    with place.kiosk() as kiosk:
        kiosk.touch("aid", "voice")
        kiosk.until(lambda: len(played(tmp_path)) > 1)
    assert started.threads == {"speaker"}
