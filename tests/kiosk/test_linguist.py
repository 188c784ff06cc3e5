"""The files of Qt Linguist: kept, marked and dropped as the Korean changes, and compiled."""

from pathlib import Path

import pytest

from kiosk.speech.linguist import LinguistError, Message, compiled, read, update, updated, written
from kiosk.speech.words import TRANSLATED, to_translate
from ui.translations import read_qm

OLD = {"a": Message("가", "A", finished=True), "gone": Message("나", "B", finished=True)}


def test_what_is_translated_is_kept_and_what_is_gone_is_dropped() -> None:
    assert updated(OLD, {"a": "가"}) == {"a": OLD["a"]}


def test_a_new_text_waits_for_a_translator() -> None:
    assert updated(OLD, {"new": "다"}) == {"new": Message("다")}


def test_changed_korean_marks_the_translation_and_tells_what_it_was_made_from() -> None:
    now = updated(OLD, {"a": "가 나"})
    assert now == {"a": Message("가 나", "A", finished=False, before="가")}


@pytest.mark.parametrize("text", ["<b> & 'c' \"d\"", "two\nlines", "a\u00a0b", "{left}·×"])
def test_a_file_reads_back_as_it_was_written_and_as_qt_reads_it(tmp_path: Path, text: str) -> None:
    messages = {"a.b": Message("가", text, finished=True), "c": Message("나")}
    source, target = tmp_path / "x.ts", tmp_path / "x.qm"
    source.write_text(written("en", messages), encoding="utf-8")
    assert read(source) == messages
    compiled(source, target)
    assert read_qm(target.read_bytes(), messages) == {"a.b": text}


def test_what_is_unfinished_is_not_compiled(tmp_path: Path) -> None:
    source, target = tmp_path / "x.ts", tmp_path / "x.qm"
    source.write_text(written("en", {"a": Message("가", "stale", before="나")}), encoding="utf-8")
    compiled(source, target)
    assert read_qm(target.read_bytes(), ["a"]) == {}


def test_the_compiler_s_words_reach_who_asked(tmp_path: Path) -> None:
    source = tmp_path / "x.ts"
    source.write_text("<TS", encoding="utf-8")
    with pytest.raises(LinguistError, match=r"x\.ts"):
        compiled(source, tmp_path / "x.qm")


def test_an_empty_folder_gets_files_with_everything_to_translate(tmp_path: Path) -> None:
    assert update(tmp_path) == dict.fromkeys(TRANSLATED, len(to_translate()))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"kiosk_{language}.{kind}" for language in sorted(TRANSLATED) for kind in ("qm", "ts")
    ]
