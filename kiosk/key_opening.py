"""Opens this machine's keys as its profile says: where the passphrase comes from, and which key.

The passphrase is read anew each time and kept nowhere. A file with it must be readable by its owner
only. What systemd decrypts lies in memory, for this service alone, and its own rights are systemd's
business (systemd.exec(5), CREDENTIALS_DIRECTORY).
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.desks.pin_desk import PinKey
from kiosk.profile.machine import KEY_FILE, LEDGER_FILE, KeySection, Profile, Sealing
from offline_queue.errors import CannotOpen, KeyFileError, LedgerError
from offline_queue.key_store import KeyStore, tidy
from offline_queue.reader import LedgerReader
from offline_queue.second_medium import is_begun
from protocol.sealed import LEAST_PASSPHRASE_BYTES, MOST_PASSPHRASE_BYTES, is_fit

CREDENTIALS_DIRECTORY: Final = "CREDENTIALS_DIRECTORY"
_OTHERS: Final = 0o077


NEXT_FILE: Final = "kiosk.key.next"
REKEY_MARK: Final = "rekey.json"
"""What `rekeying` leaves here while a kiosk's key is being changed."""


def key_path(profile: Profile) -> Path:
    """Where the keys lie."""
    return profile.state / KEY_FILE


def open_store(profile: Profile, environment: Mapping[str, str] = os.environ) -> KeyStore:
    """Open the keys. Raises `KeyFileError`, also for a passphrase that can't be had."""
    passphrase = passphrase_of(profile.key, environment)
    return KeyStore.open(key_path(profile), passphrase, lambda: has_pins(profile))


def has_pins(profile: Profile) -> bool:
    """Whether PINs were set in this machine's ledger; True where it can't be read."""
    return _pins_were_set(profile) is not False


def pin_key_for(profile: Profile, store: KeyStore) -> PinKey:
    """The key for PINs, for a kiosk that starts. Raises `KeyFileError` where it is lost.

    Where the ledger can't be read nobody knows whether it is lost, and the ledger's own trouble is
    what has to be shown: then the key is asked for at its first use.
    """
    try:
        return store.pin_key
    except KeyFileError:
        if _pins_were_set(profile) is not None:
            raise
        return _AskedForLater(profile.state / LEDGER_FILE, store)


@dataclass(frozen=True)
class _AskedForLater:
    ledger: Path
    store: KeyStore

    def mac(self, data: bytes) -> bytes:
        """As the store's key; CannotOpen where there is still none."""
        try:
            return self.store.pin_key.mac(data)
        except KeyFileError as exc:
            raise CannotOpen(self.ledger, str(exc)) from exc


def _pins_were_set(profile: Profile) -> bool | None:
    """None where the ledger can't be read."""
    path = profile.state / LEDGER_FILE
    try:
        if not is_begun(path):
            return False
        with LedgerReader.open(path) as ledger:
            return ledger.has_pins()
    except LedgerError:
        return None


def open_enrolled(profile: Profile, kid: bytes) -> KeyStore:
    """Open the keys of the kiosk that was enrolled; any other would sign what is never booked.

    Brings an interrupted sealing to its end. Raises `KeyFileError`, ConfigError.
    """
    if (profile.state / REKEY_MARK).exists():
        reason = "a change of key was interrupted: run 'kiosk rekey' again"
        raise ConfigError(str(profile.state / REKEY_MARK), "key", reason)
    store, path = open_store(profile), key_path(profile)
    if store.signer.public_key.kid != kid:
        raise ConfigError(str(path), "key", "is not the one that was enrolled: enrol again")
    if profile.key.sealed is not Sealing.NO:
        tidy(path)
    return store


def passphrase_of(section: KeySection, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """The passphrase that the profile names, None for plain keys. Raises `KeyFileError`.

    One line end behind it is not part of it: editors and `echo` put one there.
    """
    match section.sealed:
        case Sealing.NO:
            return None
        case Sealing.FROM_FILE:
            return _passphrase(Path(str(section.passphrase_file)), private=True)
        case Sealing.FROM_SYSTEMD:
            folder = environment.get(CREDENTIALS_DIRECTORY)
            if folder is None:
                path = Path(str(section.credential))
                raise KeyFileError(path, "systemd gave this process no such credential")
            return _passphrase(Path(folder) / str(section.credential), private=False)


def _passphrase(path: Path, *, private: bool) -> bytes:
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            text = file.read(MOST_PASSPHRASE_BYTES + 3)
    except OSError as exc:
        raise KeyFileError(path, f"the passphrase can't be read: {exc.strerror}") from exc
    if private and mode & _OTHERS:
        raise KeyFileError(path, f"mode {mode:o} lets others read the passphrase; chmod 600 it")
    passphrase = text.removesuffix(b"\n").removesuffix(b"\r")
    if not is_fit(passphrase):
        bounds = f"{LEAST_PASSPHRASE_BYTES} to {MOST_PASSPHRASE_BYTES}"
        raise KeyFileError(path, f"a passphrase has {bounds} bytes")
    return passphrase
