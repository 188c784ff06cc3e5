"""The demo window's Qt object: what is shown goes in, what is pressed and dragged comes out."""

import threading
from dataclasses import replace

from PySide6.QtCore import Property, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.demo import messages
from kiosk.demo.messages import Counts, State
from kiosk.demo.presenter import Seen, present
from kiosk.demo.qr import modules
from kiosk.demo.script import BOTTLES
from kiosk.demo.settings import DemoSettings
from ui.demo.contract import DemoScreen, SwitchId
from ui.theme import LIGHT, Theme
from ui.views import View, register_uncreatable, view_class, view_of

PROVIDER = "demo"


class DemoPictures(QQuickImageProvider):
    """``image://demo/code/RESIDENT/...`` and ``image://demo/ticket/NUMBER``. Thread-safe."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._lock = threading.Lock()
        self._codes: dict[str, str] = {}
        self._ticket = QImage()

    def set_codes(self, phones: tuple[messages.Phone, ...]) -> None:
        """The codes that are on the phones now."""
        with self._lock:
            self._codes = {phone.id: phone.code for phone in phones if phone.code}

    def set_ticket(self, png: bytes) -> bool:
        """The picture of the last ticket; False if the bytes are no picture."""
        image = QImage.fromData(png)
        with self._lock:
            self._ticket = image
        return not image.isNull()

    def requestImage(self, id_: str, size: QSize, wanted: QSize) -> QImage:  # noqa: N802 - Qt's name
        """The picture as wide as wanted; otherwise a pixel for each module or printer's dot."""
        kind, key, *_ = id_.split("/")
        with self._lock:
            ticket, code = self._ticket, self._codes.get(key, "")
        if kind == "ticket":
            image = _ticket_as_wide(ticket, wanted.width())
        else:
            image = _code_as_wide(_drawn(code), wanted.width()) if code else QImage()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _ticket_as_wide(ticket: QImage, width_px: int) -> QImage:
    if not 0 < width_px < ticket.width():
        return ticket
    return ticket.scaledToWidth(width_px, Qt.TransformationMode.SmoothTransformation)


def _code_as_wide(code: QImage, width_px: int) -> QImage:
    """All modules equally wide: first larger by a whole number, then smoothly smaller."""
    if width_px < code.width():
        return code
    larger = code.scaledToWidth(code.width() * -(-width_px // code.width()))
    return larger.scaledToWidth(width_px, Qt.TransformationMode.SmoothTransformation)


def _drawn(code: str) -> QImage:
    light = (~modules(code)).astype("uint8") * 255
    side = len(light)
    drawn = QImage(light.tobytes(), side, side, side, QImage.Format.Format_Grayscale8)
    return drawn.copy()  # its own memory


class DemoBridge(QObject):
    """Lives on the Qt thread; ``state_came``, ``ticket_came``, ``lost`` come from any thread."""

    state_came = Signal(object)  # State
    ticket_came = Signal(int, bytes)
    lost = Signal(str)  # the supervisor is gone; why
    closing = Signal()  # the supervisor ends
    pressed = Signal(object)  # Command, for the supervisor
    shown_changed = Signal()

    def __init__(
        self,
        settings: DemoSettings,
        *,
        restarted: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pictures = DemoPictures()
        self._settings = settings
        self._state = State()
        first = settings.resident[0].id
        self._seen = Seen(first, Counts(recorded=0, sent=0, confirmed=0), recovered=restarted)
        self._screen = view_of(present(settings, self._state, self._seen), self)
        self._theme = view_of(LIGHT, self)
        self.state_came.connect(self._take_state, Qt.ConnectionType.QueuedConnection)
        self.ticket_came.connect(self._take_ticket, Qt.ConnectionType.QueuedConnection)

    def count(self, counts: Counts) -> None:
        """Show the ledger's counts."""
        self._update(replace(self._seen, counts=counts))

    def offer(self, text: str) -> None:
        """Tell what the kiosk's own code says, or that there is none."""
        if text != self._seen.offered:
            self._update(replace(self._seen, offered=text))

    @Slot(str)
    def choose(self, resident: str) -> None:
        """Take up another resident's phone."""
        self.pressed.emit(messages.HidePhone())
        self._update(replace(self._seen, resident=resident, recovered=False))

    @Slot(float, float)
    def hold(self, x: float, y: float) -> None:
        """Hold the phone before the camera; 0, 0 is the middle of its picture, 1 the edge."""
        limit = 2.0
        x, y = (min(max(value, -limit), limit) for value in (x, y))
        self.pressed.emit(messages.ShowPhone(resident=self._seen.resident, x=x, y=y))

    @Slot()
    def scan(self) -> None:
        """Scan the code that the kiosk shows, and agree to what it is about."""
        if self._seen.offered:
            resident, text = self._seen.resident, self._seen.offered
            self.pressed.emit(messages.ScanOffer(resident=resident, text=text))

    @Slot()
    def release(self) -> None:
        """Take the phone away from the camera."""
        self.pressed.emit(messages.HidePhone())

    @Slot(str)
    def press(self, switch: str) -> None:
        """Press one of the plain switches."""
        match SwitchId(switch):
            case SwitchId.NETWORK:
                self.pressed.emit(messages.CutNetwork(cut=not self._state.network_cut))
            case SwitchId.PAPER:
                self.pressed.emit(messages.TakePaper(out=not self._state.paper_out))
            case SwitchId.BOTTLES:
                self.pressed.emit(messages.PutIn(items=BOTTLES))
            case SwitchId.POWER:
                self.pressed.emit(messages.CutPower())
        self._update(replace(self._seen, recovered=False))

    @Slot(int, int, int, int, bool)
    def place(self, x: int, y: int, width: int, height: int, full_screen: bool) -> None:
        """Tell where the window is, so that it comes back there."""
        place = messages.Place(x=x, y=y, width=width, height=height, full_screen=full_screen)
        self.pressed.emit(messages.KeepPlace(place=place))

    def _take_state(self, state: State) -> None:
        self.pictures.set_codes(state.phones)
        self._state = state
        self._update()
        self.shown_changed.emit()
        if state.closing:
            self.closing.emit()

    def _take_ticket(self, number: int, png: bytes) -> None:
        """A ticket that was there before this window was is shown where it lies."""
        if self.pictures.set_ticket(png):
            just_cut = self._state.version > State().version
            self._update(replace(self._seen, ticket=number, ticket_just_cut=just_cut))

    def _update(self, seen: Seen | None = None) -> None:
        self._seen = seen or self._seen
        self._screen.assign(present(self._settings, self._state, self._seen))

    def _get_shown(self) -> bool:
        return self._state.shown is not None

    def _get_screen(self) -> View:
        return self._screen

    def _get_theme(self) -> View:
        return self._theme

    shown = Property(bool, _get_shown, notify=shown_changed)
    screen = Property(view_class(DemoScreen), _get_screen, constant=True)
    theme = Property(view_class(Theme), _get_theme, constant=True)


def register() -> None:
    """Make the demo's bridge and what it shows known to QML."""
    view_class(DemoScreen)
    register_uncreatable(DemoBridge, "DemoBridge")
