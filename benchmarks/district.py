"""A district to measure in: the real node as a program, one enrolled kiosk, residents' phones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import environment, service
from kiosk.demo.children import Children, program
from kiosk.demo.facilities import ShippedFacility, find
from kiosk.demo.node_program import NodeProgram, Seeded
from kiosk.demo.phones import Phone, fetch_phone
from kiosk.demo.settings import ResidentSettings, load_settings
from kiosk.demo.terminal_program import Devices, profile_toml

COINS = 100_000  # of each resident: nobody runs out


@dataclass(frozen=True)
class District:
    """A served node in a folder, and who is in it."""

    children: Children
    folder: Path
    books: NodeProgram
    facility: ShippedFacility
    seeded: Seeded
    url: str
    node_pid: int

    def phones(self) -> list[Phone]:
        """A phone for each resident, with a credential fresh from the node."""
        residents = self.seeded.residents
        return [fetch_phone(self.url, it.id, it.wallet_token, photo=False) for it in residents]

    def enrol(
        self,
        printer: str,
        camera: str,
        beside: Mapping[str, Mapping[str, object]] | None = None,
        partners: tuple[Mapping[str, object], ...] = (),
    ) -> Path:
        """Write a machine's profile and have the node take it in; returns the profile.

        `beside`: further sections by name, `partners`: tables of other people's systems.
        """
        devices = Devices(
            node_url=self.url,
            root_key=self.seeded.root_public_key,
            facility=self.facility.stem,
            printer=printer,
            camera=camera,
            serial=None,
            beside=beside or {},
            partners=partners,
        )
        profile = self.folder / "profile.toml"
        profile.write_text(profile_toml(devices), "utf-8")
        (kiosk,) = self.seeded.kiosks
        command = ("enrol", "--profile", profile, "--code", kiosk.enrol_code)
        self.children.run([program("kiosk"), *command])
        return profile

    def spent(self) -> int:
        """Coins that the node's books say are gone."""
        left = sum(it.balance for it in self.books.books().residents)
        return COINS * len(self.seeded.residents) - left


@contextmanager
def district(folder: Path, residents: int, stem: str = "") -> Iterator[District]:
    """Seed and serve a district in the new `folder`; raises the demo's DemoError.

    `stem`: of its facility's file, the demo's if it is left out.
    """
    folder.mkdir()
    facility = find(stem or load_settings().facility)
    people = [
        ResidentSettings(id=f"resident-{number}", name=f"{number}", note="-", coins=COINS)
        for number in range(residents)
    ]
    with Children() as children:
        node = NodeProgram(children, folder / "node")
        seeded = node.seed(facility.scheme, facility.file, people)
        command = (program("central-node"), "serve", "--folder", node.folder, "--port", "0")
        process, told = service(children, command, environment(folder))
        yield District(children, folder, node, facility, seeded, told["url"], process.pid)
