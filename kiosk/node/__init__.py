"""The line to the central node: what goes up, what is known of it."""
