"""``python -m kiosk.partners.simulate``: one partner in software, until it is stopped.

::

    ... car-park --facility F.toml --key-file K --car 12A3456,car,95 [--kiosk KEY | --anybody]
    ... lecture-house --facility F.toml --key-file K --seats 12 [--kiosk KEY | --anybody]
    ... mall --facility F.toml --key-file K --order 20261121,2,A-3 [--kiosk KEY | --anybody]
    ... card-company --facility F.toml --key-file K --points 20481733,12300 [--kiosk | --anybody]

It writes the ``[[partner]]`` table for the profile, and listens on loopback alone. The key is made
where the file is missing.
"""

import argparse
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.partners.simulate.courses import Course, CourseSystem
from kiosk.partners.simulate.mall import Mall, MallOrder
from kiosk.partners.simulate.parking import Car, ParkingSystem
from kiosk.partners.simulate.points import Points, PointsSystem
from kiosk.partners.simulate.server import PartnerServer
from kiosk.services.parking_fee import rules_of
from protocol.keys import SECRET_BYTES, Algorithm, MemorySigner, PublicKey

Table = Mapping[str, Any]
Made = Callable[[argparse.Namespace, Table, Mapping[str, Any]], PartnerServer]


def _car_park(asked: argparse.Namespace, table: Table, how: Mapping[str, Any]) -> PartnerServer:
    now_s = int(time.time())
    told = [car.split(",") for car in asked.car]
    cars = [
        Car(f"stay-{number}", plate, kind, now_s - int(minutes) * 60)
        for number, (plate, kind, minutes) in enumerate(told, 1)
    ]
    return ParkingSystem(rules_of(table), cars, **how)


def _lectures(asked: argparse.Namespace, table: Table, how: Mapping[str, Any]) -> PartnerServer:
    courses = [Course(one["id"], one["price_won"], asked.seats, 5) for one in table["course"]]
    return CourseSystem(courses, **how)


def _mall(asked: argparse.Namespace, table: Table, how: Mapping[str, Any]) -> PartnerServer:  # noqa: ARG001 - as the others
    told = [order.split(",") for order in asked.order]
    orders = [
        MallOrder(number, f"order-{number}", int(parcels), shelf) for number, parcels, shelf in told
    ]
    return Mall(orders, **how)


def _card_company(asked: argparse.Namespace, table: Table, how: Mapping[str, Any]) -> PartnerServer:
    told = [one.split(",") for one in asked.points]
    points = [Points(digits, int(many)) for digits, many in told]
    return PointsSystem(points, table.get("won_per_point", 1), **how)


# What is played, and a key that only its service's table in a facility file has.
PLAYED: Final[Mapping[str, tuple[str, Made]]] = {
    "car-park": ("step_won", _car_park),
    "lecture-house": ("course", _lectures),
    "mall": ("parcel_name", _mall),
    "card-company": ("points_most", _card_company),
}


def main(arguments: Sequence[str]) -> int:
    """Serve until SIGINT or SIGTERM; return the exit status."""
    asked = _parser().parse_args(arguments)
    known_by, make = PLAYED[asked.partner]
    facility = tomllib.loads(asked.facility.read_text("utf-8"))
    table = next((one for one in facility["service"] if known_by in one), None)
    if table is None:
        sys.stderr.write(f"{asked.facility}: no service with {known_by}\n")
        return 2
    kiosks = None if asked.anybody else tuple(map(_kiosk_key, asked.kiosk))
    how = {"signer": signer_in(asked.key_file), "kiosks": kiosks, "port": asked.port}
    with make(asked, table, how) as partner:
        key = partner.public_key.raw.hex()
        sys.stdout.write(
            f'[[partner]]\nservice = "{table["id"]}"\nurl = "{partner.url}"\nkey = "{key}"\n'
        )
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


def signer_in(file: Path) -> MemorySigner:
    """Return the Ed25519 key in ``file``, 32 secret bytes in hex; made where there is none."""
    if not file.exists():
        secret = MemorySigner.generate(Algorithm.ED25519).secret()
        file.touch(0o600, exist_ok=False)
        file.write_text(secret.hex() + "\n", "ascii")
    secret = bytes.fromhex(file.read_text("ascii"))
    return MemorySigner.from_secret(Algorithm.ED25519, secret[:SECRET_BYTES])


def _kiosk_key(text: str) -> PublicKey:
    return PublicKey(Algorithm.ESP256, bytes.fromhex(text))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kiosk.partners.simulate")
    parser.add_argument("partner", choices=PLAYED)
    parser.add_argument("--facility", type=Path, required=True, help="whose service it serves")
    parser.add_argument("--key-file", type=Path, required=True, help="its key; made if missing")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--kiosk", action="append", default=[], help="public key, P-256 in hex")
    parser.add_argument("--anybody", action="store_true", help="answer whoever asks")
    parser.add_argument("--car", action="append", default=[], help="PLATE,KIND,MINUTES inside")
    parser.add_argument("--seats", type=int, default=12, help="of each course")
    parser.add_argument("--order", action="append", default=[], help="NUMBER,PARCELS,SHELF")
    parser.add_argument("--points", action="append", default=[], help="NUMBER,POINTS of an app")
    return parser


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})  # for sigwait
    sys.exit(main(sys.argv[1:]))
