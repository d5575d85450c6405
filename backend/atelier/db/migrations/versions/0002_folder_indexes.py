"""Folders of 100,000 files: classes counted and unreadable pictures found from an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_folder_entry_group",
        "folder_entry",
        ["folder_id", "until_version", "group_name", "path", "is_picture", "size"],
        unique=False,
    )
    op.create_index(
        "ix_picture_unreadable",
        "picture",
        ["content"],
        unique=False,
        sqlite_where=sa.text("problem IS NOT NULL"),
        postgresql_where=sa.text("problem IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_picture_unreadable", table_name="picture")
    op.drop_index("ix_folder_entry_group", table_name="folder_entry")
