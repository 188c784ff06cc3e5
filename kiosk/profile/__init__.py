"""The profile: what this one machine is, read, checked and written."""
