"""The commands of ``kiosk``. Exit codes: 0 good, 1 a check failed, 2 unusable input."""
