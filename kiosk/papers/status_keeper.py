"""Fetches the node's status list, believes it along the signatures, and keeps it for a restart.

A list counts from the moment it is believed, also when the disk has no room for it: news of a
stolen phone is not to wait for that. What is on the disk is whole, whatever the power does.
"""

from pathlib import Path
from typing import Final

from kiosk.papers.refused_paper import StatusRefused, WhyRefused, require_whole
from kiosk.papers.status_shelf import StatusShelf
from kiosk.whole import keep_tag, tag_of, write_whole
from offline_queue.http_transport import Transport
from offline_queue.node_client import STATUS_CALL, STATUS_TIMEOUT_S
from protocol.cose import MessageType
from protocol.errors import ProtocolError
from protocol.keys import KeyRing
from protocol.status_list import StatusList, read_status_list

STATUS_FILE: Final = "status-list.cose"
TAG_FILE: Final = "status-list.tag"


class StatusKeeper:
    """The status list of one scheme in the folder ``state``. For one thread.

    ``keys`` are the node's receipt keys, of which one signs the list.
    """

    def __init__(self, state: Path, scheme: str, keys: KeyRing, shelf: StatusShelf) -> None:
        self._folder = state
        self._scheme = scheme
        self._keys = keys
        self._shelf = shelf
        self._lying = b""

    def load(self) -> str:
        """Put what lies in the folder on the shelf; return why not, "" when it is there.

        A list that can't be read or believed is none: the node has another.
        """
        try:
            data = (self._folder / STATUS_FILE).read_bytes()
            found = self._believe(data)
        except FileNotFoundError:
            return "none yet"
        except (OSError, StatusRefused) as exc:
            return str(exc)
        self._shelf.put(found)
        self._lying = data
        return ""

    def fetch(self, line: Transport, at_s: int) -> bool:
        """Ask the node for a newer list; whether there was one. ``at_s`` is effective time.

        Raises StatusRefused by name, NodeAway, NodeRefused or BadAnswer as the line does; then the
        last good one counts. ConfigError when the folder can't be written: then the new one counts
        until the next start.
        """
        tag = tag_of(self._folder / TAG_FILE, self._lying)
        document = line.get(STATUS_CALL, STATUS_TIMEOUT_S, tag)
        if document is None:
            return False
        newer = document.body != self._lying
        if newer:
            self._take(document.body, at_s)
        keep_tag(self._folder / TAG_FILE, document.etag, document.body)
        return newer

    def _take(self, body: bytes, at_s: int) -> None:
        found = self._believe(body)
        if found.expires <= at_s:
            raise StatusRefused(WhyRefused.EXPIRED, f"ended {at_s - found.expires} s ago")
        if not self._shelf.put(found):
            detail = f"of {found.issued}, known is {self._shelf.issued_s}"
            raise StatusRefused(WhyRefused.OLDER, detail)
        write_whole(self._folder, {STATUS_FILE: body})
        self._lying = body

    def _believe(self, data: bytes) -> StatusList:
        require_whole(data, MessageType.STATUS_LIST, StatusRefused)
        try:
            found = read_status_list(data, self._keys)
        except ProtocolError as exc:
            raise StatusRefused(WhyRefused.UNTRUSTED, f"{exc.reason}: {exc}") from exc
        if found.scheme != self._scheme:
            detail = f"{found.scheme}, this kiosk's is {self._scheme}"
            raise StatusRefused(WhyRefused.OTHER_SCHEME, detail)
        return found
