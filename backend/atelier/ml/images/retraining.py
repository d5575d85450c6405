"""Retraining: from labels, pictures and a network to a model folder with the best epoch's weights.

The frozen part of the network runs once per picture and its results are kept (`feature_cache`); the epochs train only
the tail. With augmentation every batch's pictures are new, so the frozen part runs live, and the log says so.
"""

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from atelier.errors import ActivityFailed, InvalidInput
from atelier.ml.images import (
    arithmetic,
    evaluation,
    features,
    graph,
    labels,
    model_folder,
    networks,
    pictures,
    preprocessing,
    provenance,
    training,
)
from atelier.ml.images.augmentation import Augmenter
from atelier.ml.images.features import FrozenPart
from atelier.ml.images.picture_store import PictureStore
from atelier.ml.images.progress import TrainingReport
from atelier.ml.images.retrain_settings import Settings
from atelier.ml.images.tensorboard import EventFile
from atelier.ml.run import Run
from atelier.runner.events import WarningRaised
from atelier.storage.handles import DatasetHandle, FolderHandle, FolderWriter

PREPARED = 0.4  # share of the progress that preparing takes where the frozen part is computed once


def retrain(
    ctx: Run,
    *,
    labels: DatasetHandle,
    pictures: FolderHandle,
    model: FolderHandle,
    output: FolderWriter,
    settings: Settings,
) -> None:
    """Retrain `model` on labelled pictures into `output`; when stopped, the best epoch so far is kept."""
    _Retraining(ctx, model, output, settings).run(labels, pictures)


