"""Who does what a visit wants done, each on the lane that owns the thing it needs."""
