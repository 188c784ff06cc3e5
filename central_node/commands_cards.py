"""The commands about what people carry: cards, badges, price classes, carers; a desk's token."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from central_node.card_page import card_page
from central_node.cards import Card, CardDesk, RevokeReason, live_numbers, spaced_number
from central_node.carers import add_carer, remove_carer
from central_node.desk_json import card_json
from central_node.desk_tokens import make_desk_token
from central_node.errors import FolderError
from central_node.keyfiles import create_private
from central_node.office import look_into_books, open_books
from central_node.price_classes import classes_by_id, set_classes
from protocol.credential import CredentialKind

_KINDS = {"card": CredentialKind.CARD, "badge": CredentialKind.STAFF}


def add_card(parser: argparse.ArgumentParser) -> None:
    """`central-node card`: issue, print."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    issue = actions.add_parser("issue", help="give a resident a card; it ends the one before")
    issue.add_argument("resident", metavar="RESIDENT", help="the resident's id")
    issue.add_argument("--home", metavar="KIOSK", required=True, help="the one kiosk it works at")
    issue.add_argument("--name", metavar="MASKED", help="what staff see; left out: masked here")
    why = "what became of the card before; replaced: the desk has it back"
    _add_reason(issue, "--old", why)
    _add_common(issue, _issue_card)
    _add_print(actions.add_parser("print", help="write the page for a card printer"), "card")


def add_badge(parser: argparse.ArgumentParser) -> None:
    """`central-node badge`: issue, print."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    issue = actions.add_parser("issue", help="give a member of staff a badge")
    issue.add_argument("name", metavar="NAME", help="what is printed on it")
    _add_common(issue, _issue_badge)
    _add_print(actions.add_parser("print", help="write the page for a card printer"), "badge")


def add_revoke(parser: argparse.ArgumentParser) -> None:
    """`central-node revoke`."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--card", metavar="NUMBER", help="the card with this number")
    what.add_argument("--badge", metavar="NUMBER", help="the badge with this number")
    what.add_argument("--resident", metavar="ID", help="all that a resident has, phones too")
    _add_reason(parser, "--reason", "why")
    _add_common(parser, _revoke)


