"""The desk's calls over HTTP: a token, JSON in and out, problem documents for the rest."""

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from central_node.desk_tokens import TOKEN_LIFE_S, make_desk_token
from central_node.node import Node
from central_node.publishing import LOOK_EVERY_S
from central_node.web import MAX_JSON_BYTES, create_app
from protocol.code import from_text
from protocol.credential import CredentialKind, read
from protocol.problems import ProblemType
from protocol.status_list import Status, read_status_list
from tests.central_node.world import NOW, World

CARD = {"request": "desk-1-0001", "resident": "rich", "home": "one"}
BADGE = {"request": "desk-1-0002", "name": "영양사"}


@pytest.fixture
def token(world: World) -> str:
    with world.books.write() as connection:
        return make_desk_token(connection, "desk", NOW, world.random)[0]


def ask(
    world: World, method: str, path: str, headers: dict[str, str], content: bytes = b""
) -> httpx.Response:
    """One call through the app, without a socket."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(_node(world), lambda: world.now))
        async with httpx.AsyncClient(transport=transport, base_url="http://node") as client:
            return await client.request(method, path, headers=headers, content=content)

    return asyncio.run(asked())


def _node(world: World) -> Node:
    assert isinstance(world.node, Node)
    return world.node


def post(world: World, path: str, token: str | None, body: object) -> httpx.Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return ask(world, "POST", path, headers, json.dumps(body).encode())


def problem(response: httpx.Response, status: int, kind: ProblemType) -> str:
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (response.status_code, body["type"]) == (status, kind), body
    return str(body["reason"])


def test_a_desk_issues_a_card_and_gets_it_again_for_the_same_request(
    world: World, token: str
) -> None:
    first = post(world, "/v1/cards", token, CARD)
    assert first.status_code == 200, first.text
    card = first.json()
    made = read(from_text(card["code"]), world.node.district.credential_keys)
    assert (made.kind, dict(made.slices)) == (CredentialKind.CARD, {1: card["coins"]})
    assert (card["kind"], card["name"], card["home"]) == ("card", "R○○h", "one")
    assert post(world, "/v1/cards", token, CARD).json() == card
    other = {**CARD, "resident": "poor"}
    assert problem(post(world, "/v1/cards", token, other), 409, ProblemType.TOKEN_USED)


def test_a_card_that_a_desk_revokes_is_on_the_next_status_list(world: World, token: str) -> None:
    card = post(world, "/v1/cards", token, CARD).json()
    answer = post(world, f"/v1/cards/{card['number']}/revoke", token, {"reason": "lost"})
    assert answer.json() == {"number": card["number"], "revoked": NOW}
    listed = ask(world, "GET", "/v1/status-list", {})
    keys = world.node.district
    index = read(from_text(card["code"]), keys.credential_keys).status_index
    assert read_status_list(listed.content, keys.receipt_keys).status(index) is Status.INVALID


def test_badges_are_made_and_ended_apart_from_cards(world: World, token: str) -> None:
    badge = post(world, "/v1/badges", token, BADGE).json()
    assert (badge["kind"], badge["home"], badge["coins"]) == ("badge", None, 0)
    number = badge["number"]
    as_card = post(world, f"/v1/cards/{number}/revoke", token, {"reason": "lost"})
    assert problem(as_card, 404, ProblemType.NOT_FOUND) == "unknown-card"
    assert post(world, f"/v1/badges/{number}/revoke", token, {"reason": "left"}).status_code == 200


@pytest.mark.parametrize("path", ["/v1/cards", "/v1/badges", "/v1/cards/1/revoke"])
def test_without_a_desks_token_nothing_is_done(world: World, token: str, path: str) -> None:
    before = world.dump()
    wrong = ("AAAA-AAAA-AAAA-AAAA", "x" * 5000, "")
    for response in (post(world, path, None, CARD), *(post(world, path, t, CARD) for t in wrong)):
        assert problem(response, 401, ProblemType.UNKNOWN_TOKEN) == "no-desk-token"
        assert response.headers["WWW-Authenticate"] == "Bearer"
    basic = ask(world, "POST", path, {"Authorization": f"Basic {token}"})
    assert basic.status_code == 401
    world.now = NOW + TOKEN_LIFE_S
    assert post(world, path, token, CARD).status_code == 401
    assert world.dump() == before


def test_a_new_token_of_a_desk_ends_the_one_before(world: World, token: str) -> None:
    with world.books.write() as connection:
        second, _ = make_desk_token(connection, "desk", NOW, world.random)
        make_desk_token(connection, "another desk", NOW, world.random)
    assert post(world, "/v1/cards", token, CARD).status_code == 401
    assert post(world, "/v1/cards", second, CARD).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status", "kind"),
    [
        ("/v1/cards", {}, 400, ProblemType.MALFORMED),
        ("/v1/cards", [], 400, ProblemType.MALFORMED),
        ("/v1/cards", {**CARD, "more": 1}, 400, ProblemType.MALFORMED),
        ("/v1/cards", {**CARD, "name": "x" * 17}, 400, ProblemType.MALFORMED),
        ("/v1/cards", {**CARD, "request": "short"}, 400, ProblemType.MALFORMED),
        ("/v1/cards", {**CARD, "resident": "nobody"}, 404, ProblemType.NOT_FOUND),
        ("/v1/cards", {**CARD, "home": "three"}, 404, ProblemType.NOT_FOUND),
        ("/v1/badges", {**BADGE, "name": ""}, 400, ProblemType.MALFORMED),
        ("/v1/badges", {**BADGE, "name": "a\u0007b"}, 400, ProblemType.MALFORMED),
        ("/v1/cards/0/revoke", {"reason": "lost"}, 404, ProblemType.NOT_FOUND),
        ("/v1/cards/0/revoke", {"reason": "no such"}, 400, ProblemType.MALFORMED),
        ("/v1/cards/%00'--/revoke", {"reason": "lost"}, 404, ProblemType.NOT_FOUND),
        ("/v1/cards", {**CARD, "resident": "x" * MAX_JSON_BYTES}, 413, ProblemType.TOO_LARGE),
    ],
)
def test_what_a_desk_asks_wrongly_is_a_problem_and_changes_nothing(
    world: World, token: str, path: str, body: object, status: int, kind: ProblemType
) -> None:
    before = world.dump()
    assert problem(post(world, path, token, body), status, kind)
    assert world.dump() == before


def test_the_status_list_and_the_bundle_are_sent_again_only_when_they_changed(
    world: World, token: str
) -> None:
    change: Callable[[], object]
    for path, change in (
        ("/v1/status-list", lambda: revoke_new_card(world, token)),
        ("/v1/bundle", lambda: issue_and_wait(world, token)),
    ):
        first = ask(world, "GET", path, {})
        assert first.headers["Content-Type"] == "application/cbor"
        known = {"If-None-Match": first.headers["ETag"]}
        assert ask(world, "GET", path, known).status_code == 304
        change()
        changed = ask(world, "GET", path, known)
        assert changed.status_code == 200
        assert changed.headers["ETag"] != first.headers["ETag"]


def revoke_new_card(world: World, token: str) -> None:
    card = post(world, "/v1/cards", token, CARD).json()
    post(world, f"/v1/cards/{card['number']}/revoke", token, {"reason": "lost"})
    post(world, "/v1/cards", token, {**CARD, "request": "desk-1-0009"})


def issue_and_wait(world: World, token: str) -> None:
    """Another card, and the minute after which the node looks whether there is news."""
    post(world, "/v1/cards", token, {**CARD, "request": "desk-1-0010", "resident": "some"})
    world.now += LOOK_EVERY_S
