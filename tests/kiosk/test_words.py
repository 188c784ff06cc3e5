"""The Korean words: every reason that can reach a screen has them, and they are plain."""

import ast
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TypeGuard, TypeVar

import pytest

import kiosk
from drivers.errors import PrinterFault
from kiosk.desks.hold_desk import KNOWN_REASONS
from kiosk.refusals import NOTED
from kiosk.speech.words import Glossary, MissingWords, load_words, translated
from offline_queue.errors import AlreadyUsed, CredentialClosed, LedgerError, PinBlocked
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


TELLS_A_REASON = {
    "sorry",
    "refused",
    "CodeRefused",
    "Declined",
    "NotRecorded",
    "PinRefused",
    "StaffRefused",
    "LedgerFailed",
}


def told_in_the_code() -> Iterator[str]:
    """Every reason that the kiosk's own code names where it tells one to the visit."""
    for path in Path(kiosk.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in TELLS_A_REASON:
                yield from (text for part in call.args for text in whole_texts(part))


def whole_texts(node: ast.AST) -> Iterator[str]:
    """The texts written whole below ``node``; a piece of an f-string is not a reason's name."""
    if isinstance(node, ast.JoinedStr):
        return
    if _is_text(node):
        yield str(node.value)
    for child in ast.iter_child_nodes(node):
        yield from whole_texts(child)


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def reasons() -> list[str]:
    of_codes = {error.reason for error in subclasses(ProtocolError)}
    of_disk = {error.reason for error in subclasses(LedgerError)}
    of_printer = {f"printer-{fault}" for fault in PrinterFault} | {"printer-unreachable"}
    of_rules = {f"stand-in-{refusal}" for refusal in StandInRefusal}
    ours = {"kind-not-served", "already-used", "declined", "ledger", "bug", "fork"}
    ours |= set(told_in_the_code())
    ours |= {PinBlocked.reason, CredentialClosed.reason, AlreadyUsed.reason} | NOTED
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
    "key",
    [
        "bar.back",
        "bar.start-over",
        "bar.call-staff",
        "confirm.agree",
        "code.next",
        "keypad.erase",
        "pin.next",
        "set-clock.set",
        "staff.done",
        *(f"staff.choice.{name}" for name in ("card", "owed", "clock", "state", "pin", "unblock")),
    ],
)
def test_labels_are_short(key: str) -> None:
    assert len(WORDS(key)) <= LONGEST_LABEL


def test_a_missing_key_is_named() -> None:
    with pytest.raises(MissingWords, match=r"nothing\.here"):
        WORDS("nothing.here")


@pytest.mark.parametrize(
    "spoilt", ["{", "}", "{}", "{0}", "{other}", "{name.first}", "{name[x]}", "{name:d}"]
)
def test_a_translation_that_can_not_be_filled_in_is_said_in_korean(spoilt: str) -> None:
    values = {"name": "점심", "quantity": 1, "unit": "장"}
    english = translated("en", {"confirm.item": spoilt, "bar.back": "Back"})
    assert english("confirm.item", **values) == WORDS("confirm.item", **values)
    assert english("bar.back") == "Back"
    assert english.at(Glossary())("confirm.item", **values) == WORDS("confirm.item", **values)


def test_a_key_that_korean_lacks_is_named_in_every_language() -> None:
    with pytest.raises(MissingWords, match=r"en: nothing\.here"):
        translated("en", {})("nothing.here")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(MissingWords, match=r"confirm\.item"):
        WORDS("confirm.item", name="x")
