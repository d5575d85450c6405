"""Secrets as they are stored: only their SHA-256, which is enough because they are 256 random bits."""

import hashlib


def digest(secret: str) -> str:
    """Return the SHA-256 of a secret in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
