"""What is published is taken up by a node that answers from several threads at once."""

import os
from concurrent.futures import ThreadPoolExecutor

from central_node.cards import CardDesk
from central_node.publishing import publish
from protocol.bundle import read_bundle
from tests.central_node.world import NOW, World

THREADS, ASKED_EACH, PUBLISHED = 4, 12, 6


def publish_another(world: World) -> None:
    """A card more, and the bundle that tells of it."""
    with world.books.write() as connection:
        CardDesk(connection, world.node.district, os.urandom).issue_card("rich", "one", None, NOW)
        publish(connection, world.node.district, NOW)


def test_no_thread_is_ever_given_an_older_bundle_than_before(world: World) -> None:
    keys = world.node.district.receipt_keys

    def ask(thread: int) -> list[int]:
        raws = [world.node.handle("bundle", b"", NOW + at) for at in range(ASKED_EACH)]
        return [read_bundle(raw, keys).version for raw in raws]

    with ThreadPoolExecutor(THREADS) as pool:
        asking = [pool.submit(ask, thread) for thread in range(THREADS)]
        for _ in range(PUBLISHED):
            publish_another(world)
        seen = [one.result() for one in asking]
    assert all(versions == sorted(versions) for versions in seen)
    last = read_bundle(world.node.handle("bundle", b"", NOW + ASKED_EACH), keys)
    assert last.version == world.node.district.bundle_version == 1 + PUBLISHED


def test_a_folder_that_went_bad_leaves_the_district_as_it_was(world: World) -> None:
    before = world.node.district
    pinned = (world.folder / "root.pub").read_bytes()
    publish_another(world)
    (world.folder / "root.pub").write_text("what is this")
    world.node.handle("bundle", b"", NOW + 1)
    assert world.node.district == before
    (world.folder / "root.pub").write_bytes(pinned)
    world.node.handle("bundle", b"", NOW + 2)
    assert world.node.district.bundle_version == 2
