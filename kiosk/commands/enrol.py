"""``kiosk enrol``: make this machine's key and have the district's node take it in."""

import argparse
import os
import sys
import time
from pathlib import Path

from kiosk.bundle_keeper import keep_enrolment
from kiosk.config import ConfigError
from kiosk.district import Identity, Papers, root_key, verify
from kiosk.key_opening import key_path, passphrase_of
from kiosk.machine import Profile, load_profile
from kiosk.only_one import only_one
from offline_queue.errors import BadNodeUrl, EnvironmentFault, KeyFileError, PeerFault
from offline_queue.http_transport import HttpTransport
from offline_queue.key_store import KeyStore
from offline_queue.node_client import NodeClient
from protocol.keys import Signer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument("--code", required=True, help="the one-time code from the district's desk")


def run(arguments: argparse.Namespace) -> int:
    """Enrol; 1 when the node says no or is away, 2 when profile or state folder is no good."""
    try:
        profile = load_profile(arguments.profile)
        _make_folder(profile.state)
        with only_one(profile.state):
            identity = _enrol(profile, arguments.code)
    except (ConfigError, KeyFileError, BadNodeUrl) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    except (EnvironmentFault, PeerFault) as exc:
        sys.stderr.write(f"not enrolled: {exc}\n")
        return 1
    print(f"enrolled as kiosk {identity.kiosk}, {identity.name}")
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ConfigError(str(folder), "state", f"can't be made: {exc.strerror}") from exc


def _enrol(profile: Profile, code: str) -> Identity:
    """Ask the node with this machine's own key, and keep what it answers.

    The only place where a key is made: a kiosk that made one later would sign for nobody.
    """
    signer = KeyStore.open_or_create(key_path(profile), passphrase_of(profile.key)).signer
    identity, papers = _ask(profile, signer, code)
    verify(profile, papers)
    keep_enrolment(profile.state, identity, papers)
    return identity


def _ask(profile: Profile, signer: Signer, code: str) -> tuple[Identity, Papers]:
    with HttpTransport(profile.node.url) as transport:
        client = NodeClient(transport, signer, {}, lambda: int(time.time()), os.urandom)
        enrolled = client.enrol(code, root_key(profile))
    answer = enrolled.answer
    kid = signer.public_key.kid.hex()
    identity = Identity(kiosk=answer.kiosk, name=answer.name, kid=kid, enrolled_at=enrolled.time)
    return identity, Papers(answer.trust_list, answer.bundle)
