/**
 * Rows in blocks of two hundred, columns in groups of forty: asked for when they come near, kept while they are near.
 *
 * A request that was overtaken (the reader has scrolled on) is cancelled; the oldest blocks beyond the bound are dropped.
 */
import { decimalsOf, MOST_DECIMALS } from '../cellValues';

export const BLOCK_ROWS = 200;
export const GROUP_COLUMNS = 40;
const MOST_BLOCKS = 40;
const MOST_REQUESTS = 4;

export type Rows = readonly (readonly unknown[])[];
export type Fetch = (block: number, group: number, signal: AbortSignal) => Promise<Rows>;

type Block = { state: 'loading'; stopper: AbortController } | { state: 'there'; rows: Rows; serial: number } | { state: 'failed'; error: unknown };

export class BlockCache {
  private readonly blocks = new Map<string, Block>();
  private readonly listeners = new Set<() => void>();
  private version = 0;
  private serial = 0;
  /** Decimals by column, over every row that was ever there: they grow and never shrink, so that figures do not jump while scrolling. */
  private readonly decimals = new Map<number, number>();
  private decimalsVersion = 0;

  constructor(private readonly fetch: Fetch) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  /** A cell, or undefined while its block is not there. Cells that hold nothing are null. */
  cell(row: number, column: number): unknown {
    const block = this.blocks.get(keyOf(Math.floor(row / BLOCK_ROWS), Math.floor(column / GROUP_COLUMNS)));
    if (block?.state !== 'there') return undefined;
    return block.rows[row % BLOCK_ROWS]?.[column % GROUP_COLUMNS] ?? null;
  }

  /** Decimals that the column's numbers need. */
  digits(column: number): number {
    return this.decimals.get(column) ?? 0;
  }

  /** Names what is known of a row's block: rows with an equal stamp show the same and need not be drawn again. */
  stamp(row: number, groups: readonly number[]): string {
    const number = Math.floor(row / BLOCK_ROWS);
    const serials = groups.map((group) => {
      const block = this.blocks.get(keyOf(number, group));
      return block?.state === 'there' ? block.serial : '-';
    });
    return `${serials.join()} ${String(this.decimalsVersion)}`;
  }

  get error(): unknown {
    for (const block of this.blocks.values()) if (block.state === 'failed') return block.error;
    return undefined;
  }

  /** Forget what failed, so that the next look asks again. */
  retry(): void {
    for (const [key, block] of this.blocks) if (block.state === 'failed') this.blocks.delete(key);
    this.tell();
  }

  /** Make sure that these rows and columns are there or on their way; nearest first, one more block in the direction of travel. */
  want(firstRow: number, endRow: number, groups: readonly number[], direction: number, total: number): void {
    if (endRow <= firstRow) return;
    const first = Math.floor(firstRow / BLOCK_ROWS);
    const last = Math.floor((endRow - 1) / BLOCK_ROWS);
    const wanted = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
    const ahead = direction < 0 ? first - 1 : last + 1;
    if (ahead >= 0 && ahead * BLOCK_ROWS < total) wanted.push(ahead);
    const keys = new Set(wanted.flatMap((block) => groups.map((group) => keyOf(block, group))));
    this.cancelOthers(keys);
    for (const block of wanted) {
      for (const group of groups) this.touch(block, group);
    }
    this.drop(keys);
  }

  dispose(): void {
    for (const block of this.blocks.values()) if (block.state === 'loading') block.stopper.abort();
    this.blocks.clear();
  }

  get size(): number {
    return this.blocks.size;
  }

  private touch(block: number, group: number): void {
    const key = keyOf(block, group);
    const known = this.blocks.get(key);
    if (known !== undefined) {
      // Moved to the end: a Map keeps its order, so the first is always the one not looked at for longest.
      this.blocks.delete(key);
      this.blocks.set(key, known);
      return;
    }
    const stopper = new AbortController();
    const loading: Block = { state: 'loading', stopper };
    this.blocks.set(key, loading);
    this.fetch(block, group, stopper.signal).then(
      (rows) => {
        this.measure(rows, group * GROUP_COLUMNS);
        this.settle(key, loading, { state: 'there', rows, serial: (this.serial += 1) });
      },
      (error: unknown) => {
        if (stopper.signal.aborted) this.forget(key, loading);
        else this.settle(key, loading, { state: 'failed', error });
      },
    );
  }

  private measure(rows: Rows, firstColumn: number): void {
    for (const row of rows) {
      row.forEach((value, offset) => {
        const known = this.digits(firstColumn + offset);
        const needed = known < MOST_DECIMALS ? decimalsOf(value) : 0;
        if (needed <= known) return;
        this.decimals.set(firstColumn + offset, needed);
        this.decimalsVersion += 1;
      });
    }
  }

  private settle(key: string, from: Block, to: Block): void {
    if (this.blocks.get(key) !== from) return;
    this.blocks.set(key, to);
    this.tell();
  }

  private forget(key: string, from: Block): void {
    if (this.blocks.get(key) === from) this.blocks.delete(key);
  }

  private cancelOthers(wanted: ReadonlySet<string>): void {
    const loading = [...this.blocks].filter(([key, block]) => block.state === 'loading' && !wanted.has(key));
    for (const [key, block] of loading.slice(0, Math.max(0, loading.length - MOST_REQUESTS + wanted.size))) {
      if (block.state !== 'loading') continue;
      block.stopper.abort();
      this.blocks.delete(key);
    }
  }

  private drop(wanted: ReadonlySet<string>): void {
    for (const key of this.blocks.keys()) {
      if (this.blocks.size <= MOST_BLOCKS) return;
      if (!wanted.has(key)) this.blocks.delete(key);
    }
  }

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

function keyOf(block: number, group: number): string {
  return `${block}:${group}`;
}
