"""Filling a model folder with a network whose weights ship with Atelier, lie in a folder, or are fetched.

A fetch goes on where a former one broke off (HTTP Range), is verified by checksum, and leaves nothing behind when it
fails but the part already fetched, in the cache, for the next try.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import httpx
import keras

from atelier.errors import AtelierError, InvalidInput, Stopped, Unavailable
from atelier.ml.images import architectures, graph, model_check, model_folder, networks, provenance
from atelier.ml.images.architectures import Architecture, WeightFile
from atelier.ml.run import Run
from atelier.settings import get_settings
from atelier.storage.handles import FolderHandle, FolderWriter

DOWNLOADED = 0.8  # share of the progress that fetching takes, as in the plugin
TRIES = 3
CLASS_INDEX = WeightFile(architectures.CLASS_INDEX_URL, architectures.CLASS_INDEX_MD5, 35_363)


def fill_folder(ctx: Run, *, architecture: Architecture, output: FolderWriter, weights: FolderHandle | None) -> None:
    """Write a network, its classes and its list of layers; `weights` is a folder to take the weight file from."""
    if architecture.source == "atelier":
        network, classes, origin = _built_in(ctx)
    else:
        network, classes, origin = _published(ctx, architecture, weights)
    ctx.progress(DOWNLOADED + 0.05, f"Building {architecture.label}")
    config = {
        "architecture": architecture.name,
        "label": architecture.label,
        "trained_on": architecture.trained_on,
        "licence": architecture.licence,
        "input_size": [architecture.input_size, architecture.input_size],
        "minimum_size": architecture.minimum_size,
        "preprocessing": architecture.preprocessing,
        "parameters": int(network.count_params()),
        "retrained": False,
        "flat": architecture.source == "atelier",
        "fixed_size": False,
        "extract_layer_default_index": -2,
        "head": None,
        "weights": model_folder.WEIGHTS,
        "training": None,
        "provenance": {
            "made_at": provenance.now_text(), "weights": origin, "library_versions": provenance.library_versions(),
        },
    }  # fmt: skip
    write_network(ctx, output, network, config, classes)
    ctx.log(
        f"{architecture.label} is ready: {network.count_params():,} parameters, {len(classes):,} classes",
        source="macro",
    )


def write_network(
    ctx: Run, output: FolderWriter, network: keras.Model, config: dict[str, Any], classes: list[str]
) -> None:
    """Write a whole model folder, the configuration first."""
    model_folder.write_config(output, config)
    if classes:
        model_folder.write_classes(output, classes)
    network.save_weights(output.path / model_folder.WEIGHTS)
    ctx.progress(0.95, "Listing its layers")
    end = networks.trunk_end(network, config["architecture"])
    model_folder.write_layers(output, graph.layer_facts(network, end), graph.summary_text(network))
    model_folder.set_facts(output, config, classes, {})
    ctx.progress(1.0, "Done")


def _built_in(ctx: Run) -> tuple[keras.Model, list[str], dict[str, Any]]:
    from atelier.ml.images import sketchnet

    ctx.log("SketchNet comes with Atelier; nothing is fetched", source="macro")
    keras.utils.clear_session()
    facts = sketchnet.read_builtin_facts()
    origin = {"source": "shipped with Atelier", "sha256": facts.get("sha256"), "seed": facts.get("seed")}
    return sketchnet.load_sketchnet(), sketchnet.read_builtin_labels(), origin


def _published(
    ctx: Run, architecture: Architecture, weights: FolderHandle | None
) -> tuple[keras.Model, list[str], dict[str, Any]]:
    file = architecture.top
    if file is None:
        raise InvalidInput(f"No weights of {architecture.label} are published.")
    if weights is not None:
        path, source = _from_folder(weights, file), f"folder {weights.name}"
    else:
        path, source = obtain(ctx, file, (0.0, DOWNLOADED * 0.98))
    classes = _class_names(ctx)
    model_check.check_weights(path, file.name)
    network = networks.build_with_top(architecture, len(classes))
    try:
        networks.load_weight_file(network, path, file.name)
    except (ValueError, OSError, KeyError) as error:
        reason = (str(error).strip().splitlines() or ["unknown layers"])[0]
        raise InvalidInput(f"The file {file.name} does not hold weights of {architecture.label}: {reason}") from error
    return network, classes, {"source": source, "file": file.name, "url": file.url, "md5": file_md5(path)}


def _from_folder(folder: FolderHandle, file: WeightFile) -> Path:
    entries = [entry for entry in folder.entries() if entry.path.lower().endswith((".h5", ".keras"))]
    named = [entry for entry in entries if entry.path.rsplit("/", 1)[-1] == file.name]
    chosen = named or entries
    if len(chosen) != 1:
        found = "no .h5 file" if not entries else f"{len(entries)} weight files, none of them called so"
        raise InvalidInput(
            f"The folder “{folder.name}” must hold the file {file.name}; it has {found}.",
            hint=f"It is published at {file.url}.",
        )
    if chosen[0].path.lower().endswith(".keras"):
        raise InvalidInput(
            f"“{chosen[0].path}” is a whole model, not a weight file of a listed network.",
            hint="Use the macro “Adopt a model” for it.",
        )
    return folder.local_path(chosen[0].path)


def _class_names(ctx: Run) -> list[str]:
    """Return ImageNet's class names in the order of the outputs; the file is a few kilobytes."""
    path, _ = obtain(ctx, CLASS_INDEX, (DOWNLOADED * 0.98, DOWNLOADED))
    index = json.loads(path.read_text(encoding="utf-8"))
    return [index[str(place)][1] for place in range(len(index))]


