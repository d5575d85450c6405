"""Logging in with a password: the one place that judges one."""

from atelier.auth import backoff, passwords, users
from atelier.db.engine import Database
from atelier.db.tables import User
from atelier.errors import NotSignedIn


def with_password(database: Database, *, login: str, password: str, address: str) -> User:
    """Return the user whose login and password these are; raises `NotSignedIn` or `TooManyRequests`.

    Takes the database and not a session: hashing takes tens of milliseconds, which no transaction may be held for, and
    a failure must be counted although the request ends in an error. An unknown login costs the same time and gets the
    same answer as a wrong password.
    """
    with database.read() as session:
        backoff.check(session, login=login, address=address)
        user = users.find(session, login)
    fits = passwords.verify_password(user.password_hash if user else None, password)
    if user is None or not fits or user.disabled:
        with database.write() as session:
            backoff.count_failure(session, login=login, address=address)
        raise NotSignedIn("The login or the password is not right.")
    rehash = user.password_hash is not None and passwords.needs_rehash(user.password_hash)
    fresh_hash = passwords.hash_password(password) if rehash else None
    with database.write() as session:
        backoff.forgive(session, login=login)
        user = users.get(session, login)
        if fresh_hash is not None:
            user.password_hash = fresh_hash
    return user
