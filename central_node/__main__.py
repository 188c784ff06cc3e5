"""The program `central-node`."""

import sys

from central_node.commands import run
from central_node.logs import log_to_stderr


def main() -> None:
    """Run the command line and exit with its code."""
    log_to_stderr()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