class _Retraining:
    """One run of the recipe; the steps read from top to bottom in `run`."""

    def __init__(self, ctx: Run, base: FolderHandle, output: FolderWriter, settings: Settings) -> None:
        self.ctx = ctx
        self.base = base
        self.output = output
        self.settings = settings
        self.description = model_folder.describe(base)
        self.size = self._size()
        self.pooling = self._pooling()

    def run(self, dataset: DatasetHandle, folder: FolderHandle) -> None:
        """Do it."""
        settings, ctx = self.settings, self.ctx
        keras.utils.set_random_seed(settings.seed)
        if settings.copies > settings.batch_size:
            raise InvalidInput.at(
                "params.augmentations",
                f"A batch of {settings.batch_size:,} cannot hold {settings.copies:,} copies of a picture.",
            )
        labelled = labels.match(ctx, dataset, folder, settings.path_column, settings.label_column)
        classes = labels.require_two_classes(labelled, settings.label_column)
        config = self._config(dataset, folder)
        model_folder.write_config(self.output, config)
        base = networks.load(self.base, self.description)
        network = self._network(base, classes)
        trained = self._choose_layers(network)
        cut = graph.cut_before(network, trained)
        live = cut.prefix is None or settings.augment
        stored = self._store(folder, labelled, cut, live)
        labelled, classes, network, cut = self._without_unreadable(stored, labelled, classes, base, network, cut)
        outcome, report, split = self._train(network, cut, stored, labelled, classes, live)
        cut.tail.set_weights(outcome.weights)
        metrics = self._evaluate(cut, stored, labelled, classes, split, outcome, live)
        self._save(network, config, classes, report.history, metrics)
        ending = "Training was stopped; the" if outcome.stopped else "The"
        figure = f", validation accuracy {metrics['val_acc']:.4f}" if "val_acc" in metrics else ""
        ctx.log(f"{ending} best epoch is {outcome.best_epoch}{figure}", source="train")
        ctx.summarise(best_epoch=outcome.best_epoch, classes=len(classes), pictures=len(labelled.entries))

    # What the inputs decide

    def _size(self) -> tuple[int, int]:
        description, settings = self.description, self.settings
        own = description.input_size
        wanted = tuple(
            own[place] if side == "auto" else side for place, side in enumerate((settings.height, settings.width))
        )
        if description.retrained or description.fixed_size:
            if wanted != own:
                why = "it was retrained before" if description.retrained else "it takes no other"
                text = f"Picture size stays {own[1]} x {own[0]} px, the size of {description.label}: {why}"
                self.ctx.log(text, source="net", level="WARN")
            return own
        for name, side in zip(("height", "width"), wanted, strict=True):
            if side < description.minimum_size:
                text = f"{description.label} needs pictures of at least {description.minimum_size} px."
                raise InvalidInput.at(f"params.{name}", text)
        return wanted[0], wanted[1]

    def _pooling(self) -> str:
        description, settings = self.description, self.settings
        fixed = description.pooling if description.retrained else "avg" if description.flat else None
        if fixed is None or fixed == settings.pooling:
            return settings.pooling
        why = "fixed by its first retraining" if description.retrained else "done by the network itself"
        self.ctx.log(f"Pooling stays “{fixed}”: it is {why}", source="net", level="WARN")
        return fixed

    def _network(self, base: keras.Model, classes: list[str]) -> keras.Model:
        settings = self.settings
        network = networks.with_head(
            networks.trunk_of(base, self.description, self.size),
            classes=len(classes), pooling=self.pooling, dropout=settings.dropout, l1=settings.l1, l2=settings.l2,
            seed=settings.seed,
        )  # fmt: skip
        if self.description.retrained:
            if list(self.description.classes) == classes:
                network.layers[-1].set_weights(base.layers[-1].get_weights())
                self.ctx.log(
                    "The classes are those of the former retraining, whose last layer is continued", source="net"
                )
            else:
                self.ctx.log("The classes differ from the former retraining: the last layer starts anew", source="net")
        return network

    def _choose_layers(self, network: keras.Model) -> set[str]:
        """Make the chosen layers trainable and all others not; return the names of the chosen."""
        trunk_facts = [layer for layer in graph.layer_facts(network, self._trunk_end(network)) if layer.part == "trunk"]
        chosen = arithmetic.retrained_layers(trunk_facts, self.settings.layers, self.settings.layer_count)
        trained = {layer.name for layer in chosen} | {network.layers[-1].name}
        for layer in network.layers:
            layer.trainable = layer.name in trained
        weights = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
        total = network.count_params()
        what = {"last": "the last layer", "all": "all layers"}.get(self.settings.layers, f"{len(trained)} last layers")
        since = f", from {chosen[0].name} on" if chosen else ""
        self.ctx.log(f"Retraining {what}{since}: {weights:,} of {total:,} weights change", source="net")
        if self.settings.dropout:
            self.ctx.log(f"Dropout before the last layer: {self.settings.dropout}", source="net")
        if self.settings.l1 or self.settings.l2:
            self.ctx.log(
                f"Regularization of the last layer: L1 {self.settings.l1}, L2 {self.settings.l2}", source="net"
            )
        return trained

    def _trunk_end(self, network: keras.Model) -> str:
        head = {"pooling", "dropout", network.layers[-1].name}
        return str(next(layer.name for layer in reversed(network.layers) if layer.name not in head))

    # Pictures

    def _store(self, folder: FolderHandle, labelled: labels.Labelled, cut: graph.Cut, live: bool) -> PictureStore:
        prepared = self.description.preprocessing
        if not live and cut.prefix is not None:
            self.ctx.log(f"The frozen part, up to {cut.at}, is computed once for each picture", source="cache")
            part = FrozenPart.of(cut.prefix, prepared, self.size)
            shape = tuple(int(side) for side in cut.prefix.outputs[0].shape[1:])
            store = PictureStore.make(self.ctx, len(labelled.entries), shape, np.float32)
            place = 0
            for chunk in features.compute(self.ctx, folder, labelled.entries, part, progress=(0.0, PREPARED)):
                for row in chunk:
                    store.put(place, row.entry.path, row.value, row.problem)
                    place += 1
            return store
        if self.settings.augment:
            text = "Augmented pictures are new in every batch, so the whole network runs live: slower than without"
            self.ctx.log(text, source="cache")
        else:
            self.ctx.log("All layers are trained, so nothing can be computed beforehand", source="cache")
        store = PictureStore.make(self.ctx, len(labelled.entries), (*self.size, 3), np.uint8)
        decoded = pictures.decode_all(folder, labelled.entries, *self.size, self.ctx.device.threads)
        for place, picture in enumerate(decoded):
            store.put(place, picture.entry.path, picture.pixels, picture.problem)
            if place % 100 == 99:
                self.ctx.log(f"{place + 1:,} images read, out of {len(labelled.entries):,}", source="data")
        return store

    def _without_unreadable(
        self,
        stored: PictureStore,
        labelled: labels.Labelled,
        classes: list[str],
        base: keras.Model,
        network: keras.Model,
        cut: graph.Cut,
    ) -> tuple[labels.Labelled, list[str], keras.Model, graph.Cut]:
        """Leave out pictures that could not be read, each with its label; a class may vanish with them."""
        if not stored.problems:
            return labelled, classes, network, cut
        features.warn_of_problems(self.ctx, stored.problems, len(labelled.entries))
        if len(stored.problems) == len(labelled.entries):
            path, reason = stored.problems[0]
            raise ActivityFailed(
                f"None of the {len(labelled.entries):,} labelled pictures can be read. The first, “{path}”: {reason}"
            )
        labelled = labelled.only(stored.keep_readable())
        left = labels.require_two_classes(labelled, self.settings.label_column)
        if left != classes:
            gone = sorted(set(classes) - set(left))
            text = f"No picture of {labels.first(gone)} can be read, so the network learns {len(left)} classes."
            self.ctx.emit(WarningRaised(code="class_without_picture", text=text))
            network = self._network(base, left)
            cut = graph.cut_before(network, self._choose_layers(network))
        return labelled, left, network, cut

    # Training

    def _train(
        self,
        network: keras.Model,
        cut: graph.Cut,
        stored: PictureStore,
        labelled: labels.Labelled,
        classes: list[str],
        live: bool,
    ) -> tuple[training.Outcome, TrainingReport, labels.Split]:
        settings, ctx = self.settings, self.ctx
        targets = labels.one_hot(labelled.labels, classes)
        split = labels.split(ctx, labelled, settings.train_ratio, settings.seed)
        train_count, validation_count = len(split.train), len(split.validation)
        ctx.log(
            f"{train_count:,} pictures to train, {validation_count:,} to validate, {len(classes)} classes",
            source="data",
        )
        if settings.batch_size > train_count * settings.copies:
            text = (
                f"The batch size of {settings.batch_size:,} is larger than the {train_count:,} training pictures: "
                "each update uses all of them."
            )
            ctx.emit(WarningRaised(code="batch_larger_than_data", text=text))
        if not validation_count:
            text = "No class has a second picture to validate with, so the training loss decides which epoch is best."
            ctx.emit(WarningRaised(code="no_validation", text=text))
        steps = None if settings.steps_per_epoch == "auto" else settings.steps_per_epoch
        passes = arithmetic.steps_in_pass(train_count, settings.batch_size, settings.copies)
        ctx.log(f"{steps or passes:,} steps in an epoch; one full pass is {passes:,}", source="data")
        for line in graph.summary_text(network).splitlines():
            ctx.log(line, source="net")
        self._compile(cut.tail)
        boards = []
        if settings.tensorboard:
            logs = self.output.path / "tensorboard_logs"
            boards = [(name, EventFile(logs / name, "atelier")) for name in ("train", "validation")]
        report = TrainingReport(ctx, settings.epochs, 0.1 if live else PREPARED, boards)
        schedule = training.Schedule(
            settings.batch_size, settings.epochs, steps,
            None if settings.validation_steps == "auto" else settings.validation_steps, settings.seed, settings.copies,
        )  # fmt: skip
        train = self._source(cut, stored, targets, split.train, live, augmented=settings.augment)
        validation = self._source(cut, stored, targets, split.validation, live, augmented=False)
        outcome = training.fit(
            cut.tail, train, validation if validation_count else None, schedule, report, ctx.stop_requested
        )
        return outcome, report, split

    def _compile(self, tail: keras.Model) -> None:
        settings = self.settings
        makers = {"adam": keras.optimizers.Adam, "adagrad": keras.optimizers.Adagrad, "sgd": keras.optimizers.SGD}
        try:
            optimizer = makers[settings.optimizer](settings.learning_rate, **settings.optimizer_values)
        except (TypeError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise InvalidInput.at(
                "params.optimizer_params", f"The optimizer refuses its parameters: {reason}"
            ) from error
        tail.compile(
            optimizer, loss="categorical_crossentropy", metrics=[keras.metrics.CategoricalAccuracy(name="acc")],
            jit_compile=False,
        )  # fmt: skip

    def _source(
        self,
        cut: graph.Cut,
        stored: PictureStore,
        targets: NDArray[np.float32],
        places: NDArray[np.intp],
        live: bool,
        *,
        augmented: bool,
    ) -> training.Source:
        if not live:
            return training.StoredSource(stored.select(places), targets[places])
        prepared = self.description.preprocessing

        def prepare(pixels: NDArray[Any]) -> Any:
            ready = preprocessing.apply(prepared, pixels)
            return ready if cut.prefix is None else networks.infer(cut.prefix, ready)

        augmenter = None
        if augmented:
            augmenter = Augmenter(self.settings.augmentation_values, np.random.default_rng([self.settings.seed, 3]))
            if not self.settings.augmentation_values:
                text = "Data augmentation has no custom parameters, so the copies of a picture are all the same."
                self.ctx.emit(WarningRaised(code="augmentation_changes_nothing", text=text, source="train"))
        copies = self.settings.copies if augmented else 1
        return training.LiveSource(stored.select(places), targets[places], prepare, augmenter, copies)

    # Results

    def _evaluate(
        self,
        cut: graph.Cut,
        stored: PictureStore,
        labelled: labels.Labelled,
        classes: list[str],
        split: labels.Split,
        outcome: training.Outcome,
        live: bool,
    ) -> dict[str, Any]:
        metrics: dict[str, Any] = {"best_epoch": outcome.best_epoch, "stopped": outcome.stopped}
        if not len(split.validation):
            return metrics
        targets = labels.one_hot(labelled.labels, classes)
        source = self._source(cut, stored, targets, split.validation, live, augmented=False)
        probabilities = []
        at_once = self.settings.batch_size if live else features.CHUNK
        for start in range(0, source.size, at_once):
            places = np.arange(start, min(start + at_once, source.size))
            inputs, _ = source.batch(places)
            probabilities.append(networks.infer(cut.tail, inputs))
        paths = [labelled.entries[place].path for place in split.validation]
        truth = targets[split.validation].argmax(axis=1)
        return metrics | evaluation.evaluate(np.concatenate(probabilities), truth, classes, paths)

    def _config(self, dataset: DatasetHandle, folder: FolderHandle) -> dict[str, Any]:
        description = self.description
        return {
            "architecture": description.architecture,
            "label": description.label,
            "trained_on": description.trained_on,
            "licence": description.licence,
            "input_size": list(self.size),
            "minimum_size": description.minimum_size,
            "preprocessing": description.preprocessing,
            "parameters": description.parameters,
            "retrained": True,
            "flat": description.flat,
            "fixed_size": description.fixed_size,
            "extract_layer_default_index": -2,
            "head": {"pooling": self.pooling, "dropout": self.settings.dropout},
            "weights": model_folder.WEIGHTS,
            "training": self.settings.as_facts(),
            "provenance": provenance.of_retraining(self.base.name, description, dataset, folder),
        }

    def _save(
        self,
        network: keras.Model,
        config: dict[str, Any],
        classes: list[str],
        history: list[dict[str, Any]],
        metrics: dict[str, Any],
    ) -> None:
        for layer in network.layers:
            layer.trainable = True
        config = config | {
            "parameters": int(network.count_params()),
            "top_params": {"pooling": self.pooling, "n_classes": len(classes), "input_shape": [*self.size, 3]},
        }
        if self.settings.dropout:
            config["extract_layer_default_index"] = -3
        if self.description.architecture == model_folder.ADOPTED:
            adopted = keras.saving.serialize_keras_object(network)
            self.output.write_json(model_folder.ARCHITECTURE, adopted)
        model_folder.write_classes(self.output, classes)
        network.save_weights(self.output.path / model_folder.WEIGHTS)
        facts = graph.layer_facts(network, self._trunk_end(network))
        model_folder.write_layers(self.output, facts, graph.summary_text(network))
        model_folder.write_results(self.output, history, metrics)
        model_folder.write_config(self.output, config)
        model_folder.set_facts(self.output, config, classes, metrics)
