"""What a running kiosk last knew of its devices, for a doctor who may not open them meanwhile.

A small JSON file in the state folder. It is about now: it is not flushed to the medium, and it is
believed only while the process that wrote it lives. Who reads it trusts nothing in it: it may be
left by a kiosk that was killed, cut off by a full disk, or somebody's forgery.
"""

import os
import stat
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kiosk.config import ConfigError

DEVICES_FILE: Final = "devices.json"
MAX_BYTES: Final = 16_384  # 32 devices with the longest names and states take 5,000
MAX_DEVICES: Final = 32
CLOSE_WAIT_S: Final = 1.0  # a disk that hangs may keep it; the next kiosk replaces what is left
FILE_MODE: Final = 0o644  # it names no person: a technician may look
_START_FIELD: Final = 19  # of /proc/PID/stat behind the name: when the process began

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]


@dataclass(frozen=True)
class Told:
    """A device's last ``state``, as its thread told it, and for how many seconds it has been so."""

    state: str
    for_s: int


class _Device(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    state: Name
    since_s: float = Field(ge=0, allow_inf_nan=False)  # of the monotonic clock, one for all


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    pid: int = Field(ge=1, le=2**31)
    began: int = Field(ge=0)
    devices: dict[Name, _Device] = Field(max_length=MAX_DEVICES)


class DevicesFile:
    """Keeps ``folder``/devices.json by what ``write`` is told; for any number of threads.

    A thread of its own writes: a disk that hangs keeps neither a device nor the screen waiting.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / DEVICES_FILE
        self._clock = clock
        self._changed = threading.Condition()
        self._devices: dict[str, dict[str, str | float]] = {}
        self._told = 0
        self._written = 0
        self._closed = False
        self._thread: threading.Thread | None = None

    def write(self, states: Mapping[str, str]) -> None:
        """Take in the states of some devices, by name, and have the file replaced soon.

        Others stay as they were told: hand over what changed, so no thread undoes another's news.
        Never raises: where a medium takes no bytes, or a name is none that a reader would believe,
        there is no file rather than an old one.
        """
        with self._changed:
            now_s = self._clock()
            for name, state in states.items():
                if self._devices.get(name, {}).get("state") != state:
                    self._devices[name] = {"state": str(state), "since_s": now_s}
            self._told += 1
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="devices-file", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self, timeout_s: float) -> bool:
        """Wait until the file holds all that was told; False where it does not after that time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._written == self._told, timeout_s)

    def close(self) -> None:
        """Have the file taken away: the devices are let go. Twice is harmless."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(CLOSE_WAIT_S)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._written != self._told)
                if self._closed:
                    break
                told, devices = self._told, dict(self._devices)
            self._replace(devices)
            with self._changed:
                self._written = told
                self._changed.notify_all()
        self._remove()

    def _replace(self, devices: dict[str, dict[str, str | float]]) -> None:
        pid = os.getpid()
        draft = self._path.with_name(self._path.name + ".new")
        try:
            written = _Written.model_validate(
                {"pid": pid, "began": _began(pid) or 0, "devices": devices}
            )
            draft.write_text(written.model_dump_json(by_alias=True), "utf-8")
            draft.chmod(FILE_MODE)
            draft.replace(self._path)
        except (OSError, ValidationError):
            self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def read_devices(
    folder: Path, clock: Callable[[], float] = time.monotonic
) -> Mapping[str, Told] | None:
    """Return what the living kiosk of this folder last knew, by device; None without a file.

    ConfigError says why a file is not believed: it is no such file, too large, damaged, or who
    wrote it lives no more.
    """
    path = folder / DEVICES_FILE
    data = _bytes_of(path)
    if data is None:
        return None
    try:
        written = _Written.model_validate_json(data)
    except ValidationError as exc:
        raise ConfigError(str(path), "file", "it is damaged") from exc
    if _began(written.pid) != written.began:
        raise ConfigError(str(path), "pid", "it was left by a kiosk that runs no more")
    now_s = clock()
    if any(device.since_s > now_s for device in written.devices.values()):
        raise ConfigError(str(path), "since_s", "it tells of what has not been yet")
    return {
        name: Told(device.state, int(now_s - device.since_s))
        for name, device in written.devices.items()
    }


def _bytes_of(path: Path) -> bytes | None:
    """Return a plain file's bytes, never waiting for one; ConfigError for anything else."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise ConfigError(str(path), "file", f"can't be read: {exc.strerror}") from exc
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ConfigError(str(path), "file", "it is no plain file")
        data = os.read(handle, MAX_BYTES + 1)
    finally:
        os.close(handle)
    if len(data) > MAX_BYTES:
        raise ConfigError(str(path), "file", f"larger than {MAX_BYTES} bytes")
    return data


def _began(pid: int) -> int | None:
    """Return when a living process began, clock ticks since the machine did; None without one."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # a process's own name may hold anything
    if len(fields) <= _START_FIELD or not fields[_START_FIELD].isdecimal():
        return None
    return int(fields[_START_FIELD])
