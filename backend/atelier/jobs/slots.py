"""The places to run of this host: shares of the processors, and GPUs found by asking the driver in another process."""

import os
import subprocess

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Slot
from atelier.settings import Settings

_ASK = ("nvidia-smi", "--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits")


def find_gpus() -> list[dict[str, object]]:
    """Return index, name and memory (MiB) of each GPU; none where there is no driver."""
    try:
        answer = subprocess.run(_ASK, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return []
    found: list[dict[str, object]] = []
    for line in answer.stdout.splitlines():
        parts = [part.strip() for part in line.split(",")]
        if len(parts) == 3 and parts[0].isdigit():
            memory = int(float(parts[2])) if parts[2].replace(".", "", 1).isdigit() else 0
            found.append({"index": int(parts[0]), "name": parts[1], "memory_mib": memory})
    return found


def ensure(session: Session, *, settings: Settings, executor: str) -> list[Slot]:
    """Write this host's slots and return them; slots that are no more are removed."""
    threads = max(1, (os.cpu_count() or 1) // settings.cpu_slots)
    wanted: dict[str, Slot] = {}
    for index in range(settings.cpu_slots):
        slot_id = f"{executor[:20]}-cpu-{index}"
        wanted[slot_id] = Slot(id=slot_id, slot_class="cpu", executor=executor, facts={"threads": threads})
    for gpu in find_gpus():
        slot_id = f"{executor[:20]}-gpu-{gpu['index']}"
        wanted[slot_id] = Slot(id=slot_id, slot_class="gpu", executor=executor, facts={**gpu, "threads": threads})
    for known in session.scalars(select(Slot).where(Slot.executor == executor)):
        if known.id in wanted:
            known.facts = wanted.pop(known.id).facts
        else:
            session.delete(known)
    session.add_all(wanted.values())
    session.flush()
    return list(
        session.scalars(select(Slot).where(Slot.executor == executor).order_by(Slot.slot_class.desc(), Slot.id))
    )
