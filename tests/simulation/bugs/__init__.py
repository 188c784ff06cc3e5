"""Bugs planted on purpose, to show that the simulator can find them.

Each is a small mutation of the product that only the simulator switches on: of the kiosk's classes
while a run lasts (`kiosk`), or of the node's books between two calls, as if the node had done it
(`node`). `table` names each with the invariant that catches it and the run that does so quickly.
"""

from tests.simulation.bugs.table import BUGS, Bug, planted

__all__ = ["BUGS", "Bug", "planted"]
