"""How the process lives on its machine: systemd, mains power, heat, room, a dark panel."""
