"""The devices of this machine, and the settings that must be made before Keras is imported."""

import os
import shutil
import subprocess
from functools import lru_cache

MIB = 2**20


@lru_cache(maxsize=1)
def gpu_names() -> tuple[str, ...]:
    """Return the names of this machine's NVIDIA GPUs by index, asked of the driver, not of a Python package."""
    command = shutil.which("nvidia-smi")
    if command is None:
        return ()
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command
            [command, "--query-gpu=name", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(line.strip() for line in answer.stdout.splitlines() if line.strip())


def prepare(gpus: tuple[int, ...], memory_share: float, threads: int) -> None:
    """Set what the backends read when they are loaded; call before Keras is imported. No GPUs: the processors."""
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["CUDA_VISIBLE_DEVICES"] = ",".join(str(index) for index in gpus) or "-1"
    os.environ.setdefault("XLA_PYTHON_CLIENT_MEM_FRACTION", f"{memory_share:.2f}")
    for name in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        os.environ.setdefault(name, str(max(1, threads)))


def limit_memory(memory_share: float) -> None:
    """Keep TensorFlow to a share of each visible GPU's memory; call after Keras is imported and before any work."""
    if not gpu_names() or os.environ.get("KERAS_BACKEND", "tensorflow") != "tensorflow" or memory_share >= 1:
        return
    import tensorflow as tf

    for gpu in tf.config.list_physical_devices("GPU"):
        index = int(gpu.name.rsplit(":", 1)[-1])
        limit = int(_total_memory_bytes(index) * memory_share / MIB)
        if limit:
            tf.config.set_logical_device_configuration(gpu, [tf.config.LogicalDeviceConfiguration(memory_limit=limit)])


def _total_memory_bytes(visible_index: int) -> int:
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")
    index = visible[visible_index] if visible_index < len(visible) else str(visible_index)
    command = shutil.which("nvidia-smi")
    if command is None:
        return 0
    answer = subprocess.run(  # noqa: S603 - a fixed command with an index
        [command, "--query-gpu=memory.total", "--format=csv,noheader,nounits", "-i", index],
        capture_output=True, text=True, timeout=10, check=False,
    )  # fmt: skip
    text = answer.stdout.strip()
    return int(text) * MIB if text.isdecimal() else 0
