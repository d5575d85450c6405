/** A server of its own for a journey: started on a free port with an empty data folder, stopped and removed at the end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const PASSWORD = 'an-easel-for-the-journeys';

export interface TestServer {
  /** "http://127.0.0.1:40123" */
  address: string;
  /** The data folder. */
  home: string;
  /** What the server has printed so far. */
  output: () => string;
  stop: () => Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 15_000;

/** The Python that has Atelier's dependencies: `ATELIER_PYTHON`, else the one `make` installs into. */
export function python(): string {
  const own = path.join(ROOT, '.venv/bin/python');
  return process.env.ATELIER_PYTHON ?? (existsSync(own) ? own : 'python3');
}

/** The folder of the Python package. */
export function backend(): string {
  return path.join(ROOT, 'backend');
}

export async function startServer(settings: Record<string, string> = {}): Promise<TestServer> {
  if (!existsSync(path.join(ROOT, 'frontend/dist/index.html'))) {
    throw new Error('The pages are not built: run `npm run build` in the folder frontend first.');
  }
  const home = await mkdtemp(path.join(tmpdir(), 'atelier-journey-'));
  const child = spawn(python(), ['-m', 'atelier', 'serve', '--host', '127.0.0.1', '--port', '0'], {
    cwd: home,
    env: {
      ...process.env,
      ATELIER_HOME: home,
      ATELIER_ADMIN_PASSWORD: PASSWORD,
      PYTHONPATH: backend(),
      PYTHONUNBUFFERED: '1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const hear = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const stop = async () => {
    await end(child);
    await rm(home, { recursive: true, force: true });
  };
  try {
    const address = await announced(child, () => printed);
    return { address, home, output: () => printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function announced(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => {
      clearInterval(look);
      clearTimeout(timer);
      reject(new Error(`${why} It printed:\n${printed()}`));
    };
    const look = setInterval(() => {
      const found = /ready at (http:\/\/\S+)/.exec(printed());
      if (!found?.[1]) return;
      clearInterval(look);
      clearTimeout(timer);
      resolve(found[1]);
    }, 100);
    const timer = setTimeout(() => giveUp(`The server was not ready within ${START_WITHIN_MS / 1000} s.`), START_WITHIN_MS);
    child.once('error', (error) => giveUp(`The server could not be started: ${error.message}.`));
    child.once('exit', (code) => giveUp(`The server ended with code ${String(code)} before it was ready.`));
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
