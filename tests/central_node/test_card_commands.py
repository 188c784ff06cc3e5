"""The commands about cards, badges, carers and desks: what they print, publish and refuse."""

import json
import time
from pathlib import Path

import pytest

from central_node.cards import spaced_number
from central_node.commands import run as run_here
from central_node.district import load_district
from central_node.schema import desk_token
from central_node.store import Store
from protocol.bundle import RosterRow
from protocol.code import from_text
from protocol.credential import Credential, CredentialKind, read
from tests.central_node.world import write_inputs

CARDS = """
[[card]]
resident = "rich"
home = "two"
[[badge]]
name = "영양사"
[[carer]]
resident = "rich"
carer = "some"
"""
Printed = pytest.CaptureFixture[str]


def seed_words(folder: Path, given: dict[str, Path]) -> list[str]:
    paths = {"--scheme": "scheme", "--facility": "facility", "--residents": "people"}
    words = [word for option, name in paths.items() for word in (option, str(given[name]))]
    return ["seed", "--folder", str(folder), *words]


@pytest.fixture
def folder(tmp_path: Path, capsys: Printed) -> Path:
    made = tmp_path / "node"
    assert run_here(seed_words(made, write_inputs(tmp_path))) == 0
    capsys.readouterr()
    return made


def told(capsys: Printed, folder: Path, *words: str) -> dict[str, object]:
    """What a command prints as JSON."""
    assert run_here([*words, "--folder", str(folder), "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def refused(capsys: Printed, folder: Path, *words: str) -> str:
    """The sentence of a command that cannot do what it was told."""
    assert run_here([*words, "--folder", str(folder)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def credential_of(folder: Path, code: object) -> Credential:
    store = Store.open(folder)
    keys = load_district(folder, store).credential_keys
    store.close()
    assert isinstance(code, str)
    return read(from_text(code), keys)


def roster_of(folder: Path) -> tuple[RosterRow, ...]:
    store = Store.open(folder)
    rows = load_district(folder, store).published.roster
    store.close()
    return rows


def test_a_card_is_issued_and_published_in_one(folder: Path, capsys: Printed) -> None:
    card = told(capsys, folder, "card", "issue", "rich", "--home", "one", "--name", "R*h")
    made = credential_of(folder, card["code"])
    assert (card["kind"], card["name"], card["home"], card["coins"]) == ("card", "R*h", "one", 100)
    assert [(row.cti, row.limit) for row in roster_of(folder)] == [(made.cti, 100)]
    assert run_here(["card", "issue", "some", "--home", "two", "--folder", str(folder)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("S○○e, two, 17 set aside")
    assert second.startswith("CC1:")


def test_what_cannot_be_issued_is_said_and_publishes_nothing(folder: Path, capsys: Printed) -> None:
    assert "resident" in refused(capsys, folder, "card", "issue", "nobody", "--home", "one")
    assert "kiosk" in refused(capsys, folder, "card", "issue", "rich", "--home", "three")
    assert "16 characters" in refused(capsys, folder, "badge", "issue", "x" * 17)
    assert "16 characters" in refused(capsys, folder, "badge", "issue", "")
    assert roster_of(folder) == ()


def test_a_badge_and_a_card_are_revoked_by_their_numbers(folder: Path, capsys: Printed) -> None:
    card = told(capsys, folder, "card", "issue", "rich", "--home", "one")
    badge = told(capsys, folder, "badge", "issue", "영양사")
    assert credential_of(folder, badge["code"]).kind is CredentialKind.STAFF
    number = spaced_number(str(card["number"]))
    assert "card" in refused(capsys, folder, "revoke", "--badge", number)
    assert told(capsys, folder, "revoke", "--card", number)["count"] == 1
    assert told(capsys, folder, "revoke", "--badge", str(badge["number"]))["count"] == 1
    assert roster_of(folder) == ()
    again = told(capsys, folder, "card", "issue", "rich", "--home", "one")
    left = told(capsys, folder, "revoke", "--resident", "rich", "--reason", "left")
    assert left["count"] == 1
    assert again["number"] != card["number"]


def test_carers_are_added_and_removed(folder: Path, capsys: Printed) -> None:
    told(capsys, folder, "carer", "add", "rich", "some")
    told(capsys, folder, "carer", "add", "rich", "some")
    assert "nobody" in refused(capsys, folder, "carer", "add", "rich", "nobody")
    assert "themselves" in refused(capsys, folder, "carer", "add", "rich", "rich")
    told(capsys, folder, "carer", "remove", "rich", "some")
    assert "no carer" in refused(capsys, folder, "carer", "remove", "rich", "some")


def test_a_desk_token_is_told_once_and_kept_as_a_hash(folder: Path, capsys: Printed) -> None:
    first = told(capsys, folder, "desk-token", "welfare office")
    second = told(capsys, folder, "desk-token", "welfare office")
    assert first["token"] != second["token"]
    assert int(str(second["expires"])) > time.time()
    store = Store.open(folder)
    with store.read() as connection:
        rows = connection.execute(desk_token.select()).all()
    store.close()
    assert [(row.name, len(row.hash)) for row in rows] == [("welfare office", 32)]


def test_a_seed_hands_out_cards_badges_and_carers(tmp_path: Path, capsys: Printed) -> None:
    given = write_inputs(tmp_path)
    given["people"].write_text(given["people"].read_text() + CARDS, encoding="utf-8")
    made = tmp_path / "node"
    assert run_here([*seed_words(made, given), "--json"]) == 0
    seeded = json.loads(capsys.readouterr().out)
    card, badge = seeded["cards"]
    assert (card["resident"], card["home"], card["kind"]) == ("rich", "two", "card")
    assert (badge["resident"], badge["name"], badge["kind"]) == (None, "영양사", "badge")
    assert seeded["bundle_version"] == 2
    assert [row.cti for row in roster_of(made)] == [credential_of(made, card["code"]).cti]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[card]]\nresident = "nobody"\nhome = "one"', "unknown: nobody"),
        ('[[card]]\nresident = "rich"\nhome = "three"', "unknown: three"),
        ('[[carer]]\nresident = "rich"\ncarer = "nobody"', "unknown: nobody"),
        ('[[card]]\nresident = "rich"\nhome = "one"\n' * 2, "one card"),
        ('[[badge]]\nname = "12345678901234567"', "16 characters"),
    ],
)
def test_a_seed_file_with_cards_of_nobody_is_refused(
    tmp_path: Path, capsys: Printed, more: str, said: str
) -> None:
    given = write_inputs(tmp_path)
    given["people"].write_text(given["people"].read_text() + more, encoding="utf-8")
    assert run_here(seed_words(tmp_path / "node", given)) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "node").exists()


def test_printing_nothing_or_what_is_not_there_is_said(folder: Path, capsys: Printed) -> None:
    page = folder.parent / "cards.html"
    assert "no such card" in refused(capsys, folder, "card", "print", str(page))
    badge = told(capsys, folder, "badge", "issue", "영양사")
    number = str(badge["number"])
    assert "no such card" in refused(capsys, folder, "card", "print", str(page), "--number", number)
    assert "No such card" in refused(capsys, folder, "badge", "print", str(page), "--number", "1")
    nowhere = folder.parent / "no" / "page.html"
    assert "cannot be made" in refused(capsys, folder, "badge", "print", str(nowhere))
    assert told(capsys, folder, "badge", "print", str(page)) == {"page": str(page), "count": 1}
    assert page.stat().st_size > 0
    assert page.stat().st_mode & 0o777 == 0o600
    assert "File exists" in refused(capsys, folder, "badge", "print", str(page))
