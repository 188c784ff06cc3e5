"""Examples of the gallery: choosing, showing a code, paying, and what comes afterwards."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import (
    BalanceLine,
    Certainty,
    Choice,
    ChooseScreen,
    Chosen,
    CodeScreen,
    ConfirmScreen,
    Lead,
    OutOfOrderScreen,
    Price,
    Quantity,
    ReprintScreen,
    Screen,
    Setting,
    SorryScreen,
    StartScreen,
    Step,
    ThanksScreen,
    WaitScreen,
)
from ui.gallery_frame import frame_of

MEALS = (
    Choice("lunch", "점심 식권", "meal-lunch", Price("15코인", "(3,000원)")),
    Choice("bibimbap", "비빔밥", "meal-bibimbap", Price("20코인", "(4,000원)")),
    Choice("stew", "김치찌개 정식", "meal-kimchi-stew", Price("20코인", "(4,000원)")),
    Choice("noodles", "잔치국수", "meal-noodles", Price("12코인", "(2,400원)")),
    Choice("soup", "닭곰탕", "meal-chicken-soup", None, "오늘은 다 팔렸어요", enabled=False),
    Choice("stone", "돌솥비빔밥 정식", "meal-stone-bowl", Price("25코인", "(5,000원)")),
)
PRICE = Price("15코인", "(3,000원)")
MEAL_SERVICE = Choice("meal", "식사권", "service-meal")
MORE_SERVICES = (
    MEAL_SERVICE,
    Choice("course", "강좌 신청", "service-course"),
    Choice("donation", "기부하기", "service-donation"),
    Choice("balance", "남은 코인", "service-balance"),
)
DESK = "1층 안내 데스크에서 도와\u00a0드립니다."
LEDGER = "기계가 잠시 고장 났습니다.\n코인을 썼는지 아직 모릅니다."
CODE = "점검 번호 L10"
LANGUAGES = ("English 中文 日本語", "EN 中 日")
WARNING = "시간이 더 필요하세요?\n화면을 만져 주세요."
WARNING_SHORT = "계속하려면 누르세요"
CALLED_SHORT = "직원을 불렀습니다"
LINES = (
    BalanceLine("지금", "35코인"),
    BalanceLine("쓰는 코인", "−15코인"),
    BalanceLine("남는 코인", "20코인", strong=True),
)
USED = (
    BalanceLine("쓴 코인", "15코인"),
    BalanceLine("남은 코인", "20코인", strong=True),
)


PART = Price("180코인", "(36,000원)", "카드로 18,000원", "+18,000원")
PARTS = (
    Choice("a", "화분 하루 교실", "service-course", PRICE, "11월 28일 오전 10시"),
    Choice("b", "수채화 교실", "service-course", PART, "금 오후 1시"),
)


def buying_screens(setting: Setting, size: int) -> Mapping[str, Screen]:
    """Return the examples by name; a page of choices holds ``size``."""
    return {
        **_before_paying(setting, size),
        **_showing_code(setting),
        **_paying(setting),
        **_afterwards(setting),
    }


def _before_paying(setting: Setting, size: int) -> Mapping[str, Screen]:
    start = frame_of(setting, "무엇을 드릴까요?", opened=False)
    guide = "화면에서 고르시거나\n휴대폰이나 카드를 보여\u00a0주세요"
    question = frame_of(setting, "어떤 식사를 드릴까요?", step=Step(1, 4, "식사 고르기"))
    pages = -(-len(MEALS) // size)
    turned = MEALS[(pages - 1) * size :]
    wording = ("앞 쪽", "다음 쪽")
    chosen = replace(
        question, lead=Lead("다음", onward=True), chosen=Chosen("고르신 것", "점심 식권")
    )
    welcome = StartScreen(start, guide, "scene-welcome", (MEAL_SERVICE,), *LANGUAGES)
    called = CALLED_SHORT if setting.larger else DESK.removesuffix(".")
    warning = WARNING_SHORT if setting.larger else WARNING
    return {
        "start": welcome,
        "start-services": replace(welcome, services=MORE_SERVICES),
        "start-staff-called": replace(welcome, frame=replace(start, notice=called)),
        "start-one-language": replace(welcome, language="", language_short=""),
        "choose": ChooseScreen(question, MEALS[:size], 1, pages, *wording),
        "choose-last-page": ChooseScreen(question, turned, pages, pages, *wording),
        "choose-two": ChooseScreen(question, MEALS[:2], 1, 1),
        "choose-four": ChooseScreen(question, MEALS[: min(4, size)], 1, 1),
        "choose-parts": ChooseScreen(question, PARTS[:2], 1, 2, *wording, per_page=2),
        "choose-long-names": ChooseScreen(question, _long_names(size), 1, 1),
        "choose-warned": ChooseScreen(
            replace(question, notice=warning), MEALS[:size], 1, pages, *wording
        ),
        "choose-staff-called": ChooseScreen(
            replace(question, notice=called), MEALS[:size], 1, pages, *wording
        ),
        "choose-with-lead": ChooseScreen(chosen, MEALS[:size], 1, pages, *wording),
    }


def _long_names(size: int) -> tuple[Choice, ...]:
    long = "어르신 건강 도시락 모둠"
    return tuple(replace(meal, name=long) for meal in MEALS[:size])


def _showing_code(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(
        setting, "휴대폰이나 카드를\n화면 밑에 보여 주세요", step=Step(2, 4, "QR 보이기")
    )
    one = Quantity(
        "1장", "몇 장", can_fewer=False, can_more=True, fewer="한 장 적게", more="한 장 더"
    )
    code = CodeScreen(
        frame,
        "scene-phone-or-card",
        "이렇게 보이면 됩니다",
        "한 뼘쯤 떼어\u00a0주세요",
        preview=True,
        preview_label="카메라 화면",
        item="점심 식권",
        price=PRICE,
        quantity=one,
    )
    return {
        "code": code,
        "code-tip": replace(code, tip="기계에서\n조금 멀리", hint="", picture="scene-farther"),
        "code-by-scanner": replace(
            code,
            frame=replace(frame, title="휴대폰이나 카드를\n읽는 곳에 대 주세요"),
            picture="scene-scanner",
            guide="QR이 불빛을\n보게 해 주세요",
            hint="",
            preview=False,
        ),
        "code-no-reader": replace(
            code,
            frame=replace(frame, title="잠시만 기다려 주세요"),
            picture="scene-rejoin",
            guide="QR 읽는 기계를\n다시 잇고 있습니다",
            hint="오래 걸리면 직원을 부르세요",
            preview=False,
        ),
        "code-many": replace(
            code,
            item="돌솥비빔밥 정식",
            price=Price("225코인", "(45,000원)"),
            quantity=replace(one, words="9장", can_fewer=True, can_more=False),
        ),
        "code-read": replace(
            code,
            frame=replace(frame, title="몇 장 드릴까요?", lead=Lead("다음", onward=True)),
            picture="scene-code-read",
            guide="QR을 읽었습니다",
            hint="다시 보여 주지 않으셔도 됩니다",
            preview=False,
            asked=False,
        ),
    }


def _paying(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(setting, "이대로 할까요?", step=Step(3, 4, "확인"), lead="맞습니다")
    readback = "점심 식권 1장, 15코인 (3,000원). 남는 코인 20. 맞습니까?"
    note = "‘맞습니다’를 누르면\n표가 나옵니다."
    item = "점심 식권 1장"
    confirm = ConfirmScreen(frame, item, "meal-lunch", PRICE, LINES, readback, note)
    asking = frame_of(setting, "잠시만 기다려 주세요", step=Step(2, 4, "QR 보이기"), opened=False)
    printing = replace(asking, step=Step(4, 4, "표 받기"))
    return {
        "wait": WaitScreen(asking, "확인하고 있습니다", "scene-checking"),
        "wait-printing": WaitScreen(
            printing, "코인을 썼습니다\n표를 뽑고 있습니다", "scene-printing"
        ),
        "confirm": confirm,
        "confirm-away": replace(
            confirm,
            lines=(
                replace(LINES[0], label="쓸 수 있음"),
                LINES[1],
                replace(LINES[2], label="여기 남음"),
            ),
            note="연결이 끊겨 여기서는\n이만큼만 쓸 수 있습니다.",
        ),
    }


def _afterwards(setting: Setting) -> Mapping[str, Screen]:
    done = frame_of(setting, "표가 나왔습니다", step=Step(4, 4, "표 받기"), lead="마침")
    again = frame_of(setting, "아직 받지 않으신\n표가 있습니다", lead="표 뽑기")
    closed = frame_of(setting, "지금은 쉬고 있습니다", opened=False)
    thanks = ThanksScreen(
        done,
        "고맙습니다",
        "오른쪽 아래에서 가져가세요",
        "scene-ticket",
        Certainty.CONFIRMED,
        "구청이 확인했습니다",
        USED,
    )
    recorded = replace(
        thanks,
        certainty=Certainty.RECORDED,
        certainty_words="적었고, 곧 보냅니다",
        lines=(USED[0], replace(USED[1], label="여기 남음")),
    )
    message = "코인을 더 쓰지 않습니다.\n이미 받으셨으면 ‘이전’을\u00a0누르세요."
    bought = "11월 21일 오전 11:38에\u00a0사신\u00a0표"
    paper = "표를 뽑을 종이가 없습니다."
    return {
        "thanks": thanks,
        "thanks-recorded": recorded,
        **_refusals(setting),
        "reprint": ReprintScreen(again, message, "점심 식권 1장", "scene-print-again", bought),
        "out-of-order": OutOfOrderScreen(closed, paper, DESK, "no-paper", "scene-paper"),
        "out-of-order-ledger": OutOfOrderScreen(
            closed, LEDGER, DESK, "outcome-unknown", "scene-staff", CODE
        ),
    }


def _refusals(setting: Setting) -> Mapping[str, Screen]:
    sorry = frame_of(setting, "지금은 안 됩니다", lead="다시 하기")
    safe = "코인은 안 썼습니다."
    return {
        "sorry": SorryScreen(
            sorry,
            "시간이 지난 QR입니다.",
            safe,
            "앱을 다시 열어 새 QR을 보여 주세요.",
            "too-old",
            "scene-no-code",
        ),
        "sorry-long": SorryScreen(
            sorry,
            "연결이 끊겨 한 번에 이만큼은 못\u00a0씁니다.",
            safe,
            "잠시 뒤에 다시 오시거나 직원에게 물어보세요.",
            "over-limit-away",
            "scene-network",
        ),
    }