def obtain(ctx: Run, file: WeightFile, progress: tuple[float, float]) -> tuple[Path, str]:
    """Return a verified published file and where it came from: the mirror folder, the cache, or the network."""
    mirror = get_settings().weights_mirror
    if mirror is not None and (mirror / file.name).is_file():
        path = mirror / file.name
        _verify(path, file, f"the mirror folder {mirror}")
        ctx.log(f"{file.name} is taken from the mirror folder", source="macro")
        return path, "mirror folder"
    cached = ctx.cache / "weights" / file.name
    if cached.is_file():
        try:
            _verify(cached, file, "the cache")
        except Unavailable:
            cached.unlink(missing_ok=True)
        else:
            ctx.log(f"{file.name} was fetched before", source="macro")
            return cached, "network"
    _fetch(ctx, file, cached, progress)
    return cached, "network"


def _fetch(ctx: Run, file: WeightFile, target: Path, progress: tuple[float, float]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    for attempt in range(1, TRIES + 1):
        try:
            _fetch_rest(ctx, file, part, progress)
            break
        except httpx.HTTPStatusError as error:
            status = f"{error.response.status_code} {error.response.reason_phrase}"
            raise _offline(file, f"the server answered {status}") from error
        except (httpx.HTTPError, OSError) as error:
            if attempt == TRIES:
                raise _offline(file, _cause(error)) from error
            ctx.log(f"The connection broke ({_cause(error)}); going on where it stopped", source="macro", level="WARN")
    try:
        _verify(part, file, file.url)
    except AtelierError:
        part.unlink(missing_ok=True)
        raise
    part.replace(target)


def _fetch_rest(ctx: Run, file: WeightFile, part: Path, progress: tuple[float, float]) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    timeout = httpx.Timeout(30.0, connect=10.0)
    with httpx.stream("GET", file.url, headers=headers, timeout=timeout, follow_redirects=True) as answer:
        if answer.status_code == 416:  # nothing is left to send
            return
        answer.raise_for_status()
        if have and answer.status_code != 206:
            have = 0  # the server sends the whole file again
        length = answer.headers.get("content-length")
        total = have + int(length) if length and length.isdecimal() else None
        expected = total or file.bytes
        with part.open("ab" if have else "wb") as out:
            for chunk in answer.iter_raw():
                if ctx.stop_requested():
                    raise Stopped(f"The download was stopped after {have / 1e6:.1f} MB; the next one goes on there.")
                out.write(chunk)
                have += len(chunk)
                done = min(1.0, have / max(1, expected))
                text = f"{file.name}: {have / 1e6:.1f} of {expected / 1e6:.1f} MB"
                ctx.progress(progress[0] + (progress[1] - progress[0]) * done, text)
    if total is not None and have < total:
        raise httpx.RemoteProtocolError("it ended before the file did")


def _verify(path: Path, file: WeightFile, place: str) -> None:
    if file.md5 and file_md5(path) != file.md5:
        raise Unavailable(
            f"{file.name} from {place} has a wrong checksum: it is damaged, or not the published file.",
            hint="It was not used. Run the macro again, or replace the file.",
        )
    if path.stat().st_size == 0:
        raise Unavailable(f"{file.name} from {place} is empty.")


def file_md5(path: Path) -> str:
    """Return the MD5 sum of a file, which the makers of the weights publish."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _offline(file: WeightFile, cause: str) -> Unavailable:
    return Unavailable(
        f"{file.name} could not be fetched from {httpx.URL(file.url).host}: {cause}. Nothing was written.",
        hint="Without a network, choose SketchNet, which comes with Atelier; or put the file into the mirror folder "
        f"(ATELIER_WEIGHTS_MIRROR); or upload it to a folder and choose that. It is published at {file.url}.",
    )


def _cause(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
