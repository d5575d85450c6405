"""All tables, so that one import fills the metadata."""

from atelier.db.tables.accounts import (
    ApiKey,
    AuditRecord,
    BrowserSession,
    Group,
    GroupMember,
    LoginFailure,
    LoginLink,
    ProjectRight,
    User,
)
from atelier.db.tables.charts import ItemCharts
from atelier.db.tables.jobs import Activity, Attempt, Event, Job, Slot
from atelier.db.tables.lab import Analysis, LabSession, MlTask, TrainedModel
from atelier.db.tables.metrics import CheckOutcome, MetricRun, MetricSettings, MetricValue
from atelier.db.tables.projects import (
    FolderEntry,
    Item,
    ItemVersion,
    Picture,
    Project,
    Recipe,
    RecipeIo,
    RecipeRevision,
    Upload,
    UploadFile,
)
from atelier.db.tables.variables import InstanceVariable

__all__ = [
    "Activity",
    "Analysis",
    "ApiKey",
    "Attempt",
    "AuditRecord",
    "BrowserSession",
    "CheckOutcome",
    "Event",
    "FolderEntry",
    "Group",
    "GroupMember",
    "InstanceVariable",
    "Item",
    "ItemCharts",
    "ItemVersion",
    "Job",
    "LabSession",
    "LoginFailure",
    "LoginLink",
    "MetricRun",
    "MetricSettings",
    "MetricValue",
    "MlTask",
    "Picture",
    "Project",
    "ProjectRight",
    "Recipe",
    "RecipeIo",
    "RecipeRevision",
    "Slot",
    "TrainedModel",
    "Upload",
    "UploadFile",
    "User",
]
