"""The two generations of DSS's image plugin: the later one's words for GPUs in those of the first."""

from typing import Any


def in_first_words(type: str, config: dict[str, Any]) -> dict[str, Any]:
    """Return a recipe's settings with the later plugin's GPU settings under the first one's names too.

    For a recipe of the later plugin its own words win: those of the first are what was answered before.
    """
    if not type.endswith("-v2"):
        return config
    found = dict(config)
    chosen = found.get("gpu_list")
    if found.get("gpu_usage") == "custom" and isinstance(chosen, list):
        found["list_gpu"] = ",".join(str(index) for index in chosen)
    elif found.get("gpu_usage") == "all":
        found["list_gpu"] = ""
    limit = found.get("gpu_memory_limit")
    if found.get("gpu_memory_allocation_mode") == "memory_limit" and isinstance(limit, int | float):
        found["gpu_allocation"] = max(0.05, min(1.0, limit / 100))
    return found
