"""HTTP around the node: FastAPI routes that only carry bytes to `Node.handle` and back.

Bodies are cut off at their limit while they arrive.
"""

import hashlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeAlias

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request, Response

from central_node.desk_json import DeskCall
from central_node.errors import Refused
from central_node.node import (
    BUNDLE,
    CREDENTIALS,
    OFFERS_ANSWER,
    OFFERS_RECEIPT,
    STATUS_LIST,
    Node,
)
from central_node.web_problems import handle_errors
from protocol.account_call import ACCOUNT
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import CredentialKind
from protocol.messages import ENROL, ENTRIES, HEARTBEAT, HOLDS, LEDGER
from protocol.offer_call import OFFERS_TAKE
from protocol.pass_call import PASSES
from protocol.problems import ProblemType
from protocol.rekey_call import REKEY

CBOR, JSON = "application/cbor", "application/json"
MAX_BODY_BYTES = MAX_MESSAGE_BYTES[MessageType.REQUEST]
MAX_JSON_BYTES = 4 * 1024  # a token and a key are 200 bytes
MAX_THREADS = 32  # calls at once; each waits for the database most of its time
MAX_DRAINS = 2  # batches at once: one reads while another waits for the disk; more take the
# interpreter from holds (docs/adr/0010-entries-in-pieces.md has the figures) and end no sooner
MAX_OFFERS = 2  # apps' calls at once: anybody may send one, and none may keep holds waiting
MAX_RECEIPTS = 1  # of theirs that ask what became of it, apart: nobody's answer waits for them
_SIGNED = (HOLDS, ENTRIES, LEDGER, ENROL, REKEY, HEARTBEAT, ACCOUNT, PASSES, OFFERS_TAKE)
_DRAINS = (ENTRIES, LEDGER)
_DOCUMENTS = (BUNDLE, STATUS_LIST)
_WALLETS = (CREDENTIALS, OFFERS_ANSWER, OFFERS_RECEIPT)
_DESK = {"cards": CredentialKind.CARD, "badges": CredentialKind.STAFF}
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class _Routes:
    """What a path does: carry the bytes of one call to the node and back."""

    def __init__(self, node: Node, clock: Callable[[], int]) -> None:
        self._node = node
        self._clock = clock
        self._threads = CapacityLimiter(MAX_THREADS)
        self._drains = CapacityLimiter(MAX_DRAINS)
        self._wallets = {
            CREDENTIALS: self._threads,
            OFFERS_ANSWER: CapacityLimiter(MAX_OFFERS),
            OFFERS_RECEIPT: CapacityLimiter(MAX_RECEIPTS),
        }

    def signed(self, call: str) -> Endpoint:
        """A kiosk's call: signed messages both ways."""
        limiter = self._drains if call in _DRAINS else self._threads
        return self._post(call, MAX_BODY_BYTES, CBOR, limiter)

    def wallet(self, call: str) -> Endpoint:
        """A phone's call in JSON."""
        return self._post(call, MAX_JSON_BYTES, JSON, self._wallets[call])

    def document(self, call: str) -> Endpoint:
        """A signed document for anybody, sent again only when it is another one."""

        async def get(request: Request) -> Response:
            data = await self._handle(call, b"", self._threads)
            etag = '"' + hashlib.sha256(data).hexdigest()[:32] + '"'
            if _matches(request.headers.get("If-None-Match", ""), etag):
                return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})
            return Response(data, media_type=CBOR, headers={"ETag": etag})

        return get

    def desk(self, kind: CredentialKind) -> Endpoint:
        """A desk's call in JSON, with its token; the path may name a card."""

        async def post(request: Request) -> Response:
            call = DeskCall(kind, request.path_params.get("number"))
            body = await _read_body(request, MAX_JSON_BYTES)
            token = _bearer(request.headers.get("Authorization", ""))
            data = await to_thread.run_sync(
                self._node.desk, call, token, body, self._clock(), limiter=self._threads
            )
            return Response(data, media_type=JSON)

        return post

    def _post(self, call: str, limit_bytes: int, media: str, limiter: CapacityLimiter) -> Endpoint:
        async def post(request: Request) -> Response:
            body = await _read_body(request, limit_bytes)
            return Response(await self._handle(call, body, limiter), media_type=media)

        return post

    async def _handle(self, call: str, body: bytes, limiter: CapacityLimiter) -> bytes:
        return await to_thread.run_sync(
            self._node.handle, call, body, self._clock(), limiter=limiter
        )


def create_app(node: Node, clock: Callable[[], int]) -> FastAPI:
    """The app over an open node; ``clock`` gives epoch seconds."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    routes = _Routes(node, clock)
    posts = {call: routes.signed(call) for call in _SIGNED}
    posts |= {call: routes.wallet(call) for call in _WALLETS}
    for path, kind in _DESK.items():
        posts[path] = posts[f"{path}/{{number}}/revoke"] = routes.desk(kind)
    for path, endpoint in posts.items():
        app.add_api_route(f"/v1/{path.replace('.', '/')}", endpoint, methods=["POST"])
    for document in _DOCUMENTS:
        app.add_api_route(f"/v1/{document}", routes.document(document), methods=["GET"])
    handle_errors(app)
    return app


async def _read_body(request: Request, limit_bytes: int) -> bytes:
    """The body, or Refused as soon as it is longer than its limit."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit_bytes:
            detail = f"At most {limit_bytes} bytes."
            raise Refused(ProblemType.TOO_LARGE, "too-large", detail)
    return bytes(body)


def _bearer(authorization: str) -> str | None:
    """The token of a header as RFC 6750 wants it."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _matches(if_none_match: str, etag: str) -> bool:
    """Weak comparison, as RFC 9110 wants it for If-None-Match."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag in tags
