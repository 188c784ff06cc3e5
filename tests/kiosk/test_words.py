"""The Korean words: every reason that can reach a screen has them, and they are plain."""

import tomllib
from importlib import resources
from typing import TypeVar

import pytest

from drivers.errors import PrinterFault
from kiosk.hold_desk import KNOWN_REASONS
from kiosk.words import MissingWords, load_words
from offline_queue.errors import LedgerError
from protocol.errors import ProtocolError
from schemes.stand_in import StandInRefusal

ErrorT = TypeVar("ErrorT", bound=Exception)
WORDS = load_words("ko")
BANNED = (
    "발권",
    "완료되었습니다",
    "결제",
    "인증",
    "에러",
    "오류",
    "시스템",
    "터치",
    "스캔",
    "확인 바랍니다",
)
LONGEST_LABEL = 12


def subclasses(kind: type[ErrorT]) -> set[type[ErrorT]]:
    children: list[type[ErrorT]] = kind.__subclasses__()
    return {kind}.union(*(subclasses(child) for child in children))


def reasons() -> list[str]:
    of_codes = {error.reason for error in subclasses(ProtocolError)}
    of_disk = {error.reason for error in subclasses(LedgerError)}
    of_printer = {f"printer-{fault}" for fault in PrinterFault} | {"printer-unreachable"}
    of_rules = {f"stand-in-{refusal}" for refusal in StandInRefusal}
    ours = {"kind-not-served", "already-used", "declined", "ledger", "bug", "fork"}
    of_print = {"slip-unprintable", "print-unknown", "print-failed"}
    return sorted(of_codes | of_disk | of_printer | of_rules | set(KNOWN_REASONS) | ours | of_print)


@pytest.mark.parametrize("reason", reasons())
def test_every_reason_says_what_happened_and_what_to_do(reason: str) -> None:
    alias = f"same-words.{reason}"
    key = WORDS(alias) if alias in WORDS else reason
    for part in ("what", "todo", "picture"):
        assert WORDS(f"reason.{key}.{part}")


def all_texts() -> list[str]:
    text = (resources.files("assets") / "translations" / "ko.toml").read_text("utf-8")

    def flat(value: object) -> list[str]:
        if isinstance(value, dict):
            return [line for item in value.values() for line in flat(item)]
        return [str(value)]

    return flat(tomllib.loads(text))


@pytest.mark.parametrize("word", BANNED)
def test_no_office_or_foreign_word_is_used(word: str) -> None:
    assert [text for text in all_texts() if word in text] == []


@pytest.mark.parametrize(
    "key", ["bar.back", "bar.start-over", "bar.call-staff", "confirm.agree", "code.next"]
)
def test_labels_are_short(key: str) -> None:
    assert len(WORDS(key)) <= LONGEST_LABEL


def test_a_missing_key_is_named() -> None:
    with pytest.raises(MissingWords, match=r"nothing\.here"):
        WORDS("nothing.here")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(MissingWords, match=r"confirm\.item"):
        WORDS("confirm.item", name="x")
