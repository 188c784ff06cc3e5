"""``python -m tests.fuzz``: fuzz every parser of hostile bytes, or some, by coverage.

Exit codes: 0 nothing found, 1 something found, 2 a target that is not there.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fuzz import guided
from tests.fuzz.guided import Job
from tests.fuzz.report import Report, shares


def main() -> int:
    """Run, print, tell by the exit code whether something was found."""
    arguments = _parser().parse_args()
    atheris, targets = guided.load()
    names = list(targets.TARGETS)
    if arguments.list:
        _say("\n".join(names))
        return 0
    unknown = [name for name in arguments.target if name not in names]
    if unknown:
        sys.stderr.write(f"No such target: {', '.join(unknown)}. --list tells them all.\n")
        return 2
    report = Report()
    with _folder(arguments.keep) as folder:
        for name, inputs in shares(arguments.inputs, arguments.target or names):
            job = Job(name, inputs, arguments.seed, folder)
            job.result.unlink(missing_ok=True)
            report.add(job, guided.fuzz(job, atheris, targets))
            if not arguments.json:
                _say(report.line(name))
    _say(json.dumps(report.told()) if arguments.json else report.summary())
    return 1 if report.found_something else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("--inputs", type=_whole, default=100_000, metavar="N", help="in all")
    parser.add_argument("--seed", type=_whole, default=1, metavar="S")
    parser.add_argument("--json", action="store_true", help="one line of JSON, nothing else")
    parser.add_argument("--target", action="append", default=[], metavar="NAME")
    parser.add_argument("--list", action="store_true", help="name the targets, fuzz none")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep here what was learnt, and go on from it"
    )
    return parser


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return number


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
