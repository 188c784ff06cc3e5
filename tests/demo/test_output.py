"""The output folder belongs to whoever named it: a run takes away only what a run wrote."""

from pathlib import Path

import pytest

from kiosk.demo.command import main
from kiosk.demo.errors import DemoError
from kiosk.demo.output import make_room


def test_only_what_an_earlier_run_wrote_is_removed(tmp_path: Path) -> None:
    ours = ("01-start.png", "12-thanks.png", "ticket.png", "summary.json")
    theirs = ("holiday.png", "1-start.png", "2024-06.png", "my-ticket.png", "notes.json")
    for name in (*ours, *theirs):
        (tmp_path / name).write_text(name)
    make_room(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(theirs)


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    make_room(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


@pytest.mark.parametrize("place", ["taken", "taken/below"])
def test_what_is_no_folder_is_refused_in_one_sentence_before_the_visit(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert main(["--headless", "--output", str(tmp_path / place)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"--output {tmp_path / place}: can't be written: ")
    assert told.count("\n") == 1
    assert (tmp_path / "taken").read_text() == "a file"


def test_what_can_not_be_cleared_away_is_told(tmp_path: Path) -> None:
    (tmp_path / "summary.json").mkdir()
    with pytest.raises(DemoError, match="can't be written: "):
        make_room(tmp_path)
