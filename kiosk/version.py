"""The program's version, as the node is told it and a technician reads it."""

from typing import Final

PROGRAM: Final = "0.1.0"
