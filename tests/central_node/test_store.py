"""The database under trouble: locked by others, asked by many threads, or asked nonsense."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from central_node.errors import StoreBusy
from central_node.node import Node
from central_node.queue_lock import QueueLock
from central_node.store import DATABASE_FILE, Store
from central_node.web import MAX_DRAINS, create_app
from protocol.messages import HoldRequest
from protocol.problems import ProblemType
from tests.central_node.world import NOW, World


def locked(folder: Path) -> sqlite3.Connection:
    """Another program that writes."""
    other = sqlite3.connect(folder / DATABASE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_database_that_others_lock_is_busy_and_not_broken(world: World) -> None:
    other, store = locked(world.folder), Store.open(world.folder, busy_timeout_s=0.01)
    with pytest.raises(StoreBusy, match="locked"), store.write():
        pytest.fail("nobody may write here now")
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM kiosk")).scalar_one() == 2
    other.close()
    with store.write():
        pass
    store.close()


def test_a_statement_of_ours_that_makes_no_sense_is_not_told_as_busy(world: World) -> None:
    with pytest.raises(OperationalError, match="no such table"), world.books.write() as connection:
        connection.execute(text("SELECT * FROM no_table_of_ours"))


def asked(node: Node, path: str, body: bytes) -> httpx.Response:
    """One call through the app, without a socket; a bug becomes an answer as it does in service."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(node, lambda: NOW), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://node") as client:
            return await client.post(path, content=body)

    return asyncio.run(ask())


def test_busy_is_told_as_a_problem_that_passes_and_changes_nothing(world: World) -> None:
    before, other = world.dump(), locked(world.folder)
    store = Store.open(world.folder, busy_timeout_s=0.01)
    response = asked(Node(store, world.node.district), "/v1/entries", _opening(world))
    assert (response.status_code, response.json()["type"]) == (503, ProblemType.BUSY)
    assert response.headers["Retry-After"] == "1"
    other.close()
    store.close()
    assert world.dump() == before


def test_our_own_bug_is_told_as_such_without_its_details(world: World) -> None:
    with world.books.write() as connection:
        connection.execute(text("DROP TABLE evidence"))
        connection.execute(text("DROP TABLE posting"))
        connection.execute(text("DROP TABLE entry"))
    store = Store.open(world.folder)
    response = asked(Node(store, world.node.district), "/v1/entries", _opening(world))
    store.close()
    assert (response.status_code, response.json()["type"]) == (500, ProblemType.INTERNAL)
    assert "table" not in response.text


def _opening(world: World) -> bytes:
    return world.kiosks[0].request(
        "entries", {1: world.kiosks[0].ledger, 2: [[world.kiosks[0].raws[0], []]]}
    )


class Slow(Node):
    """A node whose batches take until they are let go."""

    entered = threading.Semaphore(0)
    go = threading.Event()
    inside = most = 0
    count = threading.Lock()

    def handle(self, call: str, body: bytes, now: int) -> bytes:
        """As Node does it, when it is let."""
        if call != "entries":
            return super().handle(call, body, now)
        with self.count:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        assert self.go.wait(60)
        answer = super().handle(call, body, now)
        with self.count:
            self.inside -= 1
        return answer


def test_a_hold_is_answered_while_more_kiosks_drain_than_the_node_takes_at_once(
    world: World,
) -> None:
    kiosk, store = world.kiosks[0], Store.open(world.folder)
    node = Slow(store, world.node.district)
    batches = [_opening(world) for _ in range(MAX_DRAINS + 2)]
    code = world.phones["some"].code(NOW)
    hold = HoldRequest(world.id(), code.evidence, bytes(32), 1, "test-coin", NOW).to_body()

    async def drain_and_sell() -> list[int]:
        transport = httpx.ASGITransport(create_app(node, lambda: NOW))
        async with httpx.AsyncClient(transport=transport, base_url="http://node") as client:
            draining = [
                asyncio.create_task(client.post("/v1/entries", content=body)) for body in batches
            ]
            for _ in range(MAX_DRAINS):
                await asyncio.to_thread(node.entered.acquire)
            held = await client.post("/v1/holds", content=kiosk.request("holds", hold))
            assert not any(task.done() for task in draining)
            node.go.set()
            return [held.status_code, *[one.status_code for one in await asyncio.gather(*draining)]]

    assert asyncio.run(drain_and_sell()) == [200] * (MAX_DRAINS + 3)
    assert node.most == MAX_DRAINS
    store.close()


def test_the_queue_lock_serves_threads_in_the_order_in_which_they_came() -> None:
    lock, served, threads = QueueLock(), list[int](), list[threading.Thread]()

    def enter(number: int) -> None:
        with lock:
            served.append(number)

    with lock:
        for number in range(5):
            threads.append(threading.Thread(target=enter, args=(number,)))
            threads[-1].start()
            while len(lock._waiting) <= number:
                threading.Event().wait(0.001)
        assert served == []
    for thread in threads:
        thread.join()
    assert served == [0, 1, 2, 3, 4]
    with lock:
        served.append(5)
    assert served[-1] == 5


def test_the_queue_lock_is_given_back_after_an_error() -> None:
    lock = QueueLock()
    with pytest.raises(ValueError, match="inside"), lock:
        raise ValueError("inside")
    with lock:
        assert lock
