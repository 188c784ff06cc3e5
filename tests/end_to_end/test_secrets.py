"""A district and a kiosk at work, with sealed and with plain keys: no secret is written anywhere
but where it belongs."""

from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.__main__ import main
from kiosk.journal import Journal
from offline_queue.key_store import KeyStore
from tests.end_to_end import warm
from tests.end_to_end.district import District
from tests.end_to_end.running import Place, buy_lunch
from tests.needles import found
from ui.contract import ConfirmScreen, StartScreen, ThanksScreen

WORDS = "correct horse battery staple"
KEY_SECTION = '[key]\nsealed = "passphrase-file"\npassphrase_file = "stick/words"\n'


@dataclass
class Heard:
    """What every command said, on both outputs."""

    folder: Path
    profile: Path
    said: list[bytes] = field(default_factory=list)

    def kiosk(self, *words: str | Path) -> int:
        return self._run(*words, "--profile", self.profile)

    def ledger(self, *words: str | Path) -> int:
        return self._run("ledger", *words)

    def node(self, *words: str | Path) -> int:
        done = warm.run(warm.NODE, *words, check=False)
        self.said += [done.stdout.encode(), done.stderr.encode()]
        return done.returncode

    def _run(self, *words: str | Path) -> int:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([str(word) for word in words])
        self.said += [out.getvalue().encode(), err.getvalue().encode()]
        return code


def kiosk_secrets(state: Path) -> list[bytes]:
    """Both keys of a kiosk whose store is still plain; the one for PINs is made if need be."""
    path = state / "kiosk.key"
    assert KeyStore.open(path).pin_key
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    scalar = key.private_numbers().private_value.to_bytes(32, "big")
    return [scalar, bytes.fromhex((state / "kiosk.key.pin").read_text("ascii"))]


def node_secrets(district: District) -> list[bytes]:
    return [bytes.fromhex(path.read_text("ascii")) for path in district.node.glob("*.key")]


def written(folder: Path) -> list[Path]:
    """Every file below ``folder`` but those that hold keys or the passphrase."""
    kept = ("kiosk.key", "kiosk.key.pin", "root.key", "credential.key", "receipt.key", "words")
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in kept]
    assert len(files) > 8
    return files


def sell(place: Place, resident: str) -> None:
    with place.kiosk() as kiosk:
        kiosk.see(StartScreen)
        buy_lunch(kiosk, place.district.phone(resident))
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()


def every_command(heard: Heard, state: Path, node: Path) -> None:
    """What a technician, an auditor and an office run."""
    ledger = state / "ledger.db"
    heard.kiosk("doctor")
    assert heard.ledger("show", ledger) == 0
    assert heard.ledger("verify", ledger, "--json") == 0
    out = heard.folder / "out.export"
    assert heard.ledger("export", ledger, "--output", out) == 0
    heard.kiosk("ledger", "recover", "--json")
    assert heard.node("show", "--folder", node, "--json") == 0
    assert heard.node("keys", "--folder", node, "--json") == 0


def broken(heard: Heard, state: Path, stick: Path) -> None:
    """Everything that can be wrong with keys and passphrases, told by the programs themselves."""
    key = state / "kiosk.key"
    data = key.read_bytes()
    key.write_bytes(data.replace(data[60:64], b"\xff\xff\xff\xff"))
    for words in (("doctor", "--json"), ("rekey",), ("seal-key",)):
        assert heard.kiosk(*words) != 0
    key.write_bytes(data)
    key.chmod(0o644)
    assert heard.kiosk("rekey") == 2
    key.chmod(0o600)
    if stick.exists():
        stick.write_text("another passphrase", "utf-8")
        assert heard.kiosk("rekey") == 2
        stick.chmod(0o644)
        assert heard.kiosk("seal-key") == 2


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_no_secret_is_in_any_output_or_file(place: Place, sealed: bool) -> None:
    state, stick = place.profile.with_suffix(""), place.profile.parent / "stick" / "words"
    heard = Heard(place.profile.parent, place.profile)
    secrets = [*kiosk_secrets(state), *node_secrets(place.district), WORDS.encode()]
    assert len(secrets) == 6
    if sealed:
        stick.parent.mkdir()
        stick.write_text(WORDS, "utf-8")
        stick.chmod(0o600)
        place.profile.write_text(place.profile.read_text("utf-8") + KEY_SECTION, "utf-8")
        assert heard.kiosk("seal-key") == 0
        secrets_at_rest = (state / "kiosk.key").read_bytes()
        assert found(secrets, secrets_at_rest) == []
    sell(place, "kim")
    if not sealed:  # how the keys lie makes no difference to these
        every_command(heard, state, place.district.node)
    assert heard.kiosk("rekey") == 0
    if not sealed:
        secrets += kiosk_secrets(state)[:1]
    sell(place, "away")
    broken(heard, state, stick)
    assert sum(map(len, heard.said)) > 2000
    for said in heard.said:
        assert found(secrets, said) == []
    for path in written(place.profile.parent):
        assert found(secrets, path.read_bytes()) == [], path


def test_a_bug_in_the_log_shows_no_variables(tmp_path: Path) -> None:
    """What a traceback's frames hold is not written with it."""
    secret = bytes(range(100, 132))

    def broken_with(key: bytes) -> None:
        if key:
            raise RuntimeError("a bug")

    journal = Journal(tmp_path)
    try:
        broken_with(secret)
    except RuntimeError:
        journal.log.exception("bug")
    journal.close()
    log = (tmp_path / "kiosk.jsonl").read_bytes()
    assert b"RuntimeError" in log
    assert found([secret], log) == []
