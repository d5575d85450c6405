"""The first administrator, and what the settings say of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.auth import keys, passwords, users
from atelier.db.tables import User
from atelier.settings import Settings


def ensure_admin(session: Session, settings: Settings) -> User:
    """See to it that an administrator exists, with the password and API key of the settings if those are set.

    The password of the settings is taken as it is: whoever sets the environment owns the machine.
    """
    user = users.find(session, settings.admin_login)
    if user is None:
        anybody = session.scalar(select(User).where(User.is_admin, ~User.disabled).order_by(User.id).limit(1))
        if anybody is not None and settings.admin_password is None:
            user = anybody
        else:
            user = users.create(session, login=settings.admin_login, display_name="Administrator", is_admin=True)
            user.may_write_code = True
    password = settings.admin_password
    if password and not passwords.verify_password(user.password_hash, password):
        user.password_hash = passwords.hash_password(password)
    if settings.admin_api_key:
        keys.ensure_global(session, secret=settings.admin_api_key)
    session.flush()
    return user
