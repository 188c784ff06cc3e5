"""The code readers of a profile, opened: camera with scanner and preview, and other scanners."""

from collections.abc import Callable
from typing import Final, Self

from drivers.camera import OpenCvCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.device import DeviceState
from drivers.scan_hints import ScanHint
from drivers.serial_scanner import SerialScanner, SetUp
from drivers.wedge import WedgeScanner
from kiosk.hardware.preview import PreviewLoop, ShowFrame
from kiosk.hardware.reader_watch import CAMERA, SERIAL, WEDGE
from kiosk.hardware.scanner_families import scanner_device, scanner_family
from kiosk.profile.device_sections import CameraSection, SerialSection, WedgeSection
from kiosk.profile.machine import Profile
from protocol.code import PREFIX

# A scanned text, what read it, and how long the reading took (0 where a device does it itself).
OnText = Callable[[str, str, float], None]
OnState = Callable[[str, DeviceState], None]
OnHint = Callable[[ScanHint], None]
_Part = CameraThread | CameraScanner | PreviewLoop | SerialScanner | WedgeScanner

READER_THREADS: Final = ("camera", "camera-scanner", "preview", "serial-scanner", "wedge-scanner")
"""Threads by their names: a bug in one costs that reader, and no other and no sale."""


class CodeReaders:
    """Everything that reads codes on this machine. ``on_text`` is called on its threads."""

    def __init__(
        self,
        profile: Profile,
        on_text: OnText,
        show_frame: ShowFrame,
        on_state: OnState,
        on_hint: OnHint = lambda _: None,
    ) -> None:
        self._on_text = on_text
        self._stopped = False
        self._camera: CameraThread | None = None
        self._scanner: CameraScanner | None = None
        self._preview: PreviewLoop | None = None
        self._serial: SerialScanner | None = None
        self._wedge: WedgeScanner | None = None
        if profile.camera is not None:
            self._add_camera(profile.camera, self._read, show_frame, on_state, on_hint)
        if profile.serial is not None:
            self._serial = _serial(profile.serial, self._read, on_state)
        if profile.wedge is not None:
            self._wedge = _wedge(profile.wedge, self._read, on_state)

    def start(self) -> Self:
        """Start all threads."""
        for part in self._parts():
            part.start()
        return self

    def want_preview(self, wanted: bool) -> None:
        """Say whether the screen shows the camera's picture now."""
        if self._preview is not None:
            self._preview.want(wanted)

    def want_code(self, wanted: bool) -> None:
        """Say whether a code means something now: a scanner with a trigger rests while none does.

        The camera looks on: it is seen by nobody, and the next code is read at once.
        """
        if self._serial is not None:
            self._serial.want(wanted)

    @property
    def set_up(self) -> SetUp:
        """What the serial scanner said to its set-up when it was opened last."""
        return SetUp.NOT_ASKED if self._serial is None else self._serial.set_up

    def refuse(self) -> None:
        """A code that was read is no good: let a scanner that can say so."""
        if self._serial is not None:
            self._serial.refuse()

    def stop(self) -> None:
        """Read nothing any more, and ask all threads to end; waits for none, as one may hang."""
        self._stopped = True
        for part in self._parts():
            part.stop()

    def close(self) -> None:
        """Stop and join all threads, the users of a camera before the camera."""
        self.stop()
        for part in reversed(self._parts()):
            part.close()

    def _parts(self) -> tuple[_Part, ...]:
        parts = (self._camera, self._scanner, self._preview, self._serial, self._wedge)
        return tuple(part for part in parts if part is not None)

    def _read(self, text: str, engine: str, decode_ms: float) -> None:
        if not self._stopped:
            self._on_text(text, engine, decode_ms)

    def _add_camera(
        self,
        section: CameraSection,
        on_text: OnText,
        show_frame: ShowFrame,
        on_state: OnState,
        on_hint: OnHint,
    ) -> None:
        def tell(state: DeviceState) -> None:
            on_state(CAMERA, state)

        camera = CameraThread(lambda: OpenCvCamera(section.source), tell)
        self._camera = camera
        self._scanner = CameraScanner(
            camera,
            lambda found: on_text(found.text, found.engine, found.decode_ms),
            on_hint,
            is_awaited=_is_awaited,
            on_state=tell,
        )
        self._preview = PreviewLoop(camera, show_frame)


def _serial(section: SerialSection, on_text: OnText, on_state: OnState) -> SerialScanner:
    def tell(state: DeviceState) -> None:
        on_state(SERIAL, state)

    def read(text: str) -> None:
        on_text(text, SERIAL, 0.0)

    family = scanner_family(section.family)
    device, baud = scanner_device(section), section.baud
    return SerialScanner(device, read, tell, baud=baud, family=family, is_awaited=_is_awaited)


def _wedge(section: WedgeSection, on_text: OnText, on_state: OnState) -> WedgeScanner:
    def tell(state: DeviceState) -> None:
        on_state(WEDGE, state)

    def read(text: str) -> None:
        on_text(text, WEDGE, 0.0)

    return WedgeScanner(section.path, read, tell, is_awaited=_is_awaited)


def _is_awaited(text: str) -> bool:
    return text.startswith(PREFIX)
