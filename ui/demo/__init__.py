"""The demo's window around the kiosk: its QML, and the dataclasses it shows."""
