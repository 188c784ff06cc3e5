"""``kiosk enrol``: make this machine's key and have the district's node take it in."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from kiosk.config import ConfigError
from kiosk.district import BUNDLE_FILE, IDENTITY_FILE, TRUST_FILE, root_key
from kiosk.machine import Profile, load_profile
from offline_queue.errors import EnvironmentFault, PeerFault
from offline_queue.file_signer import FileSigner
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from protocol.enrolment import Enrolled
from protocol.errors import ProtocolError

KEY_FILE = "kiosk.key"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument("--code", required=True, help="the one-time code from the district's desk")


def run(arguments: argparse.Namespace) -> int:
    """Enrol; 1 when the node says no or is away, 2 when the profile is no good."""
    try:
        profile = load_profile(arguments.profile)
        enrolled = _enrol(profile, arguments.code)
        _keep(profile.state, enrolled)
    except ConfigError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    except (EnvironmentFault, PeerFault, ProtocolError) as exc:
        sys.stderr.write(f"not enrolled: {exc}\n")
        return 1
    print(f"enrolled as kiosk {enrolled.answer.kiosk}, {enrolled.answer.name}")
    return 0


def _enrol(profile: Profile, code: str) -> Enrolled:
    """Ask the node with this machine's own key; the key is made where there is none."""
    profile.state.mkdir(parents=True, exist_ok=True)
    signer = FileSigner.open_or_create(profile.state / KEY_FILE)
    with HttpTransport(profile.node.url) as transport:
        client = NodeClient(transport, signer, {}, lambda: int(time.time()), os.urandom)
        return client.enrol(code, root_key(profile))


def _keep(folder: Path, enrolled: Enrolled) -> None:
    """Write what enrolment brought; the identity last, so that half an enrolment is none."""
    answer = enrolled.answer
    (folder / TRUST_FILE).write_bytes(answer.trust_list)
    (folder / BUNDLE_FILE).write_bytes(answer.bundle)
    identity = {"kiosk": answer.kiosk, "name": answer.name, "enrolled_at": enrolled.time}
    (folder / IDENTITY_FILE).write_text(json.dumps(identity, ensure_ascii=False), "utf-8")
