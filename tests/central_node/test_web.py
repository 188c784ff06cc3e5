"""The node as a program over real HTTP: routes only carry bytes, errors are problem documents."""

import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from tempfile import mkdtemp
from typing import cast

import anyio
import httpx
import pytest

from central_node.keyfiles import ROOT_FILE
from central_node.node import OFFERS_RECEIPT, Node
from central_node.seed import seed
from central_node.web import (
    MAX_BODY_BYTES,
    MAX_JSON_BYTES,
    MAX_OFFERS,
    MAX_RECEIPTS,
    create_app,
)
from protocol.bundle import read_bundle
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import EntryItem, Request, sign_request
from protocol.problems import ProblemType
from tests.central_node.program import HttpNode, Serving
from tests.central_node.world import World, held, populate, write_inputs

PATIENCE_S = 10.0


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[World, str]]:
    """A district seeded now, served by the program; its root key has been taken away."""
    folder = Path(mkdtemp(prefix="node-web-"))
    given = write_inputs(folder)
    now, node = int(time.time()), folder / "node"
    seeded = seed(
        node, given["scheme"], [given["facility"]], given["people"], now=now, random=os.urandom
    )
    (node / ROOT_FILE).unlink()
    with Serving(node) as serving:
        world = World(node, HttpNode.at(serving.url, node), os.urandom, now=now)
        populate(world, seeded)
        for sim in world.kiosks:
            sim.open()
            sim.last()
        yield world, serving.url
        world.close()
    shutil.rmtree(folder)


@pytest.fixture
def http(served: tuple[World, str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served[1], trust_env=False) as client:
        yield client


def problem(response: httpx.Response, status: int, kind: ProblemType) -> dict[str, object]:
    """Check a problem document, as RFC 9457 wants it."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, object] = response.json()
    assert (body["type"], body["status"]) == (kind, status)
    assert body["title"]
    assert body["detail"]
    return body


def test_a_sale_goes_all_the_way_over_http(served: tuple[World, str]) -> None:
    world, _ = served
    kiosk, id_ = world.kiosks[0], world.id()
    before = world.balance("rich")
    code = world.phones["rich"].code(world.now)
    answer = kiosk.hold(code, 15, id_)
    assert answer.held
    kiosk.spend(code, 15, held(answer.from_slice), id_)
    assert kiosk.last().outcome == "booked"
    seen = world.look()
    assert world.balance("rich") == before - 15
    assert (seen.problems, seen.duplicates) == ((), 0)


def test_the_bundle_has_an_etag_and_is_sent_once(
    http: httpx.Client, served: tuple[World, str]
) -> None:
    first = http.get("/v1/bundle")
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "application/cbor"
    bundle = read_bundle(first.content, served[0].node.district.receipt_keys)
    assert bundle.scheme_id == "test-coin"
    etag = first.headers["ETag"]
    for tags in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = http.get("/v1/bundle", headers={"If-None-Match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag
    assert http.get("/v1/bundle", headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize("call", ["holds", "entries", "ledger", "enrol", "credentials"])
def test_garbage_is_a_problem_document(http: httpx.Client, call: str) -> None:
    body = problem(http.post(f"/v1/{call}", content=b"\xff"), 400, ProblemType.MALFORMED)
    assert body["reason"]


def test_a_stranger_is_told_apart_from_a_damaged_message(
    http: httpx.Client, served: tuple[World, str]
) -> None:
    stranger = MemorySigner.generate(Algorithm.ESP256)
    raw = sign_request(stranger, Request("holds", 1, bytes(8), {}))
    problem(http.post("/v1/holds", content=raw), 403, ProblemType.UNKNOWN_KEY)
    raw = served[0].kiosks[0].request("holds", {})
    damaged = raw[:-1] + bytes([raw[-1] ^ 1])
    problem(http.post("/v1/holds", content=damaged), 403, ProblemType.BAD_SIGNATURE)


@pytest.mark.parametrize(
    ("call", "limit"), [("holds", MAX_BODY_BYTES), ("credentials", MAX_JSON_BYTES)]
)
def test_a_huge_body_is_cut_off_also_without_a_length(
    http: httpx.Client, call: str, limit: int
) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(limit // 4096 + 2):
            yield bytes(4096)

    problem(http.post(f"/v1/{call}", content=bytes(limit + 1)), 413, ProblemType.TOO_LARGE)
    problem(http.post(f"/v1/{call}", content=endless()), 413, ProblemType.TOO_LARGE)
    assert http.get("/v1/bundle").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/v1/holds", 405), ("POST", "/v1/x", 404), ("GET", "/docs", 404)],
)
def test_other_paths_and_methods_are_problems_too(
    http: httpx.Client, method: str, path: str, status: int
) -> None:
    problem(http.request(method, path), status, ProblemType.NOT_FOUND)


def test_json_calls_speak_json(http: httpx.Client) -> None:
    key = MemorySigner.generate(Algorithm.ESP256).public_key.raw.hex()
    unknown = json.dumps({"token": "AAAA", "public_key": key})
    response = http.post("/v1/credentials", content=unknown)
    assert problem(response, 403, ProblemType.UNKNOWN_TOKEN)["reason"] == "unknown-token"


def test_holds_that_come_at_once_never_promise_a_coin_twice(served: tuple[World, str]) -> None:
    world, _ = served
    phone = world.phones["some"]  # 35 coins, all of them to be spent at kiosk one
    codes = [phone.code(world.now) for _ in range(12)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda code: world.kiosks[0].hold(code, 5), codes))
    assert sum(answer.held for answer in answers) == 7
    assert world.look().problems == ()


def test_a_receipt_that_was_answered_survives_a_power_cut(tmp_path: Path) -> None:
    given = write_inputs(tmp_path)
    now, folder = int(time.time()), tmp_path / "node"
    seeded = seed(
        folder, given["scheme"], [given["facility"]], given["people"], now=now, random=os.urandom
    )
    serving = Serving(folder)
    world = World(folder, HttpNode.at(serving.url, folder), os.urandom, now=now)
    populate(world, seeded)
    kiosk = world.kiosks[0]
    kiosk.open()
    items = [EntryItem(kiosk.raws[0])]
    before = kiosk.answer(items)
    serving.kill()
    world.node.close()
    world.node = Node.open(folder)
    assert kiosk.answer(items) == before
    assert world.audit() == ()
    world.close()


class _Busy:
    """A node whose receipts take as long as nobody opens the gate."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def handle(self, call: str, _body: bytes, _now: int) -> bytes:
        if call == OFFERS_RECEIPT:
            self.gate.wait(2 * PATIENCE_S)
        return b"{}"


def test_an_apps_answer_does_not_wait_for_those_who_ask_for_receipts() -> None:
    node, told = _Busy(), list[int]()

    async def ask() -> None:
        app = httpx.ASGITransport(create_app(cast(Node, node), lambda: 0))
        async with (
            httpx.AsyncClient(transport=app, base_url="http://node") as client,
            anyio.create_task_group() as asking,
        ):
            for _ in range(MAX_OFFERS + MAX_RECEIPTS):
                asking.start_soon(client.post, "/v1/offers/receipt")
            await anyio.wait_all_tasks_blocked()
            try:
                with anyio.fail_after(PATIENCE_S):
                    told.append((await client.post("/v1/offers/answer")).status_code)
            finally:
                node.gate.set()

    anyio.run(ask)
    assert told == [HTTPStatus.OK]
