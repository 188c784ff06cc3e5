"""The commands of `central-node`: they read arguments, call one function, and print.

Exit codes: 0 good, 1 a check failed, 2 unusable input. Errors are one plain sentence on stderr.
"""

import argparse
import dataclasses
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from central_node.cards import spaced_number
from central_node.commands_cards import (
    add_badge,
    add_card,
    add_carers,
    add_classes,
    add_desk_token,
    add_revoke,
)
from central_node.commands_keys import add_keys, add_publish, add_rotate
from central_node.commands_money import add_exposure, add_retire
from central_node.commands_places import add_place
from central_node.commands_seal import add_seal_key
from central_node.errors import NodeFault, Refused
from central_node.node import Node
from central_node.overview import look
from central_node.overview_text import shown_text
from central_node.renewal import renew_enrol_code, renew_wallet_token
from central_node.seed import Seeded, seed
from central_node.serve import bind, serve

GOOD, FAILED, UNUSABLE = 0, 1, 2
_MAX_PORT = 65535


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except NodeFault as exc:
        print(exc, file=sys.stderr)
        return UNUSABLE
    except Refused as exc:
        print(exc.detail, file=sys.stderr)
        return UNUSABLE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="central-node", description="The reference central node of a community currency."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_seed(commands.add_parser("seed", help="set up a district in a new folder"))
    _add_serve(commands.add_parser("serve", help="serve kiosks and wallets"))
    _add_code(commands.add_parser("code", help="give out a new one-time code"))
    add_card(commands.add_parser("card", help="give a resident a paper card, print cards"))
    add_badge(commands.add_parser("badge", help="give staff a badge, print badges"))
    add_carers(commands.add_parser("carer", help="who may vouch for the holder of a card"))
    add_classes(commands.add_parser("classes", help="a resident's price classes, for new codes"))
    add_revoke(commands.add_parser("revoke", help="end a card, a badge or a lost phone"))
    add_desk_token(commands.add_parser("desk-token", help="give a desk the secret for its calls"))
    add_publish(commands.add_parser("publish", help="sign a new bundle if there is news"))
    add_keys(commands.add_parser("keys", help="this node's keys, and which of them sign"))
    add_rotate(commands.add_parser("rotate", help="make a new key, or end an old one"))
    _add_show(
        commands.add_parser("show", help="balances, kiosks, flags, and an audit of all books")
    )
    add_seal_key(commands.add_parser("seal-key", help="put a passphrase on a key file"))
    add_retire(commands.add_parser("retire", help="end a kiosk for good"))
    add_place(commands.add_parser("place", help="at which facility a kiosk stands"))
    add_exposure(commands.add_parser("exposure", help="what can be lost, and what was lost"))
    return parser


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, required=True, help="the node's folder")


def _add_seed(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument("--scheme", type=Path, required=True, help="scheme file (TOML)")
    parser.add_argument(
        "--facility", type=Path, nargs="+", required=True, help="facility files (TOML)"
    )
    parser.add_argument(
        "--residents", type=Path, required=True, help="kiosks and residents to start with (TOML)"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=_seed)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=0, help="port; 0 takes a free one")
    parser.add_argument(
        "--behind-tls-proxy",
        action="store_true",
        help="allow an address that is not loopback: a proxy with TLS stands in front",
    )
    parser.set_defaults(run=_serve)


def _add_code(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--kiosk", metavar="NAME", help="a kiosk that has no machine yet")
    whose.add_argument("--resident", metavar="ID", help="a resident who sets up a phone")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=_code)


def _add_show(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--quick", action="store_true", help="without the audit of every entry")
    parser.set_defaults(run=_show)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _MAX_PORT:
        raise argparse.ArgumentTypeError(f"{port} is no port")
    return port


def _seed(options: argparse.Namespace) -> int:
    made = seed(
        options.folder,
        options.scheme,
        options.facility,
        options.residents,
        now=int(time.time()),
        random=os.urandom,
    )
    print(
        json.dumps(_seeded_json(made), ensure_ascii=False) if options.json else _seeded_text(made)
    )
    return GOOD


def _seeded_json(made: Seeded) -> dict[str, object]:
    return {**dataclasses.asdict(made), "root_public_key": made.root_public_key.raw.hex()}


def _seeded_text(made: Seeded) -> str:
    lines = [
        f"root public key  {made.root_public_key.raw.hex()}",
        f"scheme           {made.scheme}",
    ]
    lines += [f"kiosk {one.number}  {one.name}: {one.enrol_code}" for one in made.kiosks]
    lines += [f"resident {one.id}: {one.balance}, {one.wallet_token}" for one in made.residents]
    lines += [f"{one.kind} {spaced_number(one.number)}  {one.name}" for one in made.cards]
    return "\n".join(lines)


def _serve(options: argparse.Namespace) -> int:
    listening = bind(options.host, options.port, options.behind_tls_proxy)
    with listening:
        node = Node.open(options.folder)
        try:
            serve(node, listening, lambda line: print(line, flush=True))
        finally:
            node.close()
    return GOOD


def _code(options: argparse.Namespace) -> int:
    renew = renew_wallet_token if options.kiosk is None else renew_enrol_code
    whose = options.resident if options.kiosk is None else options.kiosk
    code, expires = renew(options.folder, whose, int(time.time()), os.urandom)
    print(json.dumps({"code": code, "expires": expires}) if options.json else code)
    return GOOD


def _show(options: argparse.Namespace) -> int:
    seen = look(options.folder, audited=not options.quick)
    print(json.dumps(seen.to_json(), ensure_ascii=False) if options.json else shown_text(seen))
    for problem in seen.problems:
        print(problem, file=sys.stderr)
    return FAILED if seen.problems else GOOD
