"""Sets the demo up: a seeded node, a network to it, phones, camera, printer, terminal."""

import time
import tomllib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from drivers.printer.simulator import PrinterSimulator
from drivers.speech.player import PROGRAM as PLAYER
from kiosk.demo.children import Children
from kiosk.demo.control import Board, ControlServer
from kiosk.demo.equipment import Equipment, set_up
from kiosk.demo.messages import STAFF, Command
from kiosk.demo.node_program import NodeProgram, Seeded
from kiosk.demo.partners import Wanted
from kiosk.demo.phones import Badge, Shown, fetch_phone
from kiosk.demo.proxy import NetworkSwitch
from kiosk.demo.settings import DemoSettings, Need
from kiosk.demo.stream import CameraStream, View
from kiosk.demo.terminal_program import Devices, TerminalProgram, Visitor
from kiosk.profile.device_sections import SIMULATED


@dataclass(frozen=True)
class Options:
    """What the person who started the demo asked for. ``facility`` and ``scheme`` are files."""

    facility: Path
    scheme: Path
    settings: DemoSettings
    seed: int = 0
    offline: bool = False  # the node is away when the terminal is switched on
    visitor: Visitor | None = None  # the scripted resident comes, and nobody sees the window
    camera: int | None = None
    serial: str | None = None
    say: Callable[[str], None] = lambda _: None  # what is being done, for a person who waits
    goes_on: Callable[[], None] = lambda: None  # raises KeyboardInterrupt once it is to end


@dataclass(frozen=True)
class Outlets:
    """Where the parts tell what happens, from their own threads."""

    command: Callable[[Command], None]  # raises queue.Full
    ticket_cut: Callable[[bytes], None]
    ticket_picture: Callable[[int], bytes | None]  # by its number from 1


@dataclass(frozen=True)
class Parts:
    """Everything the supervisor owns; all of it ends with the stack it was built on."""

    children: Children
    node: NodeProgram
    network: NetworkSwitch
    phones: dict[str, Shown]
    equipment: Equipment
    view: View
    printer: PrinterSimulator
    board: Board
    terminal: TerminalProgram

    def start_node(self) -> str:
        """Start the node and lead the network to it; returns its own address."""
        url = self.node.start()
        address = urlsplit(url)
        if address.hostname is None or address.port is None:
            raise AssertionError(f"{url} has no port")
        self.network.lead_to((address.hostname, address.port))
        return url

    def stop_node(self) -> None:
        """Stop the node; the terminal's connections end with it."""
        self.network.lead_to(None)
        self.node.stop()


def build(stack: ExitStack, options: Options, outlets: Outlets) -> Parts:
    """Set everything up on ``stack``; raises DemoError. The node runs when this returns."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="kiosk-demo-")))
    children = stack.enter_context(Children())
    board, view = Board(), View()
    control = stack.enter_context(ControlServer(board, outlets.command, outlets.ticket_picture))
    wanted = _wanted(options)
    parts = Parts(
        children=children,
        node=NodeProgram(children, folder / "node"),
        network=stack.enter_context(NetworkSwitch()),
        phones={},
        equipment=set_up(stack, folder / "beside", wanted, int(time.time())),
        view=view,
        printer=stack.enter_context(PrinterSimulator(on_ticket=outlets.ticket_cut)),
        board=board,
        terminal=TerminalProgram(children, folder / "terminal", control.url, control.token),
    )
    options.say("Setting up the district's node")
    options.goes_on()
    seeded = parts.node.seed(options.scheme, options.facility, options.settings.resident)
    options.say("Giving the residents their phones")
    options.goes_on()
    _give_phones(parts, options.settings, seeded, parts.start_node())
    if any(Need.BADGE in each.kind.needs for each in wanted):
        parts.phones[STAFF] = Badge(STAFF, seeded.badge)
    camera = options.camera if options.camera is not None else _stream(stack, view, options.seed)
    devices = Devices(
        node_url=f"http://127.0.0.1:{parts.network.port}",
        root_key=seeded.root_public_key,
        facility=options.facility.stem,
        printer=parts.printer.address,
        camera=camera,
        serial=options.serial,
        player=SIMULATED if options.visitor else PLAYER,
        beside=parts.equipment.tables,
        partners=tuple(each.section for each in parts.equipment.partners),
    )
    options.say("Enrolling the kiosk")
    options.goes_on()
    parts.terminal.enrol(devices, seeded.kiosks[0].enrol_code)
    return parts


def _wanted(options: Options) -> tuple[Wanted, ...]:
    """What the facility's services need beside the machine; most kinds need nothing."""
    facility, kinds = options.facility.read_bytes(), options.settings.kind
    tables = tomllib.loads(facility.decode("utf-8"))["service"]
    return tuple(
        Wanted(table, kinds[table["kind"]], facility) for table in tables if table["kind"] in kinds
    )


def _give_phones(parts: Parts, settings: DemoSettings, seeded: Seeded, node_url: str) -> None:
    tokens = {each.id: each.wallet_token for each in seeded.residents}
    for each in settings.resident:
        phone = fetch_phone(node_url, each.id, tokens[each.id], photo=each.photo)
        parts.phones[each.id] = phone


def _stream(stack: ExitStack, view: View, seed: int) -> str:
    return stack.enter_context(CameraStream(view, seed=seed, monotonic_s=time.monotonic)).url
