"""Measures the product against floors made of library calls: `python -m benchmarks`.

A machine's speed says nothing about a program, so every claim is a ratio of two things measured in
the same run: ours, and the least that library calls need for the same work, or a peer. Ours and
floor take turns, so that a busy machine is busy for both. `floors/` imports nothing of ours.
"""
