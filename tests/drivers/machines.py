"""A machine that is only a tree of small files, as the kernel and udev would make them."""

from __future__ import annotations

from pathlib import Path


class Tree:
    """``root`` is the machine's /. Each ``plug_*`` adds one device."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._devices = 0

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def link(self, path: str, to: Path) -> None:
        link = self.root / path
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(to)

    def usb(self, ids: str, words: str = "") -> Path:
        """A USB device with one interface; returns the interface's folder."""
        self._devices += 1
        vendor, product = ids.split(":")
        place = f"sys/devices/pci0/usb1/1-{self._devices}"
        self.write(f"{place}/idVendor", vendor + "\n")
        self.write(f"{place}/idProduct", product + "\n")
        self.write(f"{place}/product", words + "\n")
        interface = self.root / place / f"1-{self._devices}:1.0"
        interface.mkdir()
        return interface

    def plug_serial(self, ids: str, tty: str = "ttyACM0", by_id: str = "", words: str = "") -> None:
        interface = self.usb(ids, words)
        (interface / "tty" / tty).mkdir(parents=True)
        (interface / "tty" / tty / "device").symlink_to(interface)
        self.link(f"sys/class/tty/{tty}", interface / "tty" / tty)
        self.write(f"dev/{tty}", "")
        if by_id:
            self.link(f"dev/serial/by-id/{by_id}", Path("../..") / tty)

    def plug_camera(self, number: int, name: str, index: int = 0) -> None:
        self.write(f"sys/class/video4linux/video{number}/name", name + "\n")
        self.write(f"sys/class/video4linux/video{number}/index", f"{index}\n")

    def plug_printer(self, ids: str, words: str = "") -> None:
        interface = self.usb(ids, words)
        (interface / "bInterfaceClass").write_text("07\n", "utf-8")
        self.link(f"sys/bus/usb/devices/{interface.name}", interface)

    def plug_input(
        self, number: int, name: str, ids: str = "0000:0000", *, key: int = 0, sw: int = 0
    ) -> None:
        place = f"sys/class/input/event{number}/device"
        words = [f"{key >> 64 * at & (1 << 64) - 1:x}" for at in range(11, -1, -1)]
        self.write(f"{place}/name", name + "\n")
        self.write(f"{place}/capabilities/key", " ".join(words) + "\n")
        self.write(f"{place}/capabilities/sw", f"{sw:x}\n")
        for part, number_ in zip(("vendor", "product"), ids.split(":"), strict=True):
            self.write(f"{place}/id/{part}", number_ + "\n")

    def plug_supply(self, name: str, kind: str) -> None:
        self.write(f"sys/class/power_supply/{name}/type", kind + "\n")

    def plug_backlight(self, name: str) -> None:
        self.write(f"sys/class/backlight/{name}/bl_power", "0\n")

    def plug_sound(self, text: str) -> None:
        self.write("proc/asound/cards", text)

    def mount(self, *lines: str) -> None:
        self.write("proc/self/mounts", "\n".join(lines) + "\n")
