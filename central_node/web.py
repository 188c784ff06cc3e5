"""HTTP around the node: FastAPI routes that only carry bytes to `Node.handle` and back.

Bodies are cut off at their limit while they arrive. Errors are problem documents (RFC 9457) whose
`type` is one of the protocol's list; `reason` beside it is the finer slug.
"""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

import structlog
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Header, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from central_node.errors import NodeFault, Refused
from central_node.node import BUNDLE, CREDENTIALS, Node
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.messages import ENROL, ENTRIES, HOLDS, LEDGER
from protocol.problems import ProblemType
from protocol.rekey_call import REKEY

CBOR, JSON, PROBLEM = "application/cbor", "application/json", "application/problem+json"
MAX_BODY_BYTES = MAX_MESSAGE_BYTES[MessageType.REQUEST]
MAX_JSON_BYTES = 4 * 1024  # a token and a key are 200 bytes
MAX_THREADS = 32  # calls at once; each waits for the database most of its time
MAX_DRAINS = 2  # batches at once: one reads while another waits for the disk; more take the
# interpreter from holds (docs/adr/0010-entries-in-pieces.md has the figures) and end no sooner
CLIENT_CLOSED_STATUS = 499  # nobody reads it; it only ends the route

_STATUS = {
    ProblemType.MALFORMED: HTTPStatus.BAD_REQUEST,
    ProblemType.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ProblemType.UNKNOWN_KEY: HTTPStatus.FORBIDDEN,
    ProblemType.BAD_SIGNATURE: HTTPStatus.FORBIDDEN,
    ProblemType.WRONG_CALL: HTTPStatus.BAD_REQUEST,
    ProblemType.UNKNOWN_TOKEN: HTTPStatus.FORBIDDEN,
    ProblemType.TOKEN_USED: HTTPStatus.CONFLICT,
    ProblemType.UNKNOWN_SCHEME: HTTPStatus.UNPROCESSABLE_ENTITY,
    ProblemType.BAD_KEY: HTTPStatus.UNPROCESSABLE_ENTITY,
    ProblemType.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ProblemType.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    ProblemType.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
_log = structlog.get_logger()


def create_app(node: Node, clock: Callable[[], int]) -> FastAPI:
    """The app over an open node; ``clock`` gives epoch seconds."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    etag = '"' + hashlib.sha256(node.district.bundle).hexdigest()[:32] + '"'

    threads, drains = CapacityLimiter(MAX_THREADS), CapacityLimiter(MAX_DRAINS)

    async def answer(
        call: str, request: Request, limit_bytes: int, media: str, limiter: CapacityLimiter
    ) -> Response:
        body = await _read_body(request, limit_bytes)
        data = await to_thread.run_sync(node.handle, call, body, clock(), limiter=limiter)
        return Response(data, media_type=media)

    @app.post("/v1/holds")
    async def holds(request: Request) -> Response:
        return await answer(HOLDS, request, MAX_BODY_BYTES, CBOR, threads)

    @app.post("/v1/entries")
    async def entries(request: Request) -> Response:
        return await answer(ENTRIES, request, MAX_BODY_BYTES, CBOR, drains)

    @app.post("/v1/ledger")
    async def ledger(request: Request) -> Response:
        return await answer(LEDGER, request, MAX_BODY_BYTES, CBOR, drains)

    @app.post("/v1/enrol")
    async def enrol(request: Request) -> Response:
        return await answer(ENROL, request, MAX_BODY_BYTES, CBOR, threads)

    @app.post("/v1/rekey")
    async def rekey(request: Request) -> Response:
        return await answer(REKEY, request, MAX_BODY_BYTES, CBOR, threads)

    @app.post("/v1/credentials")
    async def credentials(request: Request) -> Response:
        return await answer(CREDENTIALS, request, MAX_JSON_BYTES, JSON, threads)

    @app.get("/v1/bundle")
    async def bundle(if_none_match: Annotated[str | None, Header()] = None) -> Response:
        if if_none_match is not None and _matches(if_none_match, etag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})
        data = node.handle(BUNDLE, b"", clock())
        return Response(data, media_type=CBOR, headers={"ETag": etag})

    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(NodeFault, _on_fault)
    app.add_exception_handler(ClientDisconnect, _on_disconnect)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_bug)
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


def _matches(if_none_match: str, etag: str) -> bool:
    """Weak comparison, as RFC 9110 wants it for If-None-Match."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag in tags


def _problem(problem: ProblemType, reason: str, detail: str, status: int | None = None) -> Response:
    code = HTTPStatus(_STATUS[problem] if status is None else status)
    body = {
        "type": problem,
        "title": code.phrase,
        "status": code.value,
        "detail": detail,
        "reason": reason,
    }
    return Response(json.dumps(body), status_code=code.value, media_type=PROBLEM)


def _on_refused(request: Request, exc: Exception) -> Response:
    if not isinstance(exc, Refused):
        raise exc
    _log.info("refused", path=request.url.path, problem=exc.problem, reason=exc.reason)
    return _problem(exc.problem, exc.reason, exc.detail)


def _on_fault(request: Request, exc: Exception) -> Response:
    _log.error("fault", path=request.url.path, fault=str(exc))
    response = _problem(ProblemType.BUSY, "busy", "Not now; send the same again later.")
    response.headers["Retry-After"] = "1"
    return response


def _on_disconnect(_request: Request, _exc: Exception) -> Response:
    return Response(status_code=CLIENT_CLOSED_STATUS)


def _on_http_error(_request: Request, exc: Exception) -> Response:
    status = exc.status_code if isinstance(exc, HTTPException) else HTTPStatus.BAD_REQUEST
    known = status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
    problem = ProblemType.NOT_FOUND if known else ProblemType.MALFORMED
    return _problem(problem, problem.rsplit(":")[-1], "There is no such call.", status)


def _on_bug(request: Request, exc: Exception) -> Response:
    _log.error("bug", path=request.url.path, kind=type(exc).__name__, exc_info=exc)
    return _problem(ProblemType.INTERNAL, "internal", "The node failed; nothing was changed.")
