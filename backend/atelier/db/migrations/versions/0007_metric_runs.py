"""Measurements that were asked for."""

import sqlalchemy as sa
from alembic import op

import atelier.db.base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "metric_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("started_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("measured_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_metric_run_item_id_item"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_run")),
    )
    op.create_index(op.f("ix_metric_run_item_id_id"), "metric_run", ["item_id", "id"])
    op.create_index(op.f("ix_metric_run_state"), "metric_run", ["state"])


def downgrade() -> None:
    op.drop_table("metric_run")
