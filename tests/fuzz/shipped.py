"""TOML to begin with: what ships, and what is odd in ways that readers have stumbled over."""

from importlib import resources

ODD_TOML = (
    b"a = " + b"[" * 2000,
    b"version = " + b"1" * 5000,
    b"a = 0x" + b"f" * 5000,
    b"a = 1979-13-32",
    b"a = inf\nb = nan\nc = 1e999",
    b'a = "\\uD800"',
    b"a.b.c.d = {e = {f = 1}}",
    b"[[rate]]\nwon = 1\nfrom = 2024-01-01T00:00:00Z",
)


def shipped(folder: str) -> tuple[bytes, ...]:
    """Return the TOML files of a folder of assets."""
    files = resources.files("assets").joinpath(folder).iterdir()
    return tuple(file.read_bytes() for file in files if file.name.endswith(".toml"))
