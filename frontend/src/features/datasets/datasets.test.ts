import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsOf, guessesOf, textOf, vectorOf } from './cellValues';
import { momentText } from './moments';
import { BLOCK_ROWS, BlockCache } from './grid/blockCache';
import { columnsAt, inOrder, layOut, PLAIN_VIEW } from './grid/columns';
import { clampOffset, offsetOf, revealing, rowsAt, rowSpace, scrollOf } from './grid/rowWindow';
import type { Column } from './types';

const totals = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 10_000, max: 100_000_000 }));
const heights = fc.constantFrom(32, 56, 104);

describe('the window of rows', () => {
  it('reaches the first and the last row, however many there are', () => {
    fc.assert(
      fc.property(totals, heights, (total, height) => {
        const space = rowSpace(height, total, 700);
        expect(rowsAt(space, offsetOf(space, 0))[0]).toBe(0);
        expect(rowsAt(space, offsetOf(space, Number.MAX_SAFE_INTEGER))[1]).toBe(total);
      }),
    );
  });
  it('keeps the scrolled element within what browsers allow', () => {
    fc.assert(fc.property(totals, heights, (total, height) => rowSpace(height, total, 700).contentHeight <= 15_000_000));
  });
  it('maps there and back', () => {
    fc.assert(
      fc.property(totals, heights, fc.double({ min: 0, max: 1, noNaN: true }), (total, height, share) => {
        const space = rowSpace(height, total, 700);
        const offset = clampOffset(space, share * space.fullHeight);
        expect(Math.abs(offsetOf(space, scrollOf(space, offset)) - offset)).toBeLessThan(0.01 + offset * 1e-9);
      }),
    );
  });
  it('draws few rows, and all that are seen', () => {
    fc.assert(
      fc.property(totals, heights, fc.double({ min: 0, max: 1, noNaN: true }), (total, height, share) => {
        const space = rowSpace(height, total, 700);
        const offset = clampOffset(space, share * space.fullHeight);
        const [first, end] = rowsAt(space, offset);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(700 / height) + 9);
        expect(first * height).toBeLessThanOrEqual(offset);
        expect(Math.min(total * height, offset + 700)).toBeLessThanOrEqual(end * height);
      }),
    );
  });
  it('reveals any row and leaves a seen one', () => {
    fc.assert(
      fc.property(totals, heights, fc.nat(), fc.nat(), (total, height, pick, from) => {
        const space = rowSpace(height, total, 700);
        const row = pick % total;
        const to = clampOffset(space, revealing(space, row, clampOffset(space, from)));
        expect(row * height).toBeGreaterThanOrEqual(to);
        expect(revealing(space, row, to)).toBe(to);
      }),
    );
  });
});

const column = (name: string, part: Partial<Column> = {}): Column => ({ name, type: 'string', ...part });

describe('columns', () => {
  it('stand side by side without gaps and fill the window', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('text', 'class', 'flag', 'vector'), { minLength: 1, maxLength: 300 }), fc.integer({ min: 300, max: 3000 }), fc.nat(50_000), fc.nat(4), (meanings, width, left, pins) => {
        const columns = meanings.map((meaning, index) => column(`c${String(index)}`, { meaning: meaning as 'text' }));
        const { pinned, free, all, freeWidth, pinnedWidth } = layOut(columns, width, { ...PLAIN_VIEW, pinned: columns.slice(-pins - 1).map((one) => one.name) });
        for (const part of [pinned, free]) part.forEach((one, index) => expect(one.left).toBe(index === 0 ? 0 : part[index - 1]!.left + part[index - 1]!.width));
        expect(all.map((one) => one.at)).toEqual(columns.map((_, index) => index));
        expect(pinnedWidth).toBeLessThanOrEqual(width * 0.6);
        if (free.length === 0) return;
        const [first, end] = columnsAt(free, left % Math.max(1, freeWidth), width);
        expect(end - first).toBeGreaterThan(0);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(width / 88) + 3);
      }),
    );
  });
  it('leave hidden ones out', () => {
    expect(layOut([column('a'), column('b')], 800, { ...PLAIN_VIEW, hidden: ['a'] }).all.map((one) => one.index)).toEqual([1]);
  });
  it('come in the wanted order, pinned ones first, and pass over what is gone', () => {
    const columns = ['a', 'b', 'c', 'd'].map((name) => column(name));
    expect(inOrder(columns, { ...PLAIN_VIEW, order: ['c', 'gone', 'a'], pinned: ['d', 'left'] }).map((one) => one.column.name)).toEqual(['d', 'c', 'a', 'b']);
  });
});

