"""`python -m tests.storm`, or scripts/storm: kill a selling kiosk again and again, and count.

Prints one JSON object: kills, sales committed to the ledger, sales shown to a person as paid, how
many of these are lost (missing from the ledger or from the node's books) and how many sales are
doubled. The same seed plans the same storm; how far each child comes is the machine's to say.

Exit codes: 0 nothing lost, nothing doubled, all books agree; 1 otherwise; 2 unusable input.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from kiosk.demo.errors import DemoError
from tests.storm.bugs import Bug
from tests.storm.seller import StormError
from tests.storm.storm import Result, storm

MAX_KILLS = 1_000_000
"""A week; the file would hold some five million entries."""


def main() -> int:
    """Run a storm and print what it has shown."""
    given = _arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="kiosk-storm-", dir=given.folder) as folder:
            result = storm(given.kills, given.seed, Path(folder), Bug(given.bug), _say)
    except (StormError, DemoError) as exc:
        _say(f"The storm was ended: {exc}")
        return 1
    except OSError as exc:
        _say(f"No folder to work in: {exc}")
        return 2
    for problem in result.tally.problems:
        _say(f"- {problem}")
    sys.stdout.write(f"{_as_json(result) if given.json else _as_words(result)}\n")
    return 0 if result.good else 1


def figures(result: Result) -> dict[str, object]:
    """The result as it is printed. ``problems``: other disagreements of the books, on stderr."""
    return {
        "kills": result.kills,
        "committed": result.tally.committed,
        "shown": result.shown,
        "lost": len(result.tally.lost),
        "doubled": len(result.tally.doubled),
        "torn": len(result.tally.torn),
        "problems": len(result.tally.problems),
        "entries": result.entries,
        "seconds": round(result.seconds, 1),
        "moments": {moment.name.lower(): times for moment, times in sorted(result.moments.items())},
        "cut_while_committing": {it.value: times for it, times in sorted(result.wishes.items())},
    }


def _as_json(result: Result) -> str:
    return json.dumps(figures(result))


def _as_words(result: Result) -> str:
    return "\n".join(f"{name:<10} {value}" for name, value in figures(result).items())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "scripts/storm", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=_kills, default=200, metavar="N", help="how many; 200")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the plan; 1")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--folder", type=Path, help="where to work; the system's place for this")
    parser.add_argument(
        "--bug", choices=tuple(Bug), default=Bug.NONE, help="plant a bug, to see that it is found"
    )
    return parser.parse_args()


def _kills(text: str) -> int:
    kills = int(text)
    if not 1 <= kills <= MAX_KILLS:
        raise argparse.ArgumentTypeError(f"{kills} is not between 1 and {MAX_KILLS}")
    return kills


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
