"""The program `central-node` as other programs start it, and a node behind HTTP."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from central_node.district import District
from central_node.node import Node

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "central_node"]


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    words = [*COMMAND, *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


class Serving:
    """`central-node serve` over a folder, until the block ends."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--folder", str(folder), *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        self.url: str = json.loads(line)["url"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> int:
        """Ask it to end, as a supervisor does; its exit code."""
        self.ended()
        return self.process.returncode

    def ended(self) -> tuple[str, str]:
        """Ask it to end; what it wrote on stdout and stderr since its address."""
        self.process.terminate()
        return self.process.communicate(timeout=30)

    def kill(self) -> None:
        """A power cut."""
        self.process.kill()
        self.process.communicate(timeout=30)


@dataclass(frozen=True)
class HttpNode:
    """A node that answers over HTTP; `district` is what its folder says."""

    district: District
    client: httpx.Client

    @classmethod
    def at(cls, url: str, folder: Path) -> Self:
        """A node at an address, over a folder."""
        node = Node.open(folder)
        node.close()
        return cls(node.district, httpx.Client(base_url=url, trust_env=False))

    def handle(self, call: str, body: bytes, _now: int) -> bytes:
        """As Node.handle; the node has a clock of its own."""
        return self.client.post(f"/v1/{call}", content=body).raise_for_status().content

    def close(self) -> None:
        """Close the connection."""
        self.client.close()
