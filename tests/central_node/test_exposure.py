"""What can be lost is arithmetic: the queries of docs/exposure.md give the program's numbers."""

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from central_node.cards import RevokeReason
from central_node.commands import run
from central_node.commands_money import exposure_text
from central_node.exposure import Exposure
from central_node.store import DATABASE_FILE
from protocol.entry import EntryKind, Opening, entry_hash, sign_entry
from protocol.messages import EntryItem
from tests.central_node.money import charge, convert, shown
from tests.central_node.paper import close, exposed, retire_now, revoke
from tests.central_node.test_rekey import changed
from tests.central_node.world import KioskSim, World, held, stood_in

PAGE = Path(__file__).parents[2] / "docs" / "exposure.md"
UNSENT = 50_000  # the default of schemes
BY_KIOSK = (
    "live",
    "held",
    "let_go_slices",
    "let_go_held",
    "forks",
    "holes",
    "closed",
    "lost",
    "charged",
    "converted",
)


def by_hand(world: World) -> dict[str, dict[int, int]]:
    """Each query of the page, on the database as it lies on the disk."""
    queries = re.findall(r"^```sql (\w+)\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as books:
        return {
            name: dict(books.execute(query, {"unsent": UNSENT} if ":unsent" in query else {}))
            for name, query in queries
        }


def at_risk(told: Mapping[str, Mapping[int, int]], kiosk: int) -> int:
    """The page's formula."""
    number = {name: of.get(kiosk, 0) for name, of in told.items()}
    each = min(number["live"], UNSENT)
    return (
        min(number["let_go_slices"], UNSENT)
        + number["let_go_held"]
        + number["ledgers_at_risk"]
        + number["forks"] * each
        + (min(number["closed"], UNSENT) if number["holes"] else 0)
    )


def checked(world: World) -> Exposure:
    """What the program tells, which is what comes out by hand."""
    seen, told = exposed(world), by_hand(world)
    for one in seen.kiosks:
        assert {name: getattr(one, name) for name in BY_KIOSK} == {
            name: told[name].get(one.number, 0) for name in BY_KIOSK
        }
        assert one.each == min(one.live, UNSENT)
        assert one.at_risk == at_risk(told, one.number)
    assert (seen.revoked_open, seen.lost_revoked) == (
        told["revoked_open"][0],
        told["lost_revoked"][0],
    )
    risks = sum(one.at_risk for one in seen.kiosks)
    assert seen.at_most == risks + seen.revoked_open + seen.lost_revoked
    assert seen.lost == sum(one.lost for one in seen.kiosks) + seen.lost_revoked
    assert seen.lost == world.look().loss <= seen.at_most
    return seen


def begin_anew(kiosk: KioskSim, acknowledged: int | None) -> KioskSim:
    """The kiosk has lost its ledger and begins another, knowing that much of it."""
    new = replace(kiosk, ledger=kiosk.world.random(8), raws=[], evidence=[])
    opening = Opening(kiosk.ledger)
    if acknowledged is not None:
        last = entry_hash(kiosk.raws[acknowledged])
        opening = Opening(kiosk.ledger, acknowledged, last)
    new.write(replace(new.draft(EntryKind.OPEN), opening=opening))
    return new


def sell(kiosk: KioskSim, resident: str, amount: int) -> None:
    """A sale without the node, unsent."""
    kiosk.spend(kiosk.world.phones[resident].code(kiosk.world.now), amount, stood_in(amount))


def test_a_new_district_has_slices_and_nothing_at_risk(world: World) -> None:
    seen = checked(world)
    assert [(one.live, one.each, one.at_risk) for one in seen.kiosks] == [(69, 69, 0), (50, 50, 0)]
    assert (seen.at_most, seen.lost) == (0, 0)


def test_a_retired_kiosk_puts_its_slices_and_holds_at_risk(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.hold(world.phones["some"].code(world.now), 20)
    assert checked(world).kiosks[0].held == 18
    retire_now(world, kiosk)
    seen = checked(world)
    assert (seen.kiosks[0].live, seen.at_most) == (0, 69 + 18)


def test_a_ledger_begun_anew_puts_at_risk_what_was_set_aside_then(world: World) -> None:
    kiosk = world.kiosks[0]
    sell(kiosk, "rich", 9)
    kiosk.last()
    sell(kiosk, "some", 17)  # lost, and found later
    new = begin_anew(kiosk, acknowledged=1)
    sell(new, "some", 17)
    new.send()
    assert checked(world).kiosks[0].ledgers_at_risk == (60,)
    world.kiosks[1].spend(code := world.phones["some"].code(world.now), 18, stood_in(18))
    assert code.counter is not None
    world.kiosks[1].last()
    kiosk.last()
    assert checked(world).kiosks[0].lost == 17


def test_what_an_opening_does_not_know_of_is_at_risk_too(world: World) -> None:
    kiosk = world.kiosks[0]
    sell(kiosk, "rich", 9)
    sell(kiosk, "rich", 11)
    kiosk.send(1)
    for acknowledged, risk in ((2, 49), (1, 60), (None, 69)):
        begin_anew(kiosk, acknowledged).send()
        assert checked(world).kiosks[0].ledgers_at_risk[-1] == risk


@pytest.mark.parametrize(("acknowledged", "risk"), [(0, 69), (1, 52), (None, 69)])
def test_what_was_closed_without_an_opening_knowing_of_it_is_at_risk(
    world: World, acknowledged: int | None, risk: int
) -> None:
    kiosk = world.kiosks[0]
    close(kiosk, world.phones["some"].code(world.now))
    kiosk.last()
    new = begin_anew(kiosk, acknowledged)
    sell(new, "some", 17)
    world.kiosks[1].hold(code := world.phones["some"].code(world.now), 35, id_ := world.id())
    world.kiosks[1].spend(code, 35, held(), id_)
    world.kiosks[1].last()
    new.send()
    seen = checked(world)
    assert seen.kiosks[0].ledgers_at_risk == (risk,)
    assert seen.kiosks[0].lost == 17


def test_what_was_given_back_when_it_was_retired_is_at_risk_by_each_ledger(world: World) -> None:
    kiosk = world.kiosks[0]
    new = begin_anew(kiosk, 0)
    retire_now(world, kiosk)
    new.send()
    assert checked(world).kiosks[0].ledgers_at_risk == (69,)


def test_what_ledgers_beside_it_brought_is_unknown_to_an_opening(world: World) -> None:
    """Twice from one old disk: each may sell all that was set aside."""
    kiosk = world.kiosks[0]
    one, two = begin_anew(kiosk, 0), begin_anew(kiosk, 0)
    sell(one, "some", 17)
    one.send()
    two.send()
    assert checked(world).kiosks[0].ledgers_at_risk == (69, 69)


def test_a_change_of_key_puts_nothing_at_risk(world: World) -> None:
    kiosk = world.kiosks[0]
    sell(kiosk, "rich", 9)
    kiosk.last()
    former = kiosk.signer.public_key.raw
    for acknowledged, risk in ((1, 0), (0, 69)):
        new = changed(kiosk)
        opening = Opening(
            kiosk.ledger, acknowledged, entry_hash(kiosk.raws[acknowledged]), (former,)
        )
        new.write(replace(new.draft(EntryKind.OPEN), opening=opening))
        new.send()
        assert checked(world).kiosks[0].ledgers_at_risk[-1] == risk
        kiosk = replace(new, ledger=kiosk.ledger, raws=kiosk.raws)


def test_a_fork_counts_as_a_copy(world: World) -> None:
    kiosk = world.kiosks[0]
    sell(kiosk, "rich", 9)
    kiosk.last()
    other = sign_entry(
        kiosk.signer,
        replace(kiosk.draft(EntryKind.CLOCK), seq=1, previous=entry_hash(kiosk.raws[0])),
    )
    kiosk.deliver([EntryItem(other)])
    seen = checked(world)
    assert (seen.forks, seen.kiosks[0].at_risk) == (1, 60)


def test_a_closing_beside_lost_entries_is_at_risk(world: World) -> None:
    kiosk = world.kiosks[0]
    sell(kiosk, "some", 17)
    close(kiosk, world.phones["some"].code(world.now))
    kiosk.deliver([kiosk.item(2)], ((1, 1),))
    assert checked(world).kiosks[0].at_risk == 17
    kiosk.deliver([kiosk.item(1)])
    assert checked(world).kiosks[0].at_risk == 0


def test_what_was_reported_is_at_risk_until_it_is_closed_and_lost_when_it_is_sold(
    world: World,
) -> None:
    kiosk = world.kiosks[0]
    revoke(world, world.phones["some"].credential.cti, RevokeReason.STOLEN)
    revoke(world, world.phones["rich"].credential.cti, RevokeReason.REPLACED)
    assert (checked(world).revoked_open, checked(world).at_most) == (17, 17)
    sell(kiosk, "some", 5)
    kiosk.last()
    assert (checked(world).revoked_open, checked(world).lost_revoked) == (12, 5)
    close(kiosk, world.phones["some"].code(world.now))
    kiosk.last()
    seen = checked(world)
    assert (seen.revoked_open, seen.lost, seen.at_most) == (0, 5, 5)


def test_the_command_prints_every_number_and_sentences_for_people(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["exposure", "--folder", str(world.folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(json.dumps(exposed(world).to_json()))
    assert run(["retire", "one", "--folder", str(world.folder)]) == 0
    assert "69 set aside and 0 held" in capsys.readouterr().out
    assert run(["exposure", "--folder", str(world.folder)]) == 0
    text = capsys.readouterr().out
    assert "at most, by all that is known: 69 coin" in text
    assert "kiosk 2 two: one copy could cost 50 coin" in text


def test_what_came_in_is_told_by_kiosk_with_what_its_key_can_add(bank: World) -> None:
    charge(bank.kiosks[0], shown(bank, "some"), 40)
    convert(bank.kiosks[0], "poor", 20)
    retire_now(bank, bank.kiosks[1])
    told = [(one.charged, one.converted, one.makes_day) for one in checked(bank).kiosks]
    assert told == [(40, 20, 150), (0, 0, 0)]
    text = exposure_text(exposed(bank)).splitlines()
    assert text[0].endswith(
        "; its facility owes 40 charged and 20 converted, and its key can add 150 a day"
    )
    assert "owes" not in text[1]


def test_where_coins_are_earned_alone_nothing_comes_in(world: World) -> None:
    assert [one.makes_day for one in exposed(world).kiosks] == [0, 0]
    assert "owes" not in exposure_text(exposed(world))
