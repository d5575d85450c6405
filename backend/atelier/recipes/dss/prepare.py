"""Prepare in DSS's shape: processors, and groups of them."""

from typing import Any

from atelier.recipes.dss.reading import Part


def to_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Return params as a payload."""
    steps: list[dict[str, Any]] = []
    for step in params.get("steps", []):
        one = _step_to_dss(step)
        group = step.get("group")
        if not group:
            steps.append(one)
        elif steps and steps[-1]["metaType"] == "GROUP" and steps[-1]["name"] == group:
            steps[-1]["steps"].append(one)
        else:
            steps.append({"metaType": "GROUP", "name": group, "steps": [one]})
    return {"steps": steps}


def from_dss(given: Part) -> dict[str, Any]:
    """Return a payload as params."""
    steps: list[dict[str, Any]] = []
    for step in given.parts("steps"):
        if step.text("metaType") == "GROUP":
            group = step.text("name") or "Group"
            steps += [{**_step_from_dss(one.values), "group": group} for one in step.parts("steps")]
        else:
            steps.append(_step_from_dss(step.values))
    return {"steps": steps}


def _step_to_dss(step: dict[str, Any]) -> dict[str, Any]:
    known = {"type", "params", "enabled", "comment", "group"}
    return {
        **{name: value for name, value in step.items() if name not in known},
        "metaType": "PROCESSOR",
        "type": step.get("type", ""),
        "params": step.get("params", {}),
        "disabled": not step.get("enabled", True),
        "comment": step.get("comment", ""),
    }


def _step_from_dss(step: dict[str, Any]) -> dict[str, Any]:
    known = {"metaType", "type", "params", "disabled", "comment"}
    return {
        **{name: value for name, value in step.items() if name not in known},
        "type": step.get("type", ""),
        "params": step.get("params") or {},
        "enabled": not step.get("disabled", False),
        "comment": step.get("comment") or "",
    }
