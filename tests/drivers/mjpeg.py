"""An MJPEG stream on loopback, as a network camera serves it, with a stall and an end at will."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

FRAME_S = 1 / 30


class MjpegStream:
    """Serves the picture that was last shown, until told to stall or to end; `port` 0 is any."""

    def __init__(self, port: int = 0) -> None:
        self.stalled = Event()
        self.ended = Event()
        self.show(np.full((240, 320, 3), 90, np.uint8))
        stream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stream.serve(self)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/camera.mjpg"

    def show(self, bgr: NDArray[np.uint8]) -> None:
        done, jpeg = cv2.imencode(".jpg", bgr)
        assert done
        self.send(jpeg.tobytes())

    def send(self, part: bytes) -> None:
        """Serve `part` in the place of a picture."""
        self._jpeg = part

    @property
    def sent(self) -> bytes:
        """What is served now."""
        return self._jpeg

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        request.end_headers()
        try:
            while not self.ended.wait(FRAME_S):
                if not self.stalled.is_set():
                    request.wfile.write(_part(self._jpeg))
        except OSError:
            return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _part(jpeg: bytes) -> bytes:
    head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
    return head.encode() + jpeg + b"\r\n"
