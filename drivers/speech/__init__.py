"""The voice: what is said is made into sound by one program and played by another."""
