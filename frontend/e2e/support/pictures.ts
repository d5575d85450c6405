/** Pictures to bring along: cartoon characters drawn by the product's own generator, as files on the disk of whoever uploads them. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { backend, python } from './server';

const run = promisify(execFile);

export interface DrawnPictures {
  folder: string;
  /** Paths of the training pictures. */
  train: string[];
  /** The test pictures as a ZIP. */
  testZip: string;
  /** The training pictures' labels: path, full path, target. */
  labels: string;
}

const SCRIPT = `
import pathlib, shutil, sys
from atelier.drawn import CHARACTERS, write_tutorial_pictures
if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    made = write_tutorial_pictures(folder, train=int(sys.argv[2]), test=int(sys.argv[3]), characters=CHARACTERS[: int(sys.argv[4])], processes=1)
    shutil.make_archive(str(folder / "test"), "zip", made.test_folder)
    print(made.train_folder, made.labels_file, sep="\\n")
`;

/** Draw pictures of the first so many characters into a new temporary folder. */
export async function draw(train: number, test: number, characters: number): Promise<DrawnPictures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-pictures-'));
  const { stdout } = await run(python(), ['-c', SCRIPT, folder, String(train), String(test), String(characters)], {
    env: { ...process.env, PYTHONPATH: backend() },
  });
  const [trainFolder = '', labels = ''] = stdout.trim().split('\n');
  const names = (await readdir(trainFolder)).filter((name) => name.endsWith('.jpg')).sort();
  return { folder, train: names.map((name) => path.join(trainFolder, name)), testZip: path.join(folder, 'test.zip'), labels };
}
