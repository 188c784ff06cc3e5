"""The window's end of the control channel. Blocking: to be used off the Qt thread."""

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx
from pydantic import ValidationError

from kiosk.demo.control import WAIT_S
from kiosk.demo.errors import DemoError
from kiosk.demo.messages import Command, State

URL_VARIABLE = "KIOSK_DEMO_CONTROL"
TOKEN_VARIABLE = "KIOSK_DEMO_TOKEN"  # noqa: S105 - the name of the variable, not a secret
CALL_S = 5.0


class ControlLostError(DemoError):
    """The supervisor does not answer, or not as agreed: the demo has ended."""


class ControlClient:
    """Presses switches and waits for state. Each method may be called from any thread."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=CALL_S
        )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The channel the supervisor told us of; not on the command line, which others can see."""
        try:
            return cls(environment[URL_VARIABLE], environment[TOKEN_VARIABLE])
        except KeyError as exc:
            raise DemoError(
                f"{exc.args[0]} is not set: the demo's window is started by the demo."
            ) from exc

    def send(self, command: Command) -> None:
        """Have a command carried out; returns when it is queued."""
        self._call("POST", "/command", command.model_dump_json())

    def newer_state(self, version: int) -> State:
        """Wait for a state newer than ``version``; the same state if there is no news for long."""
        answer = self._call("GET", f"/state?seen={version}", wait_s=WAIT_S + CALL_S)
        try:
            return State.model_validate_json(answer.content)
        except ValidationError as exc:
            raise ControlLostError(f"The demo answered with something else: {exc}") from exc

    def ticket(self, number: int) -> bytes:
        """The picture (PNG) of a printed ticket, counted from 1."""
        return self._call("GET", f"/ticket?number={number}").content

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def _call(
        self, method: str, path: str, body: str | None = None, wait_s: float = CALL_S
    ) -> httpx.Response:
        try:
            answer = self._http.request(method, path, content=body, timeout=wait_s)
            return answer.raise_for_status()
        except httpx.HTTPError as exc:
            raise ControlLostError(f"The demo's supervisor does not answer: {exc}") from exc
