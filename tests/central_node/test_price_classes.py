"""Price classes: the desk gives them, codes hold those of their issue, nothing else tells them."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from central_node.commands import run as run_here
from central_node.renewal import renew_wallet_token
from central_node.store import DATABASE_FILE
from protocol.credential import MAX_PRICE_CLASSES
from protocol.keys import Algorithm, MemorySigner
from tests.central_node.test_card_commands import credential_of, refused, seed_words, told
from tests.central_node.world import World, issue, write_inputs

NAMED = "".join(f'\n[[price_class]]\nid = {one}\nname = "C{one}"' for one in (1, 2, 3, 60, 65))
HAS = 'id = "some"\nclasses = [65, 1]'
Printed = pytest.CaptureFixture[str]


def inputs(at: Path, has: str = HAS) -> dict[str, Path]:
    given = write_inputs(at)
    scheme, people = given["scheme"], given["people"]
    scheme.write_text(scheme.read_text() + NAMED, encoding="utf-8")
    people.write_text(people.read_text().replace('id = "some"', has), encoding="utf-8")
    return given


@pytest.fixture
def folder(tmp_path: Path, capsys: Printed) -> Path:
    made = tmp_path / "node"
    assert run_here(seed_words(made, inputs(tmp_path))) == 0
    capsys.readouterr()
    return made


def in_card(capsys: Printed, folder: Path, resident: str) -> tuple[int, ...]:
    card = told(capsys, folder, "card", "issue", resident, "--home", "one")
    return credential_of(folder, card["code"]).price_classes


def test_a_seeded_residents_card_holds_their_classes_in_order_and_others_none(
    folder: Path, capsys: Printed
) -> None:
    assert in_card(capsys, folder, "some") == (1, 65)
    assert in_card(capsys, folder, "rich") == ()
    badge = told(capsys, folder, "badge", "issue", "Cook")
    assert credential_of(folder, badge["code"]).price_classes == ()


def test_a_phone_holds_the_classes_that_its_resident_has_at_the_issue(world: World) -> None:
    with world.books.write() as connection:
        rows = "INSERT INTO price_class SELECT number, 7 FROM resident WHERE id = 'rich'"
        connection.exec_driver_sql(rows)
    assert world.phones["rich"].credential.price_classes == ()
    token, _ = renew_wallet_token(world.folder, "rich", world.now, os.urandom)
    phone = issue(world, token, MemorySigner.generate(Algorithm.ESP256))
    assert phone.credential.price_classes == (7,)


def test_classes_are_told_and_changed_and_older_codes_are_counted(
    folder: Path, capsys: Printed
) -> None:
    assert told(capsys, folder, "classes", "some")["classes"] == [1, 65]
    assert in_card(capsys, folder, "some") == (1, 65)
    changed = told(capsys, folder, "classes", "some", "60", "2", "60")
    assert (changed["classes"], changed["older_codes"]) == ([2, 60], 1)
    assert in_card(capsys, folder, "some") == (2, 60)
    assert told(capsys, folder, "classes", "some", "--none")["classes"] == []
    assert in_card(capsys, folder, "some") == ()


def test_classes_are_told_in_words(folder: Path, capsys: Printed) -> None:
    assert run_here(["classes", "some", "--folder", str(folder)]) == 0
    assert run_here(["classes", "rich", "3", "--folder", str(folder)]) == 0
    assert run_here(["classes", "rich", "--none", "--folder", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 65",
        "Codes from now on: 3. 0 given out before stay.",
        "Codes from now on: none. 0 given out before stay.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody", "1"), "no resident nobody"),
        (("nobody",), "no resident nobody"),
        (("some", "4"), "names no price class 4"),
        (("some", "1", "2", "3", "60", "65"), f"room for {MAX_PRICE_CLASSES} price classes"),
    ],
    ids=["nobody", "nobody-asked", "unknown", "too-many"],
)
def test_what_nobody_can_have_is_refused_and_changes_nothing(
    folder: Path, capsys: Printed, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, folder, "classes", *words)
    assert told(capsys, folder, "classes", "some")["classes"] == [1, 65]


@pytest.mark.parametrize(
    ("has", "said"),
    [
        (HAS.replace("65", "4"), "some: The scheme test-coin names no price class 4."),
        (HAS.replace("65, 1", "1, 2, 3, 60, 65"), "at most 4"),
        (HAS.replace("65", '"65"'), "integer"),
    ],
    ids=["unknown", "too-many", "no-number"],
)
def test_a_seed_file_with_classes_that_nobody_can_have_is_refused(
    tmp_path: Path, capsys: Printed, has: str, said: str
) -> None:
    assert run_here(seed_words(tmp_path / "node", inputs(tmp_path, has))) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "node").exists()


def test_what_was_taken_away_is_kept_nowhere_but_in_codes_of_before(
    folder: Path, capsys: Printed
) -> None:
    told(capsys, folder, "classes", "some", "60")
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw:
        assert raw.execute("SELECT class FROM price_class").fetchall() == [(60,)]
        tables = [
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        assert [name for name in tables if "class" in name] == ["price_class"]
