"""Words, languages and the voice that says the screens."""
