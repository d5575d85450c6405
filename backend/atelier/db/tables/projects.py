"""Projects and what lives in them: items, their versions and files, recipes and their roles, uploads under way."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from atelier.db.base import Base


class Project(Base):
    """A container of items and recipes, known by its upper-case key."""

    __tablename__ = "project"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(10000), default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    tags: Mapped[list[str]] = mapped_column(default=list)
    variables: Mapped[dict[str, Any]] = mapped_column(default=dict)
    class_colours: Mapped[dict[str, Any]] = mapped_column(default=dict)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_tutorial: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Item(Base):
    """A dataset, managed folder or saved model.

    `origin`: `managed` (written by a recipe or by hand), `uploaded` (dataset from raw files), `linked` (read below an
    allowed root). `facts` describe the current version (rows, files, bytes, unreadable, model, ...).
    `fingerprint` is what the current version was built from; empty for items that no recipe writes.
    """

    __tablename__ = "item"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(16))
    description: Mapped[str] = mapped_column(String(10000), default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    columns: Mapped[list[Any]] = mapped_column(default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    updated_at: Mapped[datetime]
    built_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_item_name",
            "project_key",
            "kind",
            "name",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )


class ItemVersion(Base):
    """One published state of an item; `manifest` lists a dataset's parts (folders use `folder_entry`)."""

    __tablename__ = "item_version"
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    attempt_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    manifest: Mapped[dict[str, Any]] = mapped_column(default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FolderEntry(Base):
    """A file of a folder, valid from one version until another; the current folder is the rows with no end.

    `content` names the bytes: a blob's SHA-256, or for linked folders a key made of root, path, size and time.
    `group_name` is the class that the file's name suggests.
    """

    __tablename__ = "folder_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(String(1024))
    content: Mapped[str] = mapped_column(String(80), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime: Mapped[datetime]
    is_picture: Mapped[bool]
    group_name: Mapped[str] = mapped_column(String(255), default="")
    since_version: Mapped[int]
    until_version: Mapped[int | None]
    __table_args__ = (
        Index(None, "folder_id", "until_version", "path"),
        Index("ix_folder_entry_group", "folder_id", "until_version", "group_name", "path", "is_picture", "size"),
        Index(
            "uq_folder_entry_current",
            "folder_id",
            "path",
            unique=True,
            sqlite_where=text("until_version IS NULL"),
            postgresql_where=text("until_version IS NULL"),
        ),
    )


class Picture(Base):
    """What is known of a picture's bytes, by content: size in pixels, or why it cannot be read."""

    __tablename__ = "picture"
    content: Mapped[str] = mapped_column(String(80), primary_key=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    format: Mapped[str | None] = mapped_column(String(16))
    problem: Mapped[str | None] = mapped_column(String(500))
    __table_args__ = (
        Index(
            "ix_picture_unreadable",
            "content",
            sqlite_where=text("problem IS NOT NULL"),
            postgresql_where=text("problem IS NOT NULL"),
        ),
    )


class Upload(Base):
    """Files being brought in; they belong to nothing until the upload is finished."""

    __tablename__ = "upload"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key", ondelete="CASCADE"))
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class UploadFile(Base):
    """A whole file of an upload, already stored as a blob."""

    __tablename__ = "upload_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[str] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(String(1024))
    blob: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("upload_id", "path"),)


class Recipe(Base):
    """An instance of a recipe type in a project's flow."""

    __tablename__ = "recipe"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    project_key: Mapped[str] = mapped_column(ForeignKey("project.key", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(80))
    type_version: Mapped[int] = mapped_column(default=1)
    description: Mapped[str] = mapped_column(String(10000), default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    payload: Mapped[str | None] = mapped_column(String)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(80))
    deleted_at: Mapped[datetime | None]
    io: Mapped[list["RecipeIo"]] = relationship(
        cascade="all, delete-orphan", order_by="RecipeIo.position", lazy="selectin"
    )
    __table_args__ = (
        Index(
            "uq_recipe_name",
            "project_key",
            "name",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )


class RecipeIo(Base):
    """An item in a role of a recipe; the flow's edges are computed from these rows."""

    __tablename__ = "recipe_io"
    id: Mapped[int] = mapped_column(primary_key=True)
    recipe_id: Mapped[str] = mapped_column(ForeignKey("recipe.id", ondelete="CASCADE"))
    direction: Mapped[str] = mapped_column(String(8))
    role: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    item_id: Mapped[str] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    append: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("recipe_id", "direction", "role", "item_id"),)


class RecipeRevision(Base):
    """A recipe's settings as they were saved, for history and for showing both sides of a conflict."""

    __tablename__ = "recipe_revision"
    recipe_id: Mapped[str] = mapped_column(ForeignKey("recipe.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(80))
