"""Screens in QML, their look, and the thin Qt objects between them and Python."""
