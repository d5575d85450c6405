"""The Lab: analyses, tasks, sessions and trained models."""

import sqlalchemy as sa
from alembic import op

import atelier.db.base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "analysis",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("project_key", sa.String(length=64), nullable=False),
        sa.Column("dataset_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("script", sa.JSON(), nullable=False),
        sa.Column("charts", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("updated_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["item.id"], name=op.f("fk_analysis_dataset_id_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_key"], ["project.key"], name=op.f("fk_analysis_project_key_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis")),
    )
    with op.batch_alter_table("analysis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_analysis_dataset_id"), ["dataset_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_analysis_project_key"), ["project_key"], unique=False)

    op.create_table(
        "ml_task",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("analysis_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("style", sa.String(length=32), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("updated_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_ml_task_analysis_id_analysis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ml_task")),
    )
    with op.batch_alter_table("ml_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ml_task_analysis_id"), ["analysis_id"], unique=False)

    op.create_table(
        "lab_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=10000), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("script", sa.JSON(), nullable=False),
        sa.Column("dataset_version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("created_at", atelier.db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_lab_session_job_id_job"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["task_id"], ["ml_task.id"], name=op.f("fk_lab_session_task_id_ml_task"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lab_session")),
        sa.UniqueConstraint("task_id", "number", name=op.f("uq_lab_session_task_id_number")),
    )
    with op.batch_alter_table("lab_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lab_session_job_id"), ["job_id"], unique=False)

    op.create_table(
        "trained_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("fraction", sa.Double(), nullable=True),
        sa.Column("trials", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=10000), nullable=False),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("started_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", atelier.db.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["lab_session.id"], name=op.f("fk_trained_model_session_id_lab_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trained_model")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_trained_model_session_id_number")),
    )
    with op.batch_alter_table("trained_model", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trained_model_session_id_state"), ["session_id", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("trained_model", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trained_model_session_id_state"))

    op.drop_table("trained_model")
    with op.batch_alter_table("lab_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lab_session_job_id"))

    op.drop_table("lab_session")
    with op.batch_alter_table("ml_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ml_task_analysis_id"))

    op.drop_table("ml_task")
    with op.batch_alter_table("analysis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_analysis_project_key"))
        batch_op.drop_index(batch_op.f("ix_analysis_dataset_id"))

    op.drop_table("analysis")
