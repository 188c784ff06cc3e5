"""The log: JSON lines about the machine, and nothing after it was closed."""

import json
from pathlib import Path

from kiosk import events
from kiosk.journal import Journal, note
from kiosk.visit import Place, Visit


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "kiosk.jsonl").read_text("utf-8").splitlines()]


def test_an_event_is_a_line_with_its_reason(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    after = Visit(place=Place.SORRY)
    note(journal.log, Visit(), events.CodeRefused("too-old"), after)
    journal.close()
    (line,) = lines(tmp_path)
    assert (line["event"], line["reason"]) == ("CodeRefused", "too-old")
    assert (line["before"], line["after"]) == ("start", "sorry")


def test_time_that_changes_nothing_is_no_news(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    note(journal.log, Visit(), events.Ticked(), Visit())
    journal.close()
    assert lines(tmp_path) == []


def test_what_is_logged_after_closing_goes_nowhere(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.close()
    journal.log.error("late")
    assert lines(tmp_path) == []
