"""A terminal for bank cards: the rest of a price by another tender (docs/card-terminal.md)."""
