"""Signed notes of where the log ended, to be kept elsewhere: they prove that a tail was cut off.

Whoever can write the log can rewrite its end with fitting hashes; what they cannot write is a signature
(Ed25519) of a head that was noted before. Checking the events themselves belongs in
``ingest.event_store.verification``.
"""

import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog
from ingest.events import canonical_json

_PURPOSE = b"newsledger checkpoint 1\n"
"""Stands before what is signed, so that no signature of anything else passes for one."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A head of the log, when it was noted, and the signature of both (hex)."""

    log_position: int
    log_hash: str
    made_at: str  # ISO 8601, UTC
    signature: str = ""

    def save(self, path: Path) -> None:
        """As a small JSON file."""
        path.write_bytes(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2) + b"\n")

    @classmethod
    def load(cls, path: Path) -> "Checkpoint":
        """What ``save`` wrote; ``ConfigurationError`` for anything else."""
        try:
            return cls(**orjson.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise ConfigurationError(f"{path}: no checkpoint of newsledger ({error})") from error

    def message(self) -> bytes:
        """What is signed."""
        stated = asdict(self)
        del stated["signature"]
        return _PURPOSE + canonical_json(stated)


def make_key(path: Path) -> None:
    """A new private key (PEM) that only its owner can read; never over one that is there."""
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ConfigurationError(f"{path}: no key can be made there ({error.strerror})") from error
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)


def sign_head(log: EventLog, key_file: Path, made_at: datetime) -> Checkpoint:
    """A checkpoint of the log as it stands."""
    key = _load_key(key_file)
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError(
            f"{key_file}: signing takes the private key, this is the public one"
        )
    head = log.head()
    note = Checkpoint(head.position, head.hash, made_at.isoformat(timespec="seconds"))
    return Checkpoint(
        note.log_position, note.log_hash, note.made_at, key.sign(note.message()).hex()
    )


def checkpoint_problems(log: EventLog, checkpoint: Checkpoint, key_file: Path) -> list[str]:
    """What the log no longer is of what was signed; the private key or the public one will do."""
    key = _load_key(key_file)
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    try:
        public.verify(bytes.fromhex(checkpoint.signature), checkpoint.message())
    except (InvalidSignature, ValueError):
        return ["the checkpoint was not signed with this key, or was changed since"]
    position, last = checkpoint.log_position, log.head().position
    if last < position:
        return [f"position {last + 1}: missing; the checkpoint was made at position {position}"]
    batches = log.read(after=position - 1, upto=position) if position else iter(())
    hashes = [hash_ for batch in batches for hash_ in batch.column("hash").to_pylist()]
    if position and hashes != [checkpoint.log_hash]:
        return [f"position {position}: not the event of the checkpoint: history was rewritten"]
    return []


def _load_key(path: Path) -> Ed25519PrivateKey | Ed25519PublicKey:
    try:
        content = path.read_bytes()
        if b"PRIVATE KEY" in content:
            key = serialization.load_pem_private_key(content, password=None)
        else:
            return _public(path, content)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigurationError(f"{path}: no key that can be read ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError(f"{path}: not an Ed25519 key")
    return key


def _public(path: Path, content: bytes) -> Ed25519PublicKey:
    key = serialization.load_pem_public_key(content)
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigurationError(f"{path}: not an Ed25519 key")
    return key
