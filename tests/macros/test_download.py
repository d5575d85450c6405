"""The download macro against a server of this machine: whole, broken off, resumed, damaged, missing."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.ml.handles import Run, folder_of

from atelier.errors import InvalidInput, Stopped, Unavailable
from atelier.macros import registry
from atelier.ml.images import model_folder
from atelier.ml.images.architectures import ARCHITECTURES, WeightFile, find, find_choice
from atelier.settings import get_settings

CONTENT = bytes(range(256)) * 4096  # one megabyte


class Files(ThreadingHTTPServer):
    """Serves `files`; `cut_at` breaks the next answer off there; `requests` keeps the Range headers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files: dict[str, bytes] = {}
        self.cut_at: int | None = None
        self.ranges = True
        self.lengths = True
        self.requests: list[str | None] = []

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{name}"


class Answer(BaseHTTPRequestHandler):
    server: Files

    def do_GET(self) -> None:
        server, wanted = self.server, self.headers.get("Range")
        server.requests.append(wanted)
        data = server.files.get(self.path.lstrip("/"))
        if data is None:
            self.send_error(404)
            return
        start = int(wanted.split("=")[1].rstrip("-")) if wanted and server.ranges else 0
        self.send_response(206 if start else 200)
        if server.lengths:
            self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        end = server.cut_at if server.cut_at is not None else len(data)
        server.cut_at = None
        self.wfile.write(data[start:end])
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def server() -> Iterator[Files]:
    made = Files()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def obtain(server: Files, tmp_path: Path) -> Callable[..., bytes]:
    from atelier.ml.images import download

    def fetch(run: Run | None = None, *, md5: str | None = None, name: str = "net.h5") -> bytes:
        server.files.setdefault("net.h5", CONTENT)
        sum_ = hashlib.md5(CONTENT).hexdigest() if md5 is None else md5
        path, _ = download.obtain(run or Run(tmp_path), WeightFile(server.url(name), sum_, len(CONTENT)), (0.0, 0.8))
        return path.read_bytes()

    return fetch


@pytest.fixture(autouse=True)
def _no_mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "weights_mirror", None)


