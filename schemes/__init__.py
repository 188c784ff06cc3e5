"""The rules terminal and node agree on: money, rates, limits. Pure functions over plain values."""
