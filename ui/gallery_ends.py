"""Examples of the gallery: what is agreed to and how it ends, of every kind of order."""

from collections.abc import Mapping
from dataclasses import replace

from ui.contract import (
    BalanceLine,
    Certainty,
    Choice,
    ConfirmScreen,
    Price,
    ReprintScreen,
    Screen,
    Setting,
    Step,
    ThanksScreen,
)
from ui.gallery_frame import frame_of

FACTS = (
    BalanceLine("은행 카드로 낼 돈", "2,000원", strong=True, coin=False),
    BalanceLine("돌려받을 돈", "최대 1,250원", coin=False),
    BalanceLine("깎은 돈", "1,250원", coin=False),
    BalanceLine("들어온 때", "오전 9:12", coin=False),
)
WON = (
    BalanceLine("지금", "85,000원"),
    BalanceLine("쓰는 돈", "−11,250원"),
    BalanceLine("남는 돈", "73,750원", strong=True),
)
COINS = (
    BalanceLine("지금", "35코인"),
    BalanceLine("쓰는 코인", "−15코인"),
    BalanceLine("남는 코인", "20코인", strong=True),
)
AGREE = "맞습니다"
SURE = "구청이 확인했습니다"
NOTED = "적었고, 곧 보냅니다"


def end_screens(setting: Setting, facts: int) -> Mapping[str, Screen]:
    """Return the examples by name; the page of agreeing holds ``facts`` beside the price."""
    return {**_agreed(setting, facts), **_done(setting)}


def _agreed(setting: Setting, facts: int) -> Mapping[str, Screen]:
    spend = _spend(setting, facts)
    return {**_paid(spend, facts), **_free(spend, facts)}


def _spend(setting: Setting, facts: int) -> ConfirmScreen:
    frame = frame_of(setting, "이대로 할까요?", step=Step(3, 4, "확인"), lead=AGREE)
    price = Price("15코인", "(3,000원)")
    note = "" if setting.larger else "‘맞습니다’를 누르면\n표가 나옵니다."
    return ConfirmScreen(
        frame, "서예 교실 1명", "service-course", price, COINS, "", note, FACTS[:facts]
    )


def _paid(spend: ConfirmScreen, facts: int) -> Mapping[str, Screen]:
    won = replace(spend.frame, coined=False)
    return {
        "confirm-facts": spend,
        "confirm-facts-away": replace(
            spend,
            lines=(replace(COINS[0], label="쓸 수 있음"), COINS[1], COINS[2]),
            facts=FACTS[:1],
            note=spend.note and "연결이 끊겨 여기서는\n이만큼만 쓸 수 있습니다.",
        ),
        "confirm-facts-behind": replace(
            spend,
            picture="",
            lines=(),
            facts=FACTS[-3:],
            note="‘맞습니다’를 누르면\n표가 나옵니다.",
            page=2,
            pages=2,
            previous="앞 쪽",
            next="다음 쪽",
        ),
        "confirm-won": replace(
            spend,
            frame=won,
            item="물건값 1건",
            picture="service-shop",
            price=Price("11,250원"),
            lines=WON,
            facts=FACTS[1 : 1 + facts],
        ),
        "confirm-donate": replace(
            spend,
            item="어린이 병원에 기부",
            picture="service-donation",
            facts=(),
            note="‘맞습니다’를 누르면\n기부합니다.",
        ),
    }


def _free(spend: ConfirmScreen, facts: int) -> Mapping[str, Screen]:
    told = "‘맞습니다’를 누르면\n코인이 들어옵니다."
    earned = (BalanceLine("받을 코인", "+12코인", strong=True),)
    entry = (BalanceLine("남는 번수", "11번", strong=True, coin=False),)
    back = (BalanceLine("돌아올 코인", "+15코인", strong=True),)
    order = (BalanceLine("주문 번호", "3456", coin=False),)
    return {
        "confirm-earn": replace(
            spend,
            frame=replace(spend.frame, title="이대로 받을까요?"),
            item="투명 페트병 12개",
            picture="scene-coins-earned",
            price=None,
            lines=earned,
            facts=(),
            note=told,
        ),
        "confirm-admit": replace(
            spend,
            item="헬스장 1명",
            picture="scene-gate",
            price=None,
            lines=entry,
            facts=(BalanceLine("쓸 수 있는 날", "12월 31일까지", coin=False),)[:facts],
            note="‘맞습니다’를 누르면\n문이 열립니다.",
        ),
        "confirm-collect": replace(
            spend,
            item="장바구니 1개",
            picture="scene-pick-up",
            price=None,
            lines=(),
            facts=order,
            note="코인은 쓰지 않습니다.",
        ),
        "confirm-cancel": replace(
            spend,
            frame=replace(spend.frame, title="취소할까요?"),
            lines=back,
            facts=(),
            note="‘맞습니다’를 누르면\n취소됩니다.",
        ),
    }


def _done(setting: Setting) -> Mapping[str, Screen]:
    frame = frame_of(setting, "문이 열렸습니다", step=Step(4, 4, "나가기"), lead="마침")
    used = (BalanceLine("쓴 코인", "6코인"), BalanceLine("남은 코인", "2코인", strong=True))
    gate = ThanksScreen(
        frame, "고맙습니다", "15분 안에 나가세요", "scene-gate", Certainty.CONFIRMED, SURE, used
    )
    earned = (BalanceLine("받은 코인", "12코인", strong=True),)
    again = frame_of(setting, "아직 열리지 않은\n문이 있습니다", lead="문 열기")
    return {
        "thanks-gate": gate,
        "thanks-leftover": replace(
            gate, more=Choice("leftover", "원하시면 2코인 기부", note="어린이 병원")
        ),
        "thanks-earned": replace(
            gate,
            frame=replace(frame, title="코인을 받으셨습니다"),
            where="곧 쓰실 수 있습니다",
            picture="scene-coins-earned",
            certainty=Certainty.RECORDED,
            certainty_words=NOTED,
            lines=earned,
        ),
        "thanks-rest": replace(
            gate,
            frame=replace(frame, title="표가 나왔습니다"),
            where="오른쪽 아래에서 가져가세요",
            picture="scene-ticket",
            lines=(BalanceLine("더 낼 돈", "5,000원", coin=False), used[1]),
        ),
        "reprint-gate": ReprintScreen(
            again,
            "코인을 더 쓰지 않습니다.\n이미 나가셨으면 ‘이전’을\u00a0누르세요.",
            "주차 1대",
            "scene-gate",
            "11월 21일 오전 11:38에\u00a0내신\u00a0것",
        ),
    }
