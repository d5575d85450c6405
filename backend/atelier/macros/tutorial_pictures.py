"""Tutorial pictures: draw the pictures of the course, with their labels."""

from atelier.macros.base import Macro
from atelier.recipes.base import Params, RunContext, dataset, folder, param
from atelier.storage.schema import Column

LABEL_COLUMNS = [
    Column(name="path", type="string", meaning="picture_path"),
    Column(name="full_path", type="string", meaning="text"),
    Column(name="target", type="string", meaning="class"),
]


class TutorialParams(Params):
    train: int = param(2400, label="Training pictures", help="How many labelled pictures to draw.", ge=2, le=100_000)
    test: int = param(480, label="Test pictures", help="How many pictures to draw for scoring.", ge=0, le=100_000)
    seed: int = param(1337, label="Random Seed", help="The same seed draws the same pictures.", ge=0, le=2**31 - 1)
    train_name: str = param("images_train", label="Training folder", help="Name of the folder.", max_length=120)
    test_name: str = param("images_test", label="Test folder", help="Name of the folder.", max_length=120)
    labels_name: str = param("labels", label="Label dataset", help="Name of the dataset.", max_length=120)


class TutorialPictures(Macro[TutorialParams]):
    """Use this macro to draw cartoon characters of Atelier's own invention, and to label them.

    It writes a folder of training pictures, a folder of test pictures, and a dataset with the path and the character
    of each training picture. The same seed draws the same pictures.
    """

    type = "tutorial-pictures"
    label = "Tutorial pictures"
    icon = "pictures"
    outputs = (
        folder("train_folder", "Training folder", help="Pictures to train on.", holds="pictures"),
        folder("test_folder", "Test folder", help="Pictures to score.", holds="pictures"),
        dataset("label_dataset", "Label dataset", help="Path and character of each training picture.", holds="labels"),
    )
    Params = TutorialParams

    def output_names(self, params: TutorialParams) -> dict[str, str]:
        return {
            "train_folder": params.train_name,
            "test_folder": params.test_name,
            "label_dataset": params.labels_name,
        }

    def run(self, ctx: RunContext, params: TutorialParams) -> None:
        import shutil

        import pandas as pd

        from atelier.drawn import write_tutorial_pictures

        def progress(done: int, total: int) -> None:
            ctx.progress(done / total, f"{done:,} of {total:,} pictures drawn")

        drawn = write_tutorial_pictures(
            ctx.scratch / "drawn", train=params.train, test=params.test, seed=params.seed, progress=progress,
            should_stop=ctx.stop_requested, processes=max(1, ctx.device.threads),
        )  # fmt: skip
        folders = (("train_folder", drawn.train_folder), ("test_folder", drawn.test_folder))
        for role, source in folders:
            writer = ctx.output_folder(role)
            for file in sorted(source.iterdir()):
                shutil.move(file, writer.path / file.name)
        labels = pd.read_csv(drawn.labels_file, dtype=str)
        ctx.output_dataset("label_dataset").write(LABEL_COLUMNS, [labels])
        ctx.log(f"{params.train:,} training and {params.test:,} test pictures drawn", source="macro")
        ctx.summarise(pictures=params.train + params.test, characters=len(drawn.train_counts))
