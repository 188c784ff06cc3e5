"""`kiosk partners`: the kiosk's key for them, whether each answers, what one would not take."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.commands.partners import run
from kiosk.key_opening import open_store
from kiosk.partners.simulate import Mall
from kiosk.partners.told import Told, file_of, write_told
from kiosk.profile.machine import load_profile
from tests.kiosk.documents import Authority


@pytest.fixture
def mall() -> Iterator[Mall]:
    with Mall() as mall:
        yield mall


@pytest.fixture
def profile(tmp_path: Path, mall: Mall) -> Path:
    Authority().enrolled(tmp_path)
    file = tmp_path / "machine.toml"
    key = mall.public_key.raw.hex()
    table = f'[[partner]]\nservice = "orders"\nurl = "{mall.url}"\nkey = "{key}"\n'
    file.write_text(f"{file.read_text('utf-8')}\n{table}", "utf-8")
    return file


def told(profile: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    return run(Namespace(profile=profile)), capsys.readouterr().out


def test_the_key_is_shown_and_the_partner_answers(
    profile: Path, mall: Mall, capsys: pytest.CaptureFixture[str]
) -> None:
    key = open_store(load_profile(profile)).signer.public_key.raw.hex()
    assert told(profile, capsys) == (0, f"key {key}\norders: {mall.url}: answers\n")


def test_a_partner_that_knows_another_kiosk_does_not(
    profile: Path, mall: Mall, capsys: pytest.CaptureFixture[str]
) -> None:
    mall.kiosks = ()
    code, said = told(profile, capsys)
    assert code == 1
    assert "partner-away (status 401)" in said


def test_a_sale_that_was_refused_is_listed(
    profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(load_profile(profile).state, "orders")
    write_told(file, Told(bytes(8)).settled(b"\x07" * 16, 1, "unknown-order"))
    code, said = told(profile, capsys)
    assert code == 1
    assert f"orders: entry {'07' * 16} was refused: unknown-order" in said


def test_a_profile_that_can_not_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Namespace(profile=tmp_path / "none.toml")) == 2
    assert "can't be read" in capsys.readouterr().err
