"""Japanese lines break between phrases and not after any syllable."""

from dataclasses import replace

import pytest

from ui.contract import Choice, ChooseScreen, Setting
from ui.gallery import PORTRAIT, screens
from ui.phrases import WORD_JOINER, in_whole_phrases, plain


def phrases(text: str) -> list[str]:
    """Where a line may end, told by what is not joined."""
    kept = in_whole_phrases(text, "ja")
    apart: list[str] = [""]
    for sign, after in zip(kept, f"{kept[1:]} ", strict=True):
        apart[-1] += sign
        if WORD_JOINER not in (sign, after):
            apart.append("")
    return [plain(each) for each in apart if each]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("コインは使っていません。", "コインは|使っていません。"),
        ("もっと時間が必要ですか？", "もっと|時間が|必要ですか？"),
        ("画面にさわってください。", "画面にさわって|ください。"),
        ("右下からお取りください", "右下から|お取り|ください"),
        ("「はい」を押すと", "「はい」を|押すと"),
        ("1月15日に買った券", "1月15日に|買った|券"),
        ("スマホか\nカード", "スマホか|\n|カード"),
    ],
)
def test_a_line_may_end_where_a_phrase_does(text: str, expected: str) -> None:
    assert "|".join(phrases(text)) == expected


def test_a_phrase_that_fills_a_line_may_break_anywhere() -> None:
    assert WORD_JOINER not in in_whole_phrases("ヒトリデハナガスギルカタカナ", "ja")


@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_other_languages_stay_as_they_are(language: str) -> None:
    assert in_whole_phrases("食事を選ぶ", language) == "食事を選ぶ"


def test_a_screen_s_texts_are_kept_whole_and_its_ids_stay() -> None:
    screen = screens(Setting(), PORTRAIT)["choose"]
    assert isinstance(screen, ChooseScreen)
    screen = replace(screen, choices=(Choice("lunch", "昼食券", "meal-lunch"),))
    kept = in_whole_phrases(screen, "ja")
    (choice,) = kept.choices
    assert (choice.id, choice.picture, plain(choice.name)) == ("lunch", "meal-lunch", "昼食券")
    assert choice.name != "昼食券"
    assert kept.frame == screen.frame, "there is no Japanese in it"
