import { describe, expect, it } from 'vitest';
import { ago, bytes, counted, decimals, duration } from './format';
import { withRecent, type Recent } from './recents';
import { sized } from './thumbs';

describe('formats', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_530, '1.53 kB'],
    [94_000_000, '94 MB'],
    [1_310_000_000, '1.31 GB'],
  ])('%i bytes are %s', (value, words) => expect(bytes(value)).toBe(words));

  it.each([
    [0.12, '120 ms'],
    [24, '24 s'],
    [342, '5 min 42 s'],
    [120, '2 min'],
    [7_380, '2 h 3 min'],
  ])('%d seconds are %s', (value, words) => expect(duration(value)).toBe(words));

  it('counts with commas and the right plural', () => {
    expect(counted(1, 'picture')).toBe('1 picture');
    expect(counted(7000, 'picture')).toBe('7,000 pictures');
    expect(counted(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('writes decimals evenly and a dot for none', () => {
    expect([decimals(0.5), decimals(null), decimals(Number.NaN), decimals(1, 2)]).toEqual(['0.5000', '·', '·', '1.00']);
  });

  it('says how long ago in the shortest true words', () => {
    const now = new Date(2026, 10, 24, 12, 0, 0);
    const before = (...parts: [number, number, number, number, number]) => ago(new Date(...parts), now);
    expect(before(2026, 10, 24, 11, 59)).toBe('1 min');
    expect(ago(now, now)).toBe('now');
    expect(before(2026, 10, 24, 9, 0)).toBe('3 h');
    expect(before(2026, 10, 23, 23, 0)).toBe('yesterday');
    expect(before(2026, 10, 20, 12, 0)).toBe('Friday');
    expect(before(2026, 10, 12, 12, 0)).toBe('12 Nov');
    expect(before(2025, 10, 12, 12, 0)).toBe('12 Nov 2025');
  });
});

it('sized keeps what is in the address already', () => {
  expect(sized('/thumb?path=a.jpg', 96)).toBe('/thumb?path=a.jpg&size=96');
  expect(sized('/thumb', 192)).toBe('/thumb?size=192');
});

it('withRecent puts one on top, lists it once and forgets the oldest', () => {
  const visit = (id: string): Recent => ({ id, projectKey: 'DEMO', projectName: 'Demo', name: id, kind: 'dataset', glyph: 'table', href: '/', at: '' });
  let recents: Recent[] = [];
  for (const id of ['a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) recents = withRecent(recents, visit(id));
  expect(recents.map((recent) => recent.id)).toEqual(['i', 'h', 'g', 'f', 'e', 'd', 'c', 'a']);
});
