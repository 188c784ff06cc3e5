"""A facility's own words in other languages: used where there are any, refused where no use."""

import pytest

from kiosk.config import ConfigError
from kiosk.demo.facilities import facilities
from kiosk.facility import load_facility
from kiosk.presenters.money import Reader
from kiosk.services.base import Known, Question
from kiosk.speech.words import LANGUAGE, TRANSLATED, Glossary, Words, load_words
from schemes.money import Coins
from schemes.scheme import load_scheme
from tests.kiosk.shops import DAY, LOCKER, MEALS, facility, scheme

ENGLISH = Words("en", {"amount.coins": "{count:,} {unit}"}).at(
    Glossary({"코인": "coins"}, {"코인": "coin"})
)


def test_what_data_is_called_is_read_by_language() -> None:
    place = facility(MEALS + '[words.en]\n"점심 식권" = "Lunch"\n[one.en]\n"장" = "ticket"\n')
    words = load_words(LANGUAGE).at(place.glossary["en"])
    assert words.of_data("점심 식권") == "Lunch"
    assert words.of_data("장", 1) == "ticket"


def test_what_nobody_translated_stays_korean() -> None:
    assert load_words(LANGUAGE).of_data("점심 식권") == "점심 식권"
    assert facility().glossary == {}


@pytest.mark.parametrize(("count", "said"), [(0, "0 coins"), (1, "1 coin"), (15, "15 coins")])
def test_one_coin_is_no_coins(count: int, said: str) -> None:
    assert Reader(ENGLISH, "코인").coins(Coins(count)) == said


def test_what_no_unit_counts_is_named_alone() -> None:
    words = load_words(LANGUAGE)
    assert Reader(words, "코인").item("빵값", 1, "") == "빵값"
    assert Reader(words, "코인").item("점심 식권", 1, "장") == "점심 식권 1장"


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ('[words.fr]\n"점심 식권" = "Déjeuner"', r"words\.fr"),
        ('[words.ko]\n"점심 식권" = "점심"', r"words\.ko"),
        ('[words.en]\n"저녁 식권" = "Dinner"', r'words\.en\."저녁 식권"'),
        ('[one.en]\n"개" = "piece"', r'one\.en\."개"'),
        ('[words.en]\n"점심 식권" = "Lun\\nch"', r"words\.en\.점심 식권"),
        ('[words.en]\n"점심 식권" = " "', r'words\.en\."점심 식권"'),
        (f'[words.en]\n"점심 식권" = "{"L" * 28}"', r'words\.en\."점심 식권": has 28'),
        ('[words.en]\n"점심 식권" = 3', r"words\.en\.점심 식권"),
        ('[word.en]\n"점심 식권" = "Lunch"', r"word: "),
    ],
)
def test_a_useless_word_is_refused_by_file_key_and_reason(table: str, key: str) -> None:
    with pytest.raises(ConfigError, match=key) as refused:
        facility(f"{MEALS}{table}\n")
    assert refused.value.origin == "test.toml"


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        ('"점심 식권" = "Lunch"\n"잔치국수" = "Lunch"', "점심 식권"),
        ('"점심 식권" = "잔치국수"', "점심 식권"),  # the other is shown in Korean
        ('"식사권" = "Locker"\n"사물함" = "Locker"', "식사권"),
    ],
)
def test_two_choices_of_one_page_are_not_called_the_same(said: str, beside: str) -> None:
    with pytest.raises(ConfigError, match=f'is what "{beside}" is called beside it') as refused:
        facility(f"{MEALS}{LOCKER}[words.en]\n{said}\n")
    assert refused.value.key.startswith("words.en.")


def test_the_same_word_on_two_pages_is_no_trouble() -> None:
    place = facility(f'{MEALS}{LOCKER}[words.en]\n"점심 식권" = "Lunch"\n"식사권" = "Lunch"\n')
    assert place.glossary["en"].words["식사권"] == "Lunch"


def test_the_unit_of_the_scheme_may_be_translated() -> None:
    assert facility(MEALS + '[words.ja]\n"코인" = "コイン"\n').glossary["ja"].words == {
        "코인": "コイン"
    }


def test_whom_something_is_for_may_be_translated_as_the_scheme_names_them() -> None:
    who = scheme().price_classes[0].name
    place = facility(f'{MEALS}[words.en]\n"{who}" = "people with a right"\n')
    assert place.glossary["en"].words == {who: "people with a right"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_shipped_facilities_are_told_whole(language: str) -> None:
    for shipped in facilities():
        scheme = load_scheme(shipped.scheme.read_bytes(), shipped.scheme.name)
        place = load_facility(shipped.file.read_bytes(), shipped.file.name, scheme, DAY)
        known = place.glossary[language].words
        shown = {place.name, place.staff_desk, scheme.unit_name}
        for service in place.services.values():
            shown |= {service.name, service.unit} - {""}
            asked = service.ask(Known())
            if isinstance(asked, Question):
                shown |= {asked.title, asked.step, *(option.name for option in asked.options)}
        assert shown - known.keys() == set()