describe('the cache of blocks', () => {
  const block = (number: number) => Array.from({ length: BLOCK_ROWS }, (_, row) => [number * BLOCK_ROWS + row]);
  it('gives each row its own cell', async () => {
    const cache = new BlockCache((number) => Promise.resolve(block(number)));
    cache.want(150, 450, [0], 1, 10_000);
    await Promise.resolve();
    await Promise.resolve();
    for (const row of [150, 199, 200, 399, 400, 449]) expect(cache.cell(row, 0)).toBe(row);
    expect(cache.cell(5000, 0)).toBeUndefined();
  });
  it('asks once for what it has, and one block ahead', () => {
    const asked: number[] = [];
    const cache = new BlockCache((number) => {
      asked.push(number);
      return Promise.resolve(block(number));
    });
    cache.want(0, 100, [0], 1, 10_000);
    cache.want(0, 120, [0], 1, 10_000);
    expect(asked).toEqual([0, 1]);
  });
  it('stays within its bound and cancels what was overtaken', async () => {
    const signals: AbortSignal[] = [];
    const cache = new BlockCache((_block, _group, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    for (let jump = 0; jump < 100; jump += 1) cache.want(jump * 5000, jump * 5000 + 40, [0], 1, 1_000_000);
    await Promise.resolve();
    expect(cache.size).toBeLessThanOrEqual(40);
    expect(signals.filter((signal) => !signal.aborted).length).toBeLessThanOrEqual(8);
  });
  it('shows a failure and asks again after a retry', async () => {
    let tries = 0;
    const cache = new BlockCache(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('down')) : Promise.resolve(block(0));
    });
    cache.want(0, 10, [0], 1, 100);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(cache.error).toBeInstanceOf(Error);
    cache.retry();
    cache.want(0, 10, [0], 1, 100);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(cache.cell(3, 0)).toBe(3);
  });
});

describe('cells', () => {
  it('put predictions in falling order', () => {
    expect(guessesOf({ a: 0.1, b: 0.7 })?.map((guess) => guess.label)).toEqual(['b', 'a']);
    expect(guessesOf('{"a":0.5}')).toEqual([{ label: 'a', probability: 0.5 }]);
    expect(guessesOf({})).toEqual([]);
    expect(guessesOf(null)).toBeUndefined();
  });
  it('know a vector by its summary', () => {
    expect(vectorOf({ length: 2048, min: 0, max: 3, head: [1, 2] })).toMatchObject({ length: 2048, max: 3 });
    expect(vectorOf('x')).toBeUndefined();
  });
  it('write numbers with the same decimals down a column', () => {
    const price = column('p', { type: 'double' });
    expect(Math.max(...[12, 0.5, 3.25].map(decimalsOf))).toBe(2);
    expect([12, 0.5].map((value) => textOf(value, price, 2))).toEqual(['12.00', '0.50']);
    expect(decimalsOf(0.123456)).toBe(4);
    expect(decimalsOf(0.1 + 0.2)).toBe(1);
    expect(decimalsOf(1.5e-9)).toBe(0);
    expect(textOf(1.5e-9, price, 2)).toBe('1.5000e-9');
  });
  it('stand alone with the decimals they need', () => {
    expect(textOf(0.5, column('p', { type: 'double' }))).toBe('0.5');
    expect(textOf(7000, column('n', { type: 'bigint' }))).toBe('7,000');
  });
});

describe('moments', () => {
  it.each([
    ['2024-01-05', '5 Jan 2024'],
    ['2024-01-05T00:00:00Z', '5 Jan 2024'],
    ['2024-01-05T09:30:00Z', '5 Jan 2024 09:30 UTC'],
    ['2024-01-05T09:30:08.250000Z', '5 Jan 2024 09:30:08.25 UTC'],
    ['2024-12-31T23:59:59+02:00', '31 Dec 2024 23:59:59 +02:00'],
    ['2024-01-05T00:00:00+02:00', '5 Jan 2024 00:00 +02:00'],
    ['253402300800000 ms', '253402300800000 ms'],
    ['2024-13-01', '2024-13-01'],
  ])('%s is %s', (iso, words) => expect(momentText(iso)).toBe(words));
});
