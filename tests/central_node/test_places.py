"""A kiosk sells where the register has it: who names another place gets nothing of that place."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from central_node.commands import run
from central_node.errors import FolderError, Refused
from central_node.node import Node
from central_node.places import places_of, set_place
from central_node.seed import Seeded, seed
from protocol.entry import ClockState, EntryKind
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import ENROL, EnrolRequest, Request, sign_request
from protocol.receipt import Receipt
from tests.central_node.bazaar import ask, buy, pay, reverse
from tests.central_node.world import (
    NOW,
    PURSE,
    KioskSim,
    World,
    held,
    stood_in,
    write_inputs,
)

DAY_S = 24 * 3600


def at(world: World, place: str, number: int = 0) -> KioskSim:
    """A kiosk that the register has at a place from now on."""
    name = ("one", "two")[number]
    assert set_place(world.folder, name, place, world.now) == place
    return world.kiosks[number]


def alone(kiosk: KioskSim, place: str | None, amount: int = 10, **changes: object) -> Receipt:
    """What the node makes of a sale by the stand-in rules that names a place."""
    code = kiosk.world.phones["rich"].code(kiosk.world.now)
    draft = kiosk.spend_draft(code, amount, stood_in(amount))
    draft = replace(draft, place=place, **changes)  # type: ignore[arg-type] # fields by name
    kiosk.write(draft, (code.evidence,))
    return kiosk.last()


def said(receipt: Receipt) -> tuple[str, str | None, str | None]:
    return receipt.outcome, receipt.flag, receipt.bearer


def test_an_honest_kiosk_sells_where_it_is_registered_as_before(bazaar: World) -> None:
    kiosk = at(bazaar, "stall")
    _, answer, receipt = buy(kiosk, bazaar.phones["rich"].code(NOW), 10, "stall")
    assert (answer.held, answer.reward) == (True, 3)
    assert said(receipt) == ("booked", None, None)
    assert said(alone(kiosk, "stall")) == ("booked", None, None)
    assert bazaar.look().rewarded == 6


def test_a_kiosk_that_names_a_market_is_declined_and_gets_nothing_of_its_bonus(
    bazaar: World,
) -> None:
    kiosk, rich = at(bazaar, "library"), bazaar.phones["rich"]
    answer = ask(kiosk, rich.code(NOW), 10, bazaar.id(), "stall")
    assert (answer.held, answer.reason, answer.reward) == (False, "other-place", 0)
    assert said(alone(kiosk, "stall")) == ("flagged", "other-place", "resident")
    assert bazaar.balance("rich") == 200 - 10 + 1  # what the library's readers get, not a market's
    _, _, honest = buy(kiosk, rich.code(NOW), 10, "library")
    assert (honest.outcome, bazaar.balance("rich")) == ("booked", 191 - 10 + 1)


def test_where_no_place_is_named_the_registered_ones_rules_hold(bazaar: World) -> None:
    kiosk = at(bazaar, "stall")
    _, answer, receipt = buy(kiosk, bazaar.phones["rich"].code(NOW), 10)
    assert (answer.reward, receipt.outcome, bazaar.look().rewarded) == (3, "booked", 3)
    course = at(bazaar, "course", 1)
    asked = ask(course, bazaar.phones["rich"].code(NOW), 10, bazaar.id())
    assert asked.reason == "not-accepted-here"


def test_money_for_a_purpose_pays_where_the_kiosk_stands_and_not_where_it_says(
    bazaar: World,
) -> None:
    kiosk, code = at(bazaar, "library"), bazaar.phones["rich"].code(NOW)
    for place, reason in (("kitchen", "other-place"), (None, "not-accepted-here")):
        answer = ask(kiosk, code, 10, bazaar.id(), place, purses=("policy",))
        assert (answer.held, answer.reason) == (False, reason)
    course = at(bazaar, "course", 1)
    assert alone(course, "kitchen").flag == "purse-not-allowed"
    assert bazaar.look().rewarded == 0


def test_a_promise_keeps_to_the_registered_place_whatever_its_entry_names(bazaar: World) -> None:
    kiosk, code, id_ = at(bazaar, "library"), bazaar.phones["rich"].code(NOW), bazaar.id()
    answer = ask(kiosk, code, 10, id_)
    assert answer.reward == 1
    receipt = pay(kiosk, code, {PURSE: 10}, id_, held(answer.from_slice), place="stall")
    assert said(receipt) == ("flagged", "other-place", "resident")
    assert (bazaar.balance("rich"), bazaar.look().rewarded) == (191, 1)
    reverse(kiosk, id_, {PURSE: 10}, bazaar.phones["rich"].code(NOW))
    assert (bazaar.balance("rich"), bazaar.look().rewarded) == (200, 0)


@pytest.mark.parametrize(
    ("time", "clock"),
    [(NOW - 3600, ClockState.TRUSTED), (0, ClockState.UNKNOWN), (NOW + DAY_S, ClockState.TRUSTED)],
    ids=["before it was registered", "no clock", "a day ahead"],
)
def test_no_time_that_a_kiosk_tells_leads_out_of_the_register(
    bazaar: World, time: int, clock: ClockState
) -> None:
    kiosk = at(bazaar, "course")  # which this money may not pay at
    receipt = alone(kiosk, "stall", time=time, clock=clock)
    assert receipt.outcome == "flagged"
    assert bazaar.look().rewarded == 0


def test_a_kiosk_that_moved_is_judged_by_where_it_stood_then(bazaar: World) -> None:
    kiosk = at(bazaar, "stall")
    sold = bazaar.now
    bazaar.now += DAY_S
    at(bazaar, "library")
    code = bazaar.phones["rich"].code(sold)
    late = replace(kiosk.spend_draft(code, 10, stood_in(10)), place="stall", time=sold)
    kiosk.write(late, (code.evidence,))
    assert said(kiosk.last()) == ("booked", None, None)
    assert bazaar.look().rewarded == 3
    bazaar.now += 3600
    assert alone(kiosk, "stall").flag == "other-place"
    assert alone(kiosk, "library").outcome == "booked"


def test_a_gift_at_another_place_is_flagged_and_given_all_the_same(bazaar: World) -> None:
    kiosk = at(bazaar, "library")
    receipt = alone(kiosk, "stall", kind=EntryKind.DONATE)
    assert said(receipt) == ("flagged", "other-place", "resident")
    assert (bazaar.balance("rich"), bazaar.look().donated) == (190, 10)


def test_a_kiosk_that_nobody_registered_is_believed_as_before(bazaar: World) -> None:
    at(bazaar, "library", 1)
    _, answer, receipt = buy(bazaar.kiosks[0], bazaar.phones["rich"].code(NOW), 10, "stall")
    assert (answer.reward, receipt.outcome) == (3, "booked")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[tuple[Node, Seeded]]:
    """A district whose first kiosk the registrar has seated; of the second nobody said anything."""
    given = write_inputs(tmp_path)
    people = given["people"].read_text("utf-8")
    given["people"].write_text(
        people.replace('name = "one"', 'name = "one"\nfacility = "hall"'), "utf-8"
    )
    hall, other = tmp_path / "stem.toml", tmp_path / "other.toml"
    hall.write_text('id = "hall"', "utf-8")
    other.write_text('id = "other"', "utf-8")
    folder, files = tmp_path / "node", [hall, other]
    seeded = seed(folder, given["scheme"], files, given["people"], now=NOW, random=os.urandom)
    node = Node.open(folder)
    yield node, seeded
    node.close()


def enrol(node: Node, code: str, signer: MemorySigner, place: str | None) -> None:
    body = EnrolRequest(code, signer.public_key, place).to_body()
    node.handle(ENROL, sign_request(signer, Request(ENROL, NOW, bytes(8), body)), NOW)


def stands(node: Node, number: int) -> str | None:
    with node._store.read() as connection:
        return places_of(connection, number).at(NOW)


def test_a_profile_that_names_another_facility_than_the_registrar_is_refused(
    fresh: tuple[Node, Seeded],
) -> None:
    node, seeded = fresh
    signer, code = MemorySigner.generate(Algorithm.ESP256), seeded.kiosks[0].enrol_code
    for wrong in ("other", "nowhere"):
        with pytest.raises(Refused, match="other-place"):
            enrol(node, code, signer, wrong)
    enrol(node, code, signer, "stem")  # a facility's file is what a profile names
    enrol(node, code, signer, "stem")
    assert stands(node, 1) == "hall"


def test_a_profile_that_was_corrected_since_is_refused_as_well(
    fresh: tuple[Node, Seeded],
) -> None:
    node, seeded = fresh
    signer, code = MemorySigner.generate(Algorithm.ESP256), seeded.kiosks[1].enrol_code
    enrol(node, code, signer, "other")
    for wrong in ("stem", "hall", "nowhere"):
        with pytest.raises(Refused, match="other-place"):
            enrol(node, code, signer, wrong)
    enrol(node, code, signer, "other")
    enrol(node, code, signer, None)
    assert stands(node, 2) == "other"


@pytest.mark.parametrize(
    ("named", "place"),
    [("other", "other"), ("stem", "hall"), ("nowhere", None), (None, None)],
    ids=["by its id", "by its file", "of no bundle", "none"],
)
def test_a_kiosk_whose_place_nobody_said_is_registered_where_its_profile_says(
    fresh: tuple[Node, Seeded], named: str | None, place: str | None
) -> None:
    node, seeded = fresh
    signer, code = MemorySigner.generate(Algorithm.ESP256), seeded.kiosks[1].enrol_code
    enrol(node, code, signer, named)
    assert stands(node, 2) == place


def test_a_code_that_is_refused_registers_nothing(fresh: tuple[Node, Seeded]) -> None:
    node, seeded = fresh
    taken, other = (MemorySigner.generate(Algorithm.ESP256) for _ in range(2))
    enrol(node, seeded.kiosks[0].enrol_code, taken, None)
    with pytest.raises(Refused, match="key-taken"):
        enrol(node, seeded.kiosks[1].enrol_code, taken, "other")
    assert stands(node, 2) is None
    enrol(node, seeded.kiosks[1].enrol_code, other, None)


def test_a_seed_that_names_a_facility_it_does_not_have_is_refused(tmp_path: Path) -> None:
    given = write_inputs(tmp_path)
    given["people"].write_text('[[kiosk]]\nname = "one"\nfacility = "hall"\n', "utf-8")
    files = given["scheme"], [given["facility"]], given["people"]
    with pytest.raises(FolderError, match="no facility hall"):
        seed(tmp_path / "node", *files, now=NOW, random=os.urandom)
    assert not (tmp_path / "node").exists()


def test_the_registrar_says_where_a_kiosk_stands_and_show_tells_it(
    bazaar: World, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ("--folder", str(bazaar.folder))
    assert run(["place", "one", "stall", *folder]) == 0
    assert run(["place", "one", "library", *folder, "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["name"], told["place"]) == ("one", "library")
    assert [one.place for one in bazaar.look().kiosks] == ["library", None]
    assert run(["show", *folder, "--quick"]) == 0
    shown = capsys.readouterr().out
    assert "kiosk 1 one: 1 entries, 0 taken, at library" in shown
    assert "kiosk 2 two: 1 entries, 0 taken, place not registered" in shown
    for wrong in (("one", "nowhere"), ("nobody", "stall")):
        assert run(["place", *wrong, *folder]) == 2
        assert "There is no" in capsys.readouterr().err


def test_where_a_kiosk_stood_stays_in_the_register(bazaar: World) -> None:
    at(bazaar, "stall")
    at(bazaar, "stall")
    assert len(bazaar.dump()["kiosk_place"]) == 1
    for statement in ("UPDATE kiosk_place SET place = 'x'", "DELETE FROM kiosk_place"):
        with (
            pytest.raises(IntegrityError, match="kiosk_place: no"),
            bazaar.books.write() as connection,
        ):
            connection.exec_driver_sql(statement)
