"""Where other threads put events and news for the screen's thread: queued signals, in order."""

from PySide6.QtCore import QObject, Signal


class Inbox(QObject):
    """One signal for each kind of news. Connected queued, they arrive on Qt's thread."""

    arrived = Signal(object)  # an Event
    renewed = Signal(object)  # a District
    judged = Signal(object)  # a Judged: whether it can be sold by
    retired = Signal()
    headset = Signal(bool)  # put in, or pulled out
    scanned = Signal()  # whatever comes of it
    power = Signal(bool)  # the mains are there
