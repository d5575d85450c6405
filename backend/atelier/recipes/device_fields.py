"""The settings that say on which device a picture recipe runs, the same in every one of them."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import field_validator

from atelier.errors import FieldProblem
from atelier.recipes.base import Choice, Device, Hint, Params, RunContext, param

SECTION = "GPU"
GPU_CHOICES = "gpus"
_WITH_GPU: dict[str, Any] = {"field": "use_gpu", "op": "eq", "value": True}


class DeviceParams(Params):
    """The GPU block. It is drawn where the machine has a GPU (the choices `gpus` are not empty)."""

    use_gpu: bool = param(
        False,
        label="Use GPU",
        help="Run on a graphics processor. Where the machine has none, the run uses the processors and says so.",
        section=SECTION,
        shown_if={"field": "use_gpu", "op": "has_choices"},
        choices=GPU_CHOICES,
        dss="should_use_gpu",
    )
    gpus: str = param(
        "",
        label="List of GPUs to use",
        help="Comma separated list of GPU indexes; empty takes the first free one.",
        section=SECTION,
        widget="gpus",
        choices=GPU_CHOICES,
        shown_if=_WITH_GPU,
        dss="list_gpu",
        max_length=200,
    )
    gpu_share: float = param(
        0.5,
        label="Memory allocation rate per GPU",
        help="Share of each GPU's memory that the run may take.",
        section=SECTION,
        ge=0.05,
        le=1,
        step=0.1,
        shown_if=_WITH_GPU,
        dss="gpu_allocation",
    )

    @field_validator("gpus", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        if isinstance(value, list):
            return ",".join(str(part) for part in value)
        return str(value) if isinstance(value, int) else value

    @field_validator("gpus")
    @classmethod
    def _indexes_only(cls, value: str) -> str:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if any(not part.isdecimal() for part in parts):
            raise ValueError("Write the indexes of GPUs with commas between them, as in “0,1”.")
        return ",".join(dict.fromkeys(parts))

    def gpu_indexes(self) -> tuple[int, ...]:
        """Return the GPUs asked for by index; none means any."""
        return tuple(int(part) for part in self.gpus.split(",") if part)


def slot_class(params: DeviceParams) -> Literal["cpu", "gpu"]:
    """Return `gpu` where a GPU is wanted and there is one; a wish that nothing can grant must not wait for ever."""
    from atelier.ml.images.devices import gpu_names

    return "gpu" if params.use_gpu and gpu_names() else "cpu"


def device_wish(params: DeviceParams) -> Device:
    """Return the GPUs and share asked for."""
    return Device(params.gpu_indexes(), params.gpu_share) if params.use_gpu else Device()


def prepare(ctx: RunContext) -> None:
    """Make the settings of the run's device; call before Keras is imported."""
    from atelier.ml.images import devices

    devices.prepare(ctx.device.gpus, ctx.device.memory_share, ctx.device.threads)
    devices.limit_memory(ctx.device.memory_share)


def gpu_choices() -> list[Choice]:
    """Return the GPUs of this machine."""
    from atelier.ml.images.devices import gpu_names

    return [Choice(str(index), f"GPU {index}", name) for index, name in enumerate(gpu_names())]


def gpu_problems(params: DeviceParams) -> Sequence[FieldProblem]:
    """Return a problem for an index beyond the GPUs that there are."""
    from atelier.ml.images.devices import gpu_names

    count = len(gpu_names())
    beyond = [index for index in params.gpu_indexes() if index >= count]
    if not params.use_gpu or not count or not beyond:
        return ()
    has = "GPU 0 only" if count == 1 else f"GPUs 0 to {count - 1}"
    return (FieldProblem(("params", "gpus"), f"This machine has {has}. Choose among them, or none to take any."),)


def gpu_hints(params: DeviceParams) -> Sequence[Hint]:
    """Return what happens where a GPU is wanted and there is none."""
    from atelier.ml.images.devices import gpu_names

    if params.use_gpu and not gpu_names():
        return (Hint("use_gpu", "This machine has no GPU.", "The run uses the processors."),)
    return ()
