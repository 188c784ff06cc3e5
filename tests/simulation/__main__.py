"""``python -m tests.simulation``: simulate a district. See docs/simulation.md."""

import sys

from tests.simulation.command import main

sys.exit(main(sys.argv[1:]))
