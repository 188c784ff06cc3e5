"""Pure: from a visit to what the screen shows and what the slip says."""
