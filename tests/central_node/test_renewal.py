"""New one-time codes: the old one is worth nothing, and what was issued before stays reserved."""

import json
import os
from pathlib import Path

import pytest

from central_node.commands import run
from central_node.enrolment import CODE_LIFE_S
from central_node.errors import FolderError, Refused
from central_node.node import Node
from central_node.renewal import renew_enrol_code, renew_wallet_token
from protocol.credential import Credential
from protocol.keys import Algorithm, MemorySigner
from tests.central_node.world import NOW, World, enrol, issue, seed_district

DAY_S = 86_400
OCTOBER = 1_790_780_400  # 2026-10-01 00:00 in the scheme's calendar, nine hours before UTC


def new_key() -> MemorySigner:
    return MemorySigner.generate(Algorithm.ESP256)


def test_a_second_phone_rotates_everything_but_the_limit_tag_and_reserves_apart(
    world: World,
) -> None:
    first = world.phones["some"].credential
    token, expires = renew_wallet_token(world.folder, "some", NOW, os.urandom)
    assert expires == NOW + DAY_S
    second = issue(world, token, new_key()).credential
    assert second.limit_tag == first.limit_tag
    assert not {second.cti, second.pseudonym} & {first.cti, first.pseudonym}
    assert (second.status_index, second.holder) != (first.status_index, first.holder)
    assert (first.slices, second.slices) == ({1: 17}, {1: 9})  # half of what was still free
    assert world.free("some") == 9
    assert world.audit() == ()


def test_the_limit_tag_is_another_one_next_month(world: World) -> None:
    before = world.phones["some"].credential.limit_tag
    world.now += 31 * DAY_S
    token, _ = renew_wallet_token(world.folder, "some", world.now, os.urandom)
    assert issue(world, token, new_key()).credential.limit_tag != before


def renewed(world: World, at: int) -> Credential:
    world.now = at
    token, _ = renew_wallet_token(world.folder, "some", at, os.urandom)
    return issue(world, token, new_key()).credential


def test_the_month_of_a_limit_tag_is_the_schemes(world: World) -> None:
    """At nine in the morning there it is midnight by UTC."""
    tags = [renewed(world, OCTOBER + at).limit_tag for at in (-1, 0, 8 * 3600, 20 * DAY_S)]
    assert (len({*tags[:2]}), len({*tags[1:]})) == (2, 1)


@pytest.mark.parametrize(
    ("issued", "days"),
    [(0, 30), (2 * DAY_S, 30), (20 * DAY_S, 18), (31 * DAY_S - 60, 7), (31 * DAY_S, 30)],
    ids=["first day", "third", "21st", "last minute", "next month"],
)
def test_a_phones_code_ends_soon_after_the_month_of_its_tag(
    world: World, issued: int, days: int
) -> None:
    made = renewed(world, OCTOBER + issued)
    assert (made.expires - made.issued) // DAY_S == days
    assert made.expires <= OCTOBER + 38 * DAY_S or made.issued >= OCTOBER + 31 * DAY_S


def test_a_kiosk_gets_a_new_code_until_a_machine_has_used_one(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    old = seed_district(folder, tmp_path).kiosks[1].enrol_code
    late = NOW + CODE_LIFE_S + 1
    code, _ = renew_enrol_code(folder, "two", late, os.urandom)
    world = World(folder, Node.open(folder), os.urandom, now=late)
    with pytest.raises(Refused, match="unknown-token"):
        enrol(world, old, new_key())
    assert enrol(world, code, new_key()).number == 2
    with pytest.raises(FolderError, match="two is nobody that waits"):
        renew_enrol_code(folder, "two", late, os.urandom)
    world.close()


def test_the_command_prints_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "node"
    seed_district(folder, tmp_path)
    assert run(["code", "--folder", str(folder), "--kiosk", "one", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["code"]) == 19
    assert told["expires"] > 0
    assert run(["code", "--folder", str(folder), "--resident", "rich"]) == 0
    assert len(capsys.readouterr().out.strip()) == 19
    assert run(["code", "--folder", str(folder), "--resident", "nobody"]) == 2
    assert "nobody is nobody that waits for a code here." in capsys.readouterr().err
