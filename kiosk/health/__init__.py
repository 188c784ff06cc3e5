"""What a technician asks of a machine, part by part: `kiosk doctor`."""
