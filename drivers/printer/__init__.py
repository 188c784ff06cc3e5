"""Ticket printers: contract, ESC/POS over a wire, a simulator, pictures of what was printed."""
