"""Charts of datasets."""

import sqlalchemy as sa
from alembic import op

import atelier.db.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_charts",
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("charts", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_charts_item_id_item"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_charts")),
    )


def downgrade() -> None:
    op.drop_table("item_charts")
