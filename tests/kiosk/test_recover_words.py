"""What a technician reads after `kiosk ledger recover`: plain, whole, and what to do next."""

import argparse
import io
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands.recover import _advice, _copies, _lines, _words, add_recover
from kiosk.config import ConfigError
from kiosk.profile.machine import LedgerSection, Profile
from offline_queue.errors import BadAnswer, NodeAway
from offline_queue.recover import Report, Tickets, Verdict
from offline_queue.recover_found import Sums
from tests.kiosk.test_words import BANNED

NONE = {"ledger": 0, "copy": 0, "node": 0, "tickets": 0}
WHOLE = Report(
    verdict=Verdict.UNTOUCHED,
    old="00" * 8,
    now="00" * 8,
    size=12,
    missing=(),
    end_known=True,
    forks=(),
    earlier={},
    found=NONE | {"ledger": 12},
    only=NONE,
    damaged=0,
    unread_blocks=0,
    tickets=Tickets(0, 0),
    unsent=Sums(0, 0),
    without_code=0,
    remembered=0,
    released=0,
    pins=0,
    aside=(),
    finished=False,
)
LOST = replace(
    WHOLE,
    verdict=Verdict.NEW,
    now="11" * 8,
    missing=((3, 3), (7, 9)),
    earlier={"22" * 8: ((1, 2),)},
    forks=(5,),
    end_known=False,
    found={"ledger": 4, "copy": 3, "node": 2, "tickets": 1},
    only=NONE | {"tickets": 1},
    damaged=2,
    unread_blocks=6,
    tickets=Tickets(1, 8),
    unsent=Sums(3, 45),
    without_code=1,
    remembered=10,
    released=2,
    pins=4,
    aside=("ledger.damaged-1.db",),
    finished=True,
)


def words(report: Report) -> str:
    return "\n".join(_words(report))


def test_a_whole_ledger_needs_nothing() -> None:
    told = words(WHOLE)
    assert told.startswith("The ledger is whole (12 entries). Nothing had to be done.")
    assert told.endswith("What to do next: start the kiosk.")
    assert "MISSING" not in told
    assert WHOLE.complete


def test_everything_that_is_missing_is_named_with_what_to_do() -> None:
    told = words(LOST)
    for said in (
        "MISSING: 4 entries: 3, 7-9 of the ledger 0000000000000000.",
        "MISSING: 2 entries: 1-2 of the earlier ledger 2222222222222222.",
        "How far the old ledger went can't be known",
        "Two different entries were signed for the same place: 5.",
        "The new ledger 1111111111111111 begins, and remembers 10 entries",
        "1 entries on tickets (1 of them nowhere else)",
        "3 entries with 45 coins",
        "Of 1 of these only the ticket was found",
        "2 visits came to nothing",
        "The PINs of 4 cards and badges have to be set again",
        "2 entries were damaged",
        "6 blocks",
        "8 lines are no tickets",
        "ledger.damaged-1.db",
        "had been interrupted",
        "--tickets FILE",
        "Two machines may have used one key",
    ):
        assert said in told
    assert not LOST.complete


@pytest.mark.parametrize("change", ["missing", "forks", "earlier", "end_known"])
def test_any_one_thing_missing_makes_it_incomplete(change: str) -> None:
    value = {"missing": ((1, 1),), "forks": (1,), "earlier": {"x": ((1, 1),)}, "end_known": False}
    assert not replace(WHOLE, **{change: value[change]}).complete  # type: ignore[arg-type] # by name


def test_a_very_long_list_is_cut_on_the_screen() -> None:
    many = tuple((2 * at, 2 * at) for at in range(100))
    assert "and 60 ranges more" in words(replace(LOST, missing=many))


@pytest.mark.parametrize("verdict", Verdict)
def test_each_outcome_is_told_in_words_without_jargon(verdict: Verdict) -> None:
    for old in ("00" * 8, None):
        told = words(replace(LOST, verdict=verdict, old=old)).lower()
        assert not [word for word in BANNED if word in told]


@pytest.mark.parametrize("error", [NodeAway("x"), BadAnswer("x"), OSError("x")])
def test_each_failure_says_what_to_do(error: Exception) -> None:
    told = _advice(error)
    assert ("--without-node" in told) is not isinstance(error, OSError)


def test_a_scanner_that_adds_line_ends_or_never_ends_a_line_is_read() -> None:
    assert list(_lines(io.StringIO("CC1:A\r\n\n  CC1:B \nCC1:C"))) == ["CC1:A", "CC1:B", "CC1:C"]
    assert max(map(len, _lines(io.StringIO("x" * 10_000)))) <= 1026


def test_help_tells_what_it_does_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ledger", "recover", "--help"])
    assert ended.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Old files get another name and are never deleted." in told
    assert "Exit code: 0 nothing is missing, 1 something is or may be, 2" in told
    parser = argparse.ArgumentParser()
    add_recover(parser)
    assert parser.parse_args(["--profile", "x", "--copy", "a", "--copy", "b"]).copy


def test_an_unusable_profile_is_one_plain_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "recover", "--profile", "no-such.toml"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "no-such.toml" in told.err


def test_a_second_medium_that_was_not_there_is_named() -> None:
    told = "\n".join(_words(WHOLE, Path("/media/stick/copy.db")))
    assert "The second medium was not there (/media/stick/copy.db)" in told
    assert "run this again" in told
    assert "second medium was not there" not in words(WHOLE)


def profile_with(copy: Path | None) -> Profile:
    ledger = None if copy is None else LedgerSection(copy=copy)
    return Profile.model_construct(ledger=ledger)


def test_a_copy_of_which_only_the_log_is_left_is_read_too(tmp_path: Path) -> None:
    """A start puts the log of a lost ledger aside by such a name; it holds the newest entries."""
    path = tmp_path / "ledger.gone-1.db"
    with pytest.raises(ConfigError, match="no such file"):
        _copies(profile_with(None), [path])
    path.with_name(f"{path.name}-wal").write_bytes(b"log")
    assert _copies(profile_with(None), [path]) == (path,)
    assert _copies(profile_with(path), []) == (path,)


def test_the_profiles_own_copy_may_be_absent(tmp_path: Path) -> None:
    assert _copies(profile_with(tmp_path / "copy.db"), []) == ()
