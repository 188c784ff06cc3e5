"""A heartbeat keeps the newest word of each kiosk, and tells it what is new."""

import json

from sqlalchemy import select

from central_node import schema
from protocol.messages import HEARTBEAT
from protocol.status_list import read_status_list
from tests.central_node.paper import beat, heartbeat, revoke
from tests.central_node.world import NOW, World


def kept(world: World) -> list[dict[str, object]]:
    """The rows of all kiosks."""
    with world.books.read() as connection:
        rows = connection.execute(select(schema.heartbeat).order_by(schema.heartbeat.c.kiosk))
        return [dict(row._mapping) for row in rows]


def test_one_row_is_kept_of_each_kiosk_and_it_is_the_newest(world: World) -> None:
    one, two = world.kiosks
    beat(one, unsent=3)
    world.now += 60
    beat(two)
    beat(one, unsent=5)
    rows = kept(world)
    assert [(row["kiosk"], row["at"], row["unsent"]) for row in rows] == [
        (1, NOW + 60, 5),
        (2, NOW + 60, 0),
    ]
    assert rows[0]["oldest_unsent"] == NOW + 60
    assert rows[1]["oldest_unsent"] is None
    devices = rows[0]["devices"]
    assert isinstance(devices, str)
    assert json.loads(devices) == {"printer": "ready", "camera": "lost"}


def test_a_heartbeat_that_somebody_sends_once_more_is_not_the_kiosks_word(world: World) -> None:
    kiosk = world.kiosks[0]
    raw = kiosk.request(HEARTBEAT, heartbeat(kiosk, unsent=3).to_body())
    world.node.handle(HEARTBEAT, raw, world.now)
    world.now += 3600
    beat(kiosk, unsent=77)
    world.now += 7 * 24 * 3600
    world.node.handle(HEARTBEAT, raw, world.now)
    assert [(row["at"], row["unsent"]) for row in kept(world)] == [(NOW + 3600, 77)]


def test_a_clock_that_was_ahead_silences_nobody(world: World) -> None:
    kiosk = world.kiosks[0]
    world.now += 10**8
    raw = kiosk.request(HEARTBEAT, heartbeat(kiosk, unsent=1).to_body())
    world.now = NOW
    world.node.handle(HEARTBEAT, raw, NOW)
    beat(kiosk, unsent=2)
    assert [row["unsent"] for row in kept(world)] == [2]


def test_the_answer_tells_the_newest_bundle_and_status_list(world: World) -> None:
    answer = beat(world.kiosks[0])
    assert answer.bundle_version == world.node.district.bundle_version
    keys = world.node.district.receipt_keys
    signed = read_status_list(world.node.handle("status-list", b"", world.now), keys)
    assert answer.status_issued == signed.issued
    world.now += 1
    revoke(world, world.phones["poor"].credential.cti)
    assert beat(world.kiosks[0]).status_issued > answer.status_issued


def test_staff_see_how_the_kiosks_do(world: World) -> None:
    beat(world.kiosks[0], unsent=3)
    seen, silent = world.look().kiosks
    assert seen.heartbeat is not None
    assert (seen.heartbeat.unsent, seen.heartbeat.program) == (3, "1.0")
    assert seen.heartbeat.devices == {"printer": "ready", "camera": "lost"}
    assert silent.heartbeat is None
