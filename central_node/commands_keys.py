"""The commands about what is published and by which keys: `publish`, `keys`, `rotate`."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from central_node.errors import FolderError
from central_node.facilities import read_facilities, read_scheme
from central_node.keyfiles import ROOT_FILE
from central_node.office import open_office
from central_node.publishing import Change
from central_node.rotation import announce, drop, rotate_root
from protocol.bundle import KeyRole

_ROLES = [str(role) for role in KeyRole]


def add_publish(parser: argparse.ArgumentParser) -> None:
    """`central-node publish`."""
    parser.add_argument("--scheme", type=Path, help="new scheme file (TOML), of a higher version")
    parser.add_argument("--facility", type=Path, nargs="+", help="all facility files (TOML)")
    _add_common(parser, _publish)


def add_keys(parser: argparse.ArgumentParser) -> None:
    """`central-node keys`."""
    _add_common(parser, _keys)


def add_rotate(parser: argparse.ArgumentParser) -> None:
    """`central-node rotate`."""
    parser.add_argument("role", choices=_ROLES, help="which key")
    parser.add_argument("--root", type=Path, help="the root's key file; left out: in the folder")
    parser.add_argument("--drop", metavar="KID", help="make none, but end this one")
    parser.add_argument(
        "--at-once", action="store_true", help="sign with it now: the older one was stolen"
    )
    parser.add_argument("--force", action="store_true", help="end it though it is in use")
    _add_common(parser, _rotate)


def _add_common(parser: argparse.ArgumentParser, run: object) -> None:
    parser.add_argument("--folder", type=Path, required=True, help="the node's folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=run)


def _publish(options: argparse.Namespace) -> int:
    """What desks and wallets changed is published by itself; this does it now, and the rest."""
    now = int(time.time())
    with open_office(options.folder, now) as office:
        scheme = office.district.scheme
        change = Change(
            scheme=None if options.scheme is None else read_scheme(options.scheme, scheme),
            facilities=None if options.facility is None else read_facilities(options.facility),
        )
        version = office.publish(change, fill=True)
    return _tell({"bundle_version": version}, f"bundle {version}", options)


def _keys(options: argparse.Namespace) -> int:
    now = int(time.time())
    with open_office(options.folder, now) as office:
        district, strays = office.district.at(now), list(office.strays)
        signing = {district.credential_signer.public_key, district.receipt_signer.public_key}
        keys = [
            {
                "role": str(key.role),
                "kid": key.signer.public_key.kid.hex(),
                "file": key.file,
                "since": key.since,
                "signs": key.signer.public_key in signing,
            }
            for key in district.keys
        ]
        root = district.root.raw.hex()
    lines = [f"root        {root}"]
    lines += [
        f"{key['role']:<11} {key['kid']} {key['file']}"
        + (", signs" if key["signs"] else f", signs from {key['since']}")
        for key in keys
    ]
    lines += [f"{name} belongs to no key: remove it" for name in strays]
    told: dict[str, object] = {"root_public_key": root, "keys": keys, "strays": strays}
    return _tell(told, "\n".join(lines), options)


def _rotate(options: argparse.Namespace) -> int:
    now, role = int(time.time()), KeyRole(options.role)
    root = options.root or options.folder / ROOT_FILE
    if options.drop is not None:
        drop(options.folder, role, _kid(options.drop), root, now, force=options.force)
        return _tell({"dropped": options.drop}, f"{options.drop} is trusted no more.", options)
    if role is KeyRole.ROOT:
        made = rotate_root(options.folder, root, now, os.urandom)
    else:
        made = announce(options.folder, role, root, now, os.urandom, at_once=options.at_once)
    told = {"kid": made.kid.hex(), "file": str(made.file), "since": made.since}
    return _tell(told, f"{made.kid.hex()} in {made.file}, signs from {made.since}", options)


def _kid(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as exc:
        raise FolderError(f"{text} is no key's id: 16 hex digits.") from exc


def _tell(told: dict[str, object], text: str, options: argparse.Namespace) -> int:
    line = json.dumps(told, ensure_ascii=False) if options.json else text
    sys.stdout.write(f"{line}\n")
    return 0
