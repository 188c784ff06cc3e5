"""Errors over HTTP: problem documents (RFC 9457).

Their `type` is one of the protocol's list; `reason` beside it is the finer slug. No detail of a
fault of ours goes out.
"""

import json
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from central_node.desk_tokens import NotADesk
from central_node.errors import NodeFault, Refused
from protocol.problems import ProblemType

PROBLEM = "application/problem+json"
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
    ProblemType.OFFER_CLOSED: HTTPStatus.CONFLICT,
    ProblemType.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    ProblemType.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
_log = structlog.get_logger()


def handle_errors(app: FastAPI) -> None:
    """Make every error of this app a problem document."""
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(NodeFault, _on_fault)
    app.add_exception_handler(ClientDisconnect, _on_disconnect)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_bug)


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


def _path(request: Request) -> str:
    """The call as it is registered: the path that was asked for may name a card."""
    return str(getattr(request.scope.get("route"), "path", "unknown"))


def _on_refused(request: Request, exc: Exception) -> Response:
    if not isinstance(exc, Refused):
        raise exc
    _log.info("refused", path=_path(request), problem=exc.problem, reason=exc.reason)
    if not isinstance(exc, NotADesk):
        return _problem(exc.problem, exc.reason, exc.detail)
    response = _problem(exc.problem, exc.reason, exc.detail, HTTPStatus.UNAUTHORIZED)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _on_fault(request: Request, exc: Exception) -> Response:
    _log.error("fault", path=_path(request), fault=str(exc))
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
    _log.error("bug", path=_path(request), kind=type(exc).__name__, exc_info=exc)
    return _problem(ProblemType.INTERNAL, "internal", "The node failed; nothing was changed.")
