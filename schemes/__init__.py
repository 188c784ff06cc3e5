"""The rules that terminal and node agree on: money, rates, limits, stand-in. Pure functions over plain values."""
