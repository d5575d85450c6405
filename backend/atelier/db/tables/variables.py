"""Variables of the instance; those of a project stand on its row."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from atelier.db.base import Base


class InstanceVariable(Base):
    """A variable that holds in every project that has none of the same name."""

    __tablename__ = "instance_variable"
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(80))
