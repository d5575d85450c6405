"""The one maker of identifiers and secrets."""

import secrets

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def item_id() -> str:
    """Return eight random alphanumerics, the shape of identifier that DSS gives to folders."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def token(bytes_: int = 32) -> str:
    """Return a URL-safe secret of `bytes_` random bytes."""
    return secrets.token_urlsafe(bytes_)