def test_a_file_is_fetched_once_with_progress(obtain: Callable[..., bytes], server: Files, tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert obtain(run) == CONTENT
    assert run.fractions == sorted(run.fractions)
    assert run.fractions[-1] == pytest.approx(0.8)
    assert obtain(run) == CONTENT
    assert len(server.requests) == 1


def test_a_cut_connection_goes_on_where_it_stopped(obtain: Callable[..., bytes], server: Files) -> None:
    server.cut_at = 400_000
    assert obtain() == CONTENT
    assert server.requests[0] is None
    assert server.requests[1] == "bytes=400000-"


def test_a_later_run_goes_on_too(obtain: Callable[..., bytes], server: Files, tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.stop_when = lambda run: bool(run.fractions)
    with pytest.raises(Stopped, match="the next one goes on there"):
        obtain(run)
    run.stop_when = lambda run: False
    assert obtain(run) == CONTENT
    assert server.requests[1] is not None


def test_a_server_that_cannot_resume_sends_all_again(obtain: Callable[..., bytes], server: Files) -> None:
    server.cut_at, server.ranges = 400_000, False
    assert obtain() == CONTENT


def test_a_server_that_tells_no_length_is_fine(obtain: Callable[..., bytes], server: Files) -> None:
    server.lengths = False
    assert obtain() == CONTENT


def test_a_missing_file_is_said_with_the_way_out(obtain: Callable[..., bytes], server: Files, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        obtain(name="gone.h5")
    assert caught.value.message == (
        "gone.h5 could not be fetched from 127.0.0.1: the server answered 404 Not Found. Nothing was written."
    )
    hint = caught.value.hint or ""
    assert "choose SketchNet, which comes with Atelier" in hint
    assert "ATELIER_WEIGHTS_MIRROR" in hint
    assert server.url("gone.h5") in hint
    assert not [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]


def test_a_wrong_checksum_is_refused_and_not_kept(obtain: Callable[..., bytes], tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"net\.h5 from .* has a wrong checksum: it is damaged, or not the published"):
        obtain(md5="0" * 32)
    assert not [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]


def test_no_server_at_all_is_an_answer(tmp_path: Path) -> None:
    from atelier.ml.images import download

    file = WeightFile("http://127.0.0.1:9/net.h5", "", 1)
    with pytest.raises(
        Unavailable, match=r"net\.h5 could not be fetched from 127\.0\.0\.1: .*refused.*Nothing was written\."
    ):
        download.obtain(Run(tmp_path), file, (0, 1))


def test_the_mirror_comes_first_and_is_verified(
    obtain: Callable[..., bytes], server: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    (mirror / "net.h5").write_bytes(CONTENT)
    monkeypatch.setattr(get_settings(), "weights_mirror", mirror)
    assert obtain() == CONTENT
    assert server.requests == []
    (mirror / "net.h5").write_bytes(CONTENT[:-1])
    with pytest.raises(Unavailable, match="from the mirror folder .* has a wrong checksum"):
        obtain()


def download(run: Run, **params: Any) -> Run:
    macro = registry.get("download-pretrained-model")
    macro.run(run, macro.Params.model_validate({"output_name": "net"} | params))
    return run


@pytest.mark.keras
@pytest.mark.xdist_group("keras")
def test_the_built_in_network_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    def forbidden(*arguments: object, **more: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(httpx, "stream", forbidden)
    run = download(Run(tmp_path))
    described = model_folder.describe(run.written("model_folder"))
    assert described.label == "SketchNet"
    assert described.input_size == (128, 128)
    assert described.flat
    assert len(described.classes) >= 100
    assert described.licence == "Apache-2.0"
    assert described.layers[-1].class_name == "Dense"
    assert described.layers[-1].part == "head"
    assert described.parameters == ARCHITECTURES["sketchnet"].parameters
    assert "predictions" in described.summary
    assert run.output_folder("model_folder").facts["class_names"] == []
    assert run.fractions[-1] == 1.0


@pytest.mark.keras
@pytest.mark.xdist_group("keras")
def test_a_listed_network_is_built_from_a_mirror_and_from_an_uploaded_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keras

    from atelier.ml.images import download as module

    architecture = find("mobilenetv2")
    assert architecture.top is not None
    mirror, upload = tmp_path / "mirror", tmp_path / "upload"
    mirror.mkdir()
    upload.mkdir()
    index = {str(place): [f"n{place}", f"thing {place}"] for place in range(1000)}
    text = json.dumps(index).encode()
    (mirror / "imagenet_class_index.json").write_bytes(text)
    monkeypatch.setattr(module, "CLASS_INDEX", WeightFile(module.CLASS_INDEX.url, hashlib.md5(text).hexdigest(), 1))
    monkeypatch.setattr(get_settings(), "weights_mirror", mirror)
    keras.utils.set_random_seed(3)
    source = keras.applications.MobileNetV2(weights=None)
    source.save(upload / "mine.h5")
    macro = registry.get("download-pretrained-model")
    run = Run(tmp_path / "run", folders={"weights_folder": folder_of(upload)})
    run = download(run, network="mobilenet::imagenet", source="folder", weights_folder="AbCdEfGh")
    described = model_folder.describe(run.written("model_folder"))
    assert described.classes[:2] == ("thing 0", "thing 1")
    assert described.parameters == architecture.parameters == source.count_params()
    assert described.layers[-2].class_name == "GlobalAveragePooling2D"
    from atelier.ml.images import networks

    loaded = networks.load(run.written("model_folder"))
    for one, other in zip(loaded.get_weights(), source.get_weights(), strict=True):
        assert (one == other).all()
    trunk = networks.trunk_of(loaded, described, (96, 128))
    assert tuple(trunk.outputs[0].shape[1:]) == (3, 4, 1280)
    (upload / "other.h5").write_bytes(b"x")
    run = Run(tmp_path / "two", folders={"weights_folder": folder_of(upload)})
    with pytest.raises(InvalidInput, match=r"must hold the file mobilenet_v2_weights.*it has 2 weight files"):
        download(run, network="mobilenetv2_imagenet", source="folder", weights_folder="AbCdEfGh")
    assert macro.input_ids(macro.Params(output_name="a", source="folder", weights_folder="X")) == {
        "weights_folder": "X"
    }
    assert macro.input_ids(macro.Params(output_name="a", weights_folder="X")) == {}


def test_networks_are_found_by_all_their_names() -> None:
    assert find_choice("resnet_imagenet").name == find_choice("resnet::imagenet").name == "resnet50"
    assert find_choice("inception_v3::imagenet").name == "inceptionv3"
    macro = registry.get("download-pretrained-model")
    read = macro.from_dss({"outputName": "model_weights", "model": "resnet_imagenet"})
    params = macro.Params.model_validate(read)
    assert (params.output_name, params.network) == ("model_weights", "resnet50_imagenet")
    newer = macro.from_dss(
        {
            "output_managed_folder": "create_new_folder",
            "output_new_folder_name": "nets",
            "model_choice": "vgg16::imagenet",
        }
    )
    params = macro.Params.model_validate(newer)
    assert (params.output_name, params.network) == ("nets", "vgg16_imagenet")
    assert macro.output_names(params) == {"model_folder": "nets"}
    for value in ("resnet_imagenet21k", "unheard_imagenet", "", "resnet"):
        with pytest.raises(ValueError, match="Atelier knows no network|There are no weights of"):
            macro.Params.model_validate({"output_name": "a", "network": value})
    for name in ("", "  ", "a/b", "a\\b", "a\0b", "a\nb"):
        with pytest.raises(ValueError, match="A folder's name is one line of text without slashes"):
            macro.Params.model_validate({"output_name": name})


def test_the_list_is_honest() -> None:
    macro = registry.get("download-pretrained-model")
    from tests.ml.handles import Form

    listed = {choice.value: (choice.label, choice.help) for choice in macro.choices("networks", Form())}
    assert listed["resnet50_imagenet"] == (
        "ResNet50 trained on ImageNet",
        "224 × 224 px, 25.6 million parameters, MIT, 103 MB to download",
    )
    assert listed["sketchnet_drawn"][1] == "128 × 128 px, 1.3 million parameters, Apache-2.0, comes with Atelier"
    assert len(listed) == 11


def test_addresses_and_sums_are_those_of_the_installed_keras() -> None:
    """Every address and checksum stands in the sources of keras.applications."""
    from importlib.util import find_spec

    spec = find_spec("keras")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "src" / "applications"
    sources = "".join(file.read_text() for file in folder.glob("*.py"))
    joined = "".join(sources.replace('"\n', "").split())
    for architecture in ARCHITECTURES.values():
        for file in (architecture.top, architecture.no_top):
            if file is None:
                continue
            assert not file.md5 or f'"{file.md5}"' in sources, file.name
            assert file.url.rsplit("/", 1)[0].rsplit("/", 1)[-1] in joined
        if architecture.source == "keras":
            assert f"def{architecture.keras_name}(" in joined
