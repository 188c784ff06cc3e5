"""Bad photographs of our own codes, as a kiosk's camera takes them; the same for the same seed.

A code from `benchmarks.codes` is drawn on a phone (`phone`), held before a lobby (`warps`),
behind bad glass (`glass`), under bad light (`light`), and taken by a cheap 720p camera (`camera`).
What is bad and by how much is a `Shot`; `kinds` makes shots by name and amount, `series` takes
photographs of them: `photographs(our_texts(8), Kind.GLARE, count=24, seed=7, frames=1)`, and
`approach` films a phone that is brought to the lens.
"""
