"""Hardware behind small contracts: cameras, scanners, printers. Imports nothing of ours."""
