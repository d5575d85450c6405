"""What is measured of items: settings, values, and how checks went."""

import sqlalchemy as sa
from alembic import op

import atelier.db.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("check_id", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=True),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_check_outcome_item_id_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_outcome")),
    )
    with op.batch_alter_table("check_outcome", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_outcome_item_id_check_id_id"), ["item_id", "check_id", "id"], unique=False
        )

    op.create_table(
        "metric_settings",
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("probes", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after_build", sa.Boolean(), nullable=False),
        sa.Column("followed", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_metric_settings_item_id_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_metric_settings")),
    )
    op.create_table(
        "metric_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("probe_id", sa.String(length=40), nullable=False),
        sa.Column("metric", sa.String(length=400), nullable=False),
        sa.Column("label", sa.String(length=400), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("json", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("problem", sa.String(length=1000), nullable=True),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_metric_value_item_id_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_value")),
    )
    with op.batch_alter_table("metric_value", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_metric_value_item_id_metric_id"), ["item_id", "metric", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_metric_value_item_id_probe_id_at"), ["item_id", "probe_id", "at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("metric_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_metric_value_item_id_probe_id_at"))
        batch_op.drop_index(batch_op.f("ix_metric_value_item_id_metric_id"))

    op.drop_table("metric_value")
    op.drop_table("metric_settings")
    with op.batch_alter_table("check_outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_outcome_item_id_check_id_id"))

    op.drop_table("check_outcome")
