"""The command `seal-key`: put a passphrase on a key file of the node."""

import argparse
import sys
from pathlib import Path

from central_node import passphrases
from central_node.keyfiles import seal_key


def add_seal_key(parser: argparse.ArgumentParser) -> None:
    """`central-node seal-key`."""
    parser.description = (
        f"Seal key files. The passphrase is read from the file that {passphrases.ROOT_VARIABLE}"
        f" (for root keys) or {passphrases.NODE_VARIABLE} names, or typed twice. There is no way"
        " back. What lay on the medium in plain may still be read from it: another key helps"
        " ('central-node rotate')."
    )
    parser.add_argument("file", type=Path, nargs="+", help="key files, root.key for instance")
    parser.set_defaults(run=_seal)


def _seal(options: argparse.Namespace) -> int:
    for path in options.file:
        was_plain = seal_key(path, passphrases.new_one(path))
        done = "sealed" if was_plain else "was sealed already"
        sys.stdout.write(f"{path}: {done}\n")
    return 0
