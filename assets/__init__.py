"""Fonts, pictures, schemes, facilities and words, read with importlib.resources."""
