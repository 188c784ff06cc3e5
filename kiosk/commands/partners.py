"""``kiosk partners``: the key for partners to know this kiosk by, and how it stands with each."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.key_opening import open_store
from kiosk.partners.desk import PartnerDesk
from kiosk.partners.errors import PartnerFault, PartnerRefused
from kiosk.partners.told import file_of, read_refused
from kiosk.profile.machine import Profile, load_profile
from offline_queue.errors import KeyFileError
from protocol.keys import Signer

ABOUT: Final = """
Shows the public key that partners have to know this kiosk by, asks each partner of the profile a
question, and lists the sales that one would not take: by the entry's id and the partner's reason.
Exit code: 0 all answer and took everything, 1 not so, 2 profile or key can't be read.
"""
HELLO: Final = "/v1/hello"
"""No partner has to know it: its no is signed, too, and that is what is looked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")


def run(arguments: argparse.Namespace) -> int:
    """Tell; 1 where a partner does not answer or has refused a sale."""
    try:
        profile = load_profile(arguments.profile)
        signer = open_store(profile).signer
    except (ConfigError, KeyFileError) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    print(f"key {signer.public_key.raw.hex()}")
    found = list(_found(profile, signer))
    for line, _ in found:
        print(line)
    return 0 if all(well for _, well in found) else 1


def _found(profile: Profile, signer: Signer) -> Iterator[tuple[str, bool]]:
    """Yield what is to be said, and whether it is well."""
    desk = PartnerDesk(profile.partner, signer, os.urandom)
    for partner in profile.partner:
        fault = _fault(desk, partner.service)
        yield f"{partner.service}: {partner.url}: {fault or 'answers'}", not fault
        for id_, reason in read_refused(file_of(profile.state, partner.service)):
            yield f"{partner.service}: entry {id_.hex()} was refused: {reason}", False


def _fault(desk: PartnerDesk, service: str) -> str:
    try:
        desk.ask(service, HELLO, {})
    except PartnerRefused:
        return ""
    except PartnerFault as exc:
        return f"{exc.reason} ({exc})"
    return ""