def add_carers(parser: argparse.ArgumentParser) -> None:
    """`central-node carer`: add, remove."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for action, run, about in (
        ("add", _add_carer, "let a resident's phone count as proof beside another's card"),
        ("remove", _remove_carer, "end that"),
    ):
        one = actions.add_parser(action, help=about)
        one.add_argument("resident", metavar="RESIDENT", help="who has the card")
        one.add_argument("carer", metavar="CARER", help="who vouches for them")
        _add_common(one, run)


def add_classes(parser: argparse.ArgumentParser) -> None:
    """`central-node classes`."""
    parser.add_argument("resident", metavar="RESIDENT", help="the resident's id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "classes",
        metavar="CLASS",
        type=int,
        nargs="*",
        default=[],
        help="the scheme's numbers, in place of those before; left out: tell which there are",
    )
    what.add_argument("--none", action="store_true", help="take all away")
    _add_common(parser, _classes)


def add_desk_token(parser: argparse.ArgumentParser) -> None:
    """`central-node desk-token`."""
    parser.add_argument("name", metavar="DESK", help="which desk; its token before counts no more")
    _add_common(parser, _desk_token)


def _add_reason(parser: argparse.ArgumentParser, option: str, about: str) -> None:
    reasons = [str(reason) for reason in RevokeReason]
    parser.add_argument(option, choices=reasons, default=str(RevokeReason.LOST), help=about)


def _add_common(parser: argparse.ArgumentParser, run: object) -> None:
    parser.add_argument("--folder", type=Path, required=True, help="the node's folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=run)


def _add_print(parser: argparse.ArgumentParser, kind: str) -> None:
    parser.add_argument("page", metavar="OUT.html", type=Path, help="the file to write")
    parser.add_argument(
        "--number", action="append", help="only this one; may be given several times"
    )
    _add_common(parser, _print)
    parser.set_defaults(kind=kind)


def _issue_card(options: argparse.Namespace) -> int:
    now = int(time.time())
    with open_books(options.folder, now) as (connection, district):
        desk = CardDesk(connection, district, os.urandom)
        about = options.resident, options.home, options.name
        made = desk.issue_card(*about, now, old=RevokeReason(options.old))
    return _tell_card(made, options)


def _issue_badge(options: argparse.Namespace) -> int:
    now = int(time.time())
    with open_books(options.folder, now) as (connection, district):
        made = CardDesk(connection, district, os.urandom).issue_badge(options.name, now)
    return _tell_card(made, options)


def _tell_card(made: Card, options: argparse.Namespace) -> int:
    about = made.name if made.home is None else f"{made.name}, {made.home}, {made.coins} set aside"
    text = f"{spaced_number(made.number)}: {about}\n{made.code}"
    return _tell(card_json(made), text, options)


def _print(options: argparse.Namespace) -> int:
    """Write the page; the cards that count now, or those asked for."""
    now, kind = int(time.time()), _KINDS[options.kind]
    with look_into_books(options.folder, now) as (connection, district):
        desk = CardDesk(connection, district, os.urandom)
        numbers = options.number or live_numbers(connection, kind, now)
        cards = [desk.card(number) for number in numbers]
        scheme = district.scheme.name
    if not cards or any(card.kind is not kind for card in cards):
        raise FolderError(f"There is no such {options.kind} to print.")
    # Whoever reads the page can show the cards: it is for its owner alone, like a key.
    create_private(options.page, card_page(cards, scheme).encode("utf-8"))
    told = {"page": str(options.page), "count": len(cards)}
    return _tell(told, f"{len(cards)} on {options.page}: print without margins.", options)


def _revoke(options: argparse.Namespace) -> int:
    now, reason = int(time.time()), RevokeReason(options.reason)
    with open_books(options.folder, now) as (connection, district):
        desk = CardDesk(connection, district, os.urandom)
        if options.resident is not None:
            count, at = desk.revoke_all(options.resident, reason, now), now
        else:
            kind = CredentialKind.CARD if options.badge is None else CredentialKind.STAFF
            count, at = 1, desk.revoke(options.card or options.badge, kind, reason, now)
    return _tell({"count": count, "revoked": at}, f"{count} revoked.", options)


def _add_carer(options: argparse.Namespace) -> int:
    now = int(time.time())
    with open_books(options.folder, now) as (connection, _):
        add_carer(connection, options.resident, options.carer, now)
    return _tell_carer(options, f"{options.carer} vouches for {options.resident}.")


def _remove_carer(options: argparse.Namespace) -> int:
    now = int(time.time())
    with open_books(options.folder, now) as (connection, _):
        remove_carer(connection, options.resident, options.carer, now)
    return _tell_carer(options, f"{options.carer} vouches for {options.resident} no more.")


def _tell_carer(options: argparse.Namespace, text: str) -> int:
    return _tell({"resident": options.resident, "carer": options.carer}, text, options)


def _classes(options: argparse.Namespace) -> int:
    now, told = int(time.time()), {"resident": options.resident}
    if not options.classes and not options.none:
        with look_into_books(options.folder, now) as (connection, _):
            has = classes_by_id(connection, options.resident)
        return _tell({**told, "classes": has}, " ".join(map(str, has)) or "none", options)
    with open_books(options.folder, now) as (connection, district):
        older = set_classes(connection, district.scheme, options.resident, options.classes, now)
        has = classes_by_id(connection, options.resident)
    text = f"Codes from now on: {' '.join(map(str, has)) or 'none'}. {older} given out before stay."
    return _tell({**told, "classes": has, "older_codes": older}, text, options)


def _desk_token(options: argparse.Namespace) -> int:
    now = int(time.time())
    with open_books(options.folder, now) as (connection, _):
        token, expires = make_desk_token(connection, options.name, now, os.urandom)
    return _tell({"token": token, "expires": expires}, token, options)


def _tell(told: dict[str, object], text: str, options: argparse.Namespace) -> int:
    line = json.dumps(told, ensure_ascii=False) if options.json else text
    sys.stdout.write(f"{line}\n")
    return 0
