"""What a visit shows beside buying, in its own words: nothing is cut off, on either panel."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import resources
from itertools import product

import pytest

from kiosk import events
from kiosk.facility import load_facility
from kiosk.presenters.frame import FrameMaker, aids_of
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import load_words
from kiosk.visit import CoinsFate, News, Place, Refusal, Visit
from kiosk.visit.handover import BLOCKED, NOT_NOW, NOT_SET
from tests.kiosk.shops import DAY, facility, scheme
from tests.kiosk.test_screens import WORDS
from tests.kiosk.test_visit import SHOP, Walk, at_confirm
from tests.kiosk.test_visit_handover import PLACES, SHOWN, handed, not_printed
from tests.ui.looking import cut_off, look_at, on_each_other
from tests.ui.stage import Stage
from ui.contract import Panel, Setting
from ui.gallery import PANELS, setting_name
from ui.panel import all_settings, choices_per_page, offers_low

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
KO = load_words("ko")


def _shipped() -> bytes:
    folder = resources.files("assets") / "facilities"
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    texts = ((folder / name).read_text("utf-8") for name in files)
    text = next(text for text in texts if "[[announcement]]" in text)
    return text.replace('scheme = "', 'scheme = "test-coin" # "', 1).encode()


NEWS = load_facility(_shipped(), "shipped", scheme(), DAY).announcements
LONG = "가나다 라마 " * 6 + "바사아자"
LONGEST = replace(NEWS[0], title="어르신 독감 예방 주사를 놓습니다", text=LONG)


def _voice(*, at_end: bool) -> Visit:
    walk = Walk()
    walk(events.AskedForAid("voice"), events.AskedForAid("voice"))
    wanted = [events.Chose("faster"), events.Chose("louder")] * (4 if at_end else 0)
    return walk(*wanted)


def _badge_at_pin() -> Visit:
    walk = at_confirm()
    walk(events.CalledStaff(), SHOWN)
    return walk.visit


def _stopped(fate: CoinsFate, *, unsent: bool = False) -> Visit:
    refusal = Refusal("ledger", fate, Place.OUT_OF_ORDER, unsent)
    return Visit(place=Place.OUT_OF_ORDER, refusal=refusal)


def _sorry(fate: CoinsFate, *, unsent: bool = False) -> Visit:
    return Visit(place=Place.SORRY, refusal=Refusal("print-unknown", fate, Place.START, unsent))


def _told(what: str) -> Visit:
    return replace(at_confirm().visit, told=what)


VISITS: Mapping[str, Callable[[], Visit]] = {
    "voice": lambda: _voice(at_end=False),
    "voice-at-end": lambda: _voice(at_end=True),
    "languages": lambda: Walk()(events.WantedLanguages()),
    "badge-pin": _badge_at_pin,
    "handed-nothing": lambda: handed(PLACES[0]()).visit,
    "handed-confirm": lambda: handed(at_confirm()).visit,
    "handed-owed": lambda: handed(not_printed()).visit,
    **{f"told-{one}": partial(_told, one) for one in (BLOCKED, NOT_NOW, NOT_SET)},
    **{f"stopped-{fate}": partial(_stopped, fate) for fate in CoinsFate},
    **{f"sorry-{fate}": partial(_sorry, fate) for fate in CoinsFate},
    "stopped-unsent": lambda: _stopped(CoinsFate.USED, unsent=True),
    "sorry-unsent": lambda: _sorry(CoinsFate.USED, unsent=True),
    **{f"news-{number}": partial(Visit, news=News(number)) for number in range(len(NEWS) + 1)},
}
CASES = [
    pytest.param(panel, setting, name, id=f"{letter}-{setting_name(setting)}-{name}")
    for letter, panel in PANELS.items()
    for setting, name in product(all_settings(panel), VISITS)
    if setting.language == KO.language and not setting.contrast
]


def _presenter(panel: Panel) -> Presenter:
    shop = replace(SHOP, announcements=(*NEWS, LONGEST))
    reader = Reader(KO, "코인")
    aids = aids_of(low=offers_low(panel), voice=True)
    frames = FrameMaker(facility(), KO, reader, aids)
    return Presenter(shop, frames, KO, reader, partial(choices_per_page, panel))


@pytest.mark.parametrize(("panel", "setting", "name"), CASES)
def test_every_word_is_seen_whole(
    stages: Mapping[Panel, Stage], panel: Panel, setting: Setting, name: str
) -> None:
    visit = VISITS[name]()
    drawn = replace(setting, voice=visit.setting.voice)
    screen = _presenter(panel).screen(replace(visit, setting=drawn), NOON)
    stage = stages[panel]
    stage.show_screen(screen, drawn)
    look = look_at(stage)
    assert cut_off(look) + on_each_other(look) == []
    shown = {words.text for words in look.words}
    sure = getattr(screen, "certainty_words", "")
    assert not sure or sure in shown
    assert WORDS("bar.call-staff") in shown
