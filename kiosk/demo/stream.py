"""The demo's camera: an MJPEG stream on loopback, as a network camera sends one.

The terminal opens it by its address, like any camera; nothing reaches the decoder past it.
Frames are numbered from the start of a connection and paced against the clock that is handed in,
so a late frame does not delay those after it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from kiosk.demo.lobby import NOISE_PICTURES
from kiosk.demo.scene import FRAMES_PER_S, Held, Scene, encode

PATH = "/camera.mjpg"
BOUNDARY = "frame"
CLOSE_POLL_S = 0.1  # how soon closing is noticed
VIEWERS = 2  # the terminal, and its successor while the old connection is still dying


@dataclass(frozen=True)
class Showing:
    """A phone before the lens: the code on it and where it is held, -1..1 across and down."""

    text: str
    x: float = 0.0
    y: float = 0.0


class View:
    """What is before the lens now. Written by the control, read by each stream; thread-safe."""

    def __init__(self) -> None:
        self._showing: Showing | None = None

    def show(self, showing: Showing | None) -> None:
        """Hold a phone to the lens, or take it away."""
        self._showing = showing

    def now(self) -> Showing | None:
        """What is shown at this moment."""
        return self._showing


class Feed:
    """The frames of one connection: draws what is in view, counting how long it has been."""

    def __init__(self, scene: Scene, view: View) -> None:
        self._scene, self._view = scene, view
        self._empty: dict[int, bytes] = {}  # at most NOISE_PICTURES
        self._since: int | None = None

    def jpeg(self, number: int) -> bytes:
        """Frame ``number`` of the connection, numbered from 0 without gaps."""
        showing = self._view.now()
        if showing is None:
            self._since = None
            return self._empty_frame(number % NOISE_PICTURES)
        if self._since is None:
            self._since = number
        held = Held(showing.text, showing.x, showing.y, number - self._since)
        return encode(self._scene.frame(number, held))

    def _empty_frame(self, number: int) -> bytes:
        if number not in self._empty:
            self._empty[number] = encode(self._scene.frame(number, None))
        return self._empty[number]


class CameraStream:
    """Serves ``view`` at ``url`` until closed."""

    def __init__(self, view: View, *, seed: int, monotonic_s: Callable[[], float]) -> None:
        self._stopping = threading.Event()
        scene = Scene(seed)
        seats = threading.BoundedSemaphore(VIEWERS)
        stopping = self._stopping

        class Handler(_Handler):
            def do_GET(self) -> None:
                if self.path != PATH:
                    self.send_error(HTTPStatus.NOT_FOUND)
                elif not seats.acquire(blocking=False):
                    self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
                else:
                    try:
                        self.send_frames(Feed(scene, view), monotonic_s, stopping)
                    finally:
                        seats.release()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False  # closing waits for the frames to end
        self.url = f"http://127.0.0.1:{self._server.server_port}{PATH}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(CLOSE_POLL_S,), name="demo-camera"
        )
        self._thread.start()

    def close(self) -> None:
        """End every connection and wait for the threads."""
        self._stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"  # the answer ends with the connection

    def send_frames(
        self, feed: Feed, monotonic_s: Callable[[], float], stopping: threading.Event
    ) -> None:
        """Send frames at their pace until the viewer goes or the stream is closed."""
        try:
            self._send_head()
            number, start_s = 0, monotonic_s()
            while not stopping.wait(max(0.0, start_s + number / FRAMES_PER_S - monotonic_s())):
                self._send_frame(feed.jpeg(number))
                number += 1
        except (BrokenPipeError, ConnectionResetError):
            return  # the viewer has gone: a terminal whose power was cut says no goodbye

    def _send_head(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _send_frame(self, jpeg: bytes) -> None:
        head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
        self.wfile.write(head.encode("ascii") + jpeg + b"\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Say nothing: a viewer that comes and goes is not news."""
