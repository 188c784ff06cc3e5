"""Examples of the gallery: a card, its PIN, a date, and what staff see."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import (
    HIDDEN,
    BalanceLine,
    CardScreen,
    Choice,
    ChooseScreen,
    KeypadScreen,
    Lead,
    Screen,
    Setting,
    StaffScreen,
    Step,
)
from ui.gallery_frame import frame_of

ERASE = "지우기"
CARER = "도와주시는 분의 QR을 보여 주셔도\u00a0됩니다."
TASKS = (
    Choice("card", "카드 돌보기", "scene-card"),
    Choice("owed", "못 받은 표 뽑기", "scene-print-again"),
    Choice("clock", "시계 맞추기", "scene-clock-set"),
    Choice("state", "기계 살피기", "scene-checking"),
    Choice("pin", "비밀번호 정하기", "scene-pin-set"),
    Choice("unblock", "잠긴 것 풀기", "scene-card-blocked"),
)
STATE = (
    BalanceLine("보낼 것", "12건 · 3시간"),
    BalanceLine("시계", "직원이 맞춤"),
    BalanceLine("구청과 연결", "안 됨"),
    BalanceLine("표 뽑는 기계", "잘 됨"),
)
DEVICES = (
    BalanceLine("카메라", "잘 됨"),
    BalanceLine("QR 스캐너", "준비 중", strong=True, mark="state-look"),
    BalanceLine("예비 저장 장치", "안 됨", strong=True, mark="state-broken"),
)


def card_screens(setting: Setting) -> Mapping[str, Screen]:
    """Return the examples by name, filled as a presenter would for this setting."""
    return {**_cards(setting), **_pins(setting), **_dates(setting), **_staff(setting)}


def _cards(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(setting, "카드를 화면 밑에 보여 주세요", step=Step(2, 4, "카드 보이기"))
    guide, hint = "QR이 기계 쪽을\n보게 해 주세요", "한 뼘쯤 떼어\u00a0주세요"
    card = CardScreen(frame, "scene-card", guide, hint, preview=True, preview_label="카메라 화면")
    return {
        "card": card,
        "card-without-camera": replace(card, preview=False),
    }


def _filled(count: int, of: int, shown: str = "") -> tuple[str, ...]:
    """Return ``of`` cells with ``count`` of them filled: hidden, or by ``shown``."""
    digits = shown[:count] if shown else HIDDEN * count
    return (*digits, *[""] * (of - count))


def _pins(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(setting, "비밀번호를 누르세요", step=Step(3, 5, "비밀번호"))
    waiting = replace(frame, lead=Lead("다음", enabled=False, onward=True))
    message = "정하신 숫자 4개"
    pin = KeypadScreen(
        frame=waiting,
        message=message,
        cells=_filled(2, 4),
        groups=(4,),
        labels=(),
        hint=CARER,
        erase=ERASE,
        entered="4자리 가운데 2자리를 누르셨습니다",
        picture="scene-pin",
    )
    badge = frame_of(setting, "직원 비밀번호")
    return {
        "keypad": pin,
        "keypad-empty": replace(pin, cells=_filled(0, 4), entered="아직 누르지 않으셨습니다"),
        "keypad-full": replace(
            pin,
            frame=replace(frame, lead=Lead("다음", onward=True)),
            cells=_filled(4, 4),
            entered="4자리를 다 누르셨습니다",
        ),
        "keypad-wrong": replace(
            pin,
            message="한\u00a0번\u00a0더 틀리면 잠깁니다.",
            hint="잊으셨으면 직원에게 물어보세요.",
            cells=_filled(0, 4),
            entered="아직 누르지 않으셨습니다",
            picture="scene-pin-wrong",
        ),
        "keypad-badge": replace(
            pin,
            frame=replace(badge, lead=Lead("다음", enabled=False, onward=True)),
            message="정하신 숫자 6개",
            hint="잊으셨으면 다른 직원이 다시 정해 줍니다.",
            cells=_filled(3, 6),
            groups=(3, 3),
            entered="6자리 가운데 3자리를 누르셨습니다",
        ),
        "keypad-long": replace(
            pin,
            frame=replace(waiting, title="새 비밀번호를\n눌러 주세요"),
            message="카드 주인이 직접 누르는 숫자 4개",
            hint="",
            picture="scene-pin-set",
        ),
        "keypad-bare": replace(pin, message="", hint="", picture=""),
    }


def _dates(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(setting, "지금 시각을 누르세요", lead="다음")
    digits, places = "202611220942", 12
    full = KeypadScreen(
        frame=frame,
        message="시계나 휴대폰을 보고 눌러 주세요",
        cells=_filled(places, places, digits),
        groups=(4, 2, 2, 2, 2),
        labels=("년", "월", "일", "시", "분"),
        hint="오후 2시는 14시입니다.",
        erase=ERASE,
        entered="2026년 11월 22일 9시 42분",
        picture="scene-clock-set",
    )
    return {
        "keypad-date": replace(
            full,
            frame=replace(frame, lead=Lead("다음", enabled=False, onward=True)),
            cells=_filled(6, places, digits),
            entered="2026년 11월",
        ),
        "keypad-date-full": full,
    }


def _staff(setting: Setting) -> Mapping[str, Screen]:
    menu = frame_of(setting, "무엇을 할까요?", lead="마침")
    card = frame_of(setting, "김○자 님의 카드")
    owed = frame_of(setting, "어느 표를 뽑을까요?")
    blocked = (BalanceLine("비밀번호", "잠김"), BalanceLine("못 받은 표", "1장"))
    tickets = tuple(
        Choice(f"{day}", f"11월 {day}일 오전\u00a011:42", note="점심 식권 1장") for day in (22, 21)
    )
    return {
        "staff": StaffScreen(menu, TASKS[:4], STATE),
        "staff-said": StaffScreen(replace(menu, notice="비밀번호를 정했습니다"), TASKS[:2], STATE),
        "staff-full": StaffScreen(replace(menu, lead=None), TASKS, STATE[:2]),
        "staff-card": StaffScreen(card, TASKS[4:], blocked),
        "staff-state": StaffScreen(replace(card, title="기계는 지금 이렇습니다"), (), DEVICES),
        "staff-bare": StaffScreen(menu, TASKS[:4], ()),
        "staff-owed": ChooseScreen(owed, tickets, 1, 1),
    }
