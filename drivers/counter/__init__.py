"""Machines that count what is put into them, at a serial line of our own (docs/counter.md)."""
