"""Examples of the gallery: what services ask for and tell beside buying a ticket."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import (
    BalanceLine,
    CardScreen,
    Choice,
    ChooseScreen,
    CodeScreen,
    CountScreen,
    KeypadScreen,
    Lead,
    Movement,
    Price,
    Screen,
    Setting,
    Step,
    TellScreen,
    WaitScreen,
)
from ui.gallery_frame import frame_of

ERASE = "지우기"
CARS = (
    Choice("12ga3456", "12가 3456", "car", note="오전 9:12 들어옴"),
    Choice("77na3456", "77나 3456", "car", note="오전 10:40 들어옴"),
)
LECTURES = (
    Choice("calligraphy", "붓글씨", "service-course", Price("30코인", "(6,000원)"), "3자리 남음"),
    Choice("phone", "휴대폰 배우기", "service-course", Price("25코인", "(5,000원)"), "대기 신청"),
    Choice("song", "노래 교실", "service-course", None, "자리가 없습니다", enabled=False),
)
MOVES = (
    Movement("11월 21일", "점심 식권", "−15코인", came=False, said="15코인 나감"),
    Movement("11월 20일", "투명 페트병", "+10코인", came=True, said="10코인 들어옴"),
    Movement("11월 18일", "공영 주차장", "−6코인", came=False, said="6코인 나감"),
    Movement("11월 15일", "봉사 활동", "+20코인", came=True, said="20코인 들어옴"),
)
USUAL_MODULES, MOST_MODULES = 53, 61  # of a code of the machine's own


def service_screens(setting: Setting, moves: int) -> Mapping[str, Screen]:
    """Return the examples by name, filled as a presenter would; ``moves`` stand on a page."""
    return {
        **_digits(setting),
        **_choices(setting),
        **_waits(setting),
        **_told(setting, moves),
        **_offers(setting),
    }


def _digits(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(setting, "차 번호 뒤 네 자리", step=Step(1, 5, "차 찾기"))
    plate = KeypadScreen(
        frame=replace(frame, lead=Lead("다음", enabled=False, onward=True)),
        message="번호판의 마지막 숫자 4개",
        cells=("3", "4", "", ""),
        groups=(4,),
        labels=(),
        hint="12가 3456이면 3456입니다",
        erase=ERASE,
        entered="4자리 가운데 2자리를 누르셨습니다",
        picture="scene-plate",
        plain=True,
    )
    keyed = frame_of(setting, "얼마인가요?", step=Step(1, 4, "금액"))
    amount = KeypadScreen(
        frame=replace(keyed, lead=Lead("다음", onward=True)),
        message="가게에서 알려 준 금액",
        cells=(),
        groups=(),
        labels=(),
        hint="한 번에 500,000원까지 됩니다",
        erase=ERASE,
        entered="12,500원",
        picture="scene-amount",
        amount="12,500원",
    )
    nothing = replace(
        amount,
        frame=replace(keyed, lead=Lead("다음", enabled=False, onward=True)),
        amount="0원",
        begun=False,
        entered="아직 누르지 않으셨습니다",
    )
    full = replace(plate, frame=replace(frame, lead=Lead("다음", onward=True)))
    return {
        "keypad-plate": plate,
        "keypad-plate-full": replace(full, cells=tuple("3456")),
        "keypad-amount": amount,
        "keypad-amount-none": nothing,
        "keypad-amount-full": replace(amount, amount="500,000원", full=True),
    }


def _choices(setting: Setting) -> Mapping[str, Screen]:
    cars = frame_of(setting, "어느 차인가요?", step=Step(2, 5, "차 고르기"))
    lectures = frame_of(setting, "어떤 강좌를 들으세요?", step=Step(1, 4, "강좌 고르기"))
    larger_two = LECTURES[1:] if setting.larger else LECTURES
    return {
        "choose-cars": ChooseScreen(cars, CARS, 1, 1),
        "choose-seats": ChooseScreen(lectures, larger_two, 1, 1),
    }


def _waits(setting: Setting) -> Mapping[str, Screen]:
    wait = frame_of(setting, "잠시만 기다려 주세요", step=Step(1, 5, "차 찾기"))
    counting = frame_of(setting, "페트병을 넣어 주세요", step=Step(2, 5, "세기"), lead="다 했어요")
    count = CountScreen(
        counting,
        "scene-bottles",
        "한 개씩 넣어 주세요",
        "지금까지",
        "0개",
        "다 넣으셨으면 눌러 주세요",
    )
    approving = frame_of(setting, "직원증을 보여 주세요", step=Step(3, 5, "직원 확인"))
    approve = CardScreen(
        approving,
        "scene-badge",
        "직원이 물건을 보고\n직원증을 댑니다",
        "한 뼘쯤 떼어\u00a0주세요",
        preview=True,
        preview_label="카메라 화면",
    )
    receiving = frame_of(setting, "받는 분의 QR을 보여 주세요", step=Step(1, 5, "받는 분"))
    receive = replace(
        approve, frame=receiving, picture="scene-receiver", guide="받는 분의 휴대폰이나 카드"
    )
    tender = frame_of(setting, "은행 카드를 넣어 주세요", step=Step(4, 5, "확인"))
    return {
        "wait-finding": WaitScreen(wait, "찾고 있습니다", "scene-checking"),
        "wait-tender": WaitScreen(tender, "카드 기계로 내실 돈", "scene-card-terminal", "2,000원"),
        "count": replace(count, count="12개"),
        "count-none": count,
        "card-approve": approve,
        "card-receiver": receive,
    }


def _told(setting: Setting, moves: int) -> Mapping[str, Screen]:
    frame = frame_of(setting, "남은 코인입니다", lead="마침")
    purses = (BalanceLine("코인", "35코인"), BalanceLine("환경 코인", "10코인"))
    tell = TellScreen(
        frame, "여기서 쓸 수 있는 코인", "45코인", purses, (), "", 1, 3, "앞 쪽", "다음 쪽"
    )
    moved = replace(tell, label="", amount="", lines=(), moves=MOVES[:moves], page=2)
    return {
        "tell": tell,
        "tell-one": replace(tell, lines=(), pages=1, note="아직 쓰거나 받은 것이 없습니다"),
        "tell-moves": replace(moved, frame=replace(frame, title="쓰고 받은 코인")),
    }


def _offers(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(
        setting, "휴대폰이나 카드를\n화면 밑에 보여 주세요", step=Step(2, 4, "QR 보이기")
    )
    offered = CodeScreen(
        frame,
        "scene-phone-or-card",
        "휴대폰으로\n찍기",
        "",
        preview=True,
        preview_label="카메라 화면",
        item="투명 페트병 12개",
        price=Price("12코인", "(2,400원)"),
        offer=_pattern(USUAL_MODULES),
    )
    return {
        "code-offer": offered,
        "code-offer-large": replace(offered, offer=_pattern(MOST_MODULES)),
    }


def _pattern(count: int) -> tuple[str, ...]:
    """Return modules as dense as a code's, with its three eyes: to look at, not to be read."""
    return tuple(
        "".join("1" if _dark(x, y, count) else "0" for x in range(count)) for y in range(count)
    )


def _dark(x: int, y: int, count: int) -> bool:
    eye = 7
    for left, top in ((0, 0), (count - eye, 0), (0, count - eye)):
        across, down = x - left, y - top
        if -1 <= across <= eye and -1 <= down <= eye:
            ring = max(abs(across - 3), abs(down - 3))
            return ring in (0, 1, 3)
    return (x * x * 7 + y * 13 + x * y * 5) % 11 % 2 == 0
