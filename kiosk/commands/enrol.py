"""``kiosk enrol``: make this machine's key and have the district's node take it in."""

import argparse
import os
import sys
import time
from pathlib import Path

from kiosk.config import ConfigError
from kiosk.district import Identity, Papers, Rules, load_identity, root_key, verify
from kiosk.key_opening import key_path, passphrase_of
from kiosk.only_one import only_one
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.papers.status_keeper import StatusKeeper
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile, load_profile
from offline_queue.errors import BadNodeUrl, EnvironmentFault, KeyFileError, PeerFault, QueueError
from offline_queue.http_transport import HttpTransport
from offline_queue.key_store import KeyStore
from offline_queue.node_client import NodeClient
from protocol.bundle import KeyRole, carried_trust_lists
from protocol.keys import Signer
from protocol.messages import EnrolAnswer


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
    with HttpTransport(profile.node.url) as line:
        identity, answer = _ask(profile, line, signer, code)
        rules = verify(profile, _papers(answer))
        *earlier, last = rules.chain
        papers = Papers(last, answer.bundle, tuple(earlier))
        keep_enrolment(profile.state, identity, papers)
        _fetch_status(profile, line, rules, identity.enrolled_at)
    return identity


def _ask(
    profile: Profile, line: HttpTransport, signer: Signer, code: str
) -> tuple[Identity, EnrolAnswer]:
    client = NodeClient(line, signer, {}, lambda: int(time.time()), os.urandom)
    enrolled = client.enrol(code, root_key(profile), profile.facility.id)
    answer = enrolled.answer
    kid, at_s = signer.public_key.kid.hex(), enrolled.time
    former = _former_of(profile, kid)
    identity = Identity(
        kiosk=answer.kiosk, name=answer.name, kid=kid, enrolled_at=at_s, former=former
    )
    return identity, answer


def _former_of(profile: Profile, kid: str) -> tuple[str, ...]:
    """The keys before this one, if this machine was enrolled with it before."""
    try:
        known = load_identity(profile.state)
    except ConfigError:
        return ()  # never enrolled here, or not to the end
    return known.former if known.kid == kid else ()


def _papers(answer: EnrolAnswer) -> Papers:
    *earlier, _ = carried_trust_lists(answer.bundle)
    return Papers(answer.trust_list, answer.bundle, tuple(earlier))


def _fetch_status(profile: Profile, line: HttpTransport, rules: Rules, at_s: int) -> None:
    """Bring what is revoked along: without it nothing is sold while the node is away.

    A node that does not hand it out now does so to the running kiosk.
    """
    keys = rules.trust.ring(KeyRole.RECEIPT)
    keeper = StatusKeeper(profile.state, rules.bundle.scheme_id, keys, StatusShelf())
    try:
        keeper.fetch(line, at_s)
    except (QueueError, ConfigError) as exc:
        sys.stderr.write(f"no status list yet: {exc}\n")
