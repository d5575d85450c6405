import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classLook, lookOf } from './classColours';

describe('the look of a class', () => {
  it('is the stored one', () => {
    expect(classLook('ada_marsh', { ada_marsh: 12 })).toEqual({ colour: 2, marker: 1 });
  });
  it('never depends on the other classes where none is stored', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.nat(40)), (name, others) => {
        const rest = Object.fromEntries(Object.entries(others).filter(([other]) => other !== name));
        expect(classLook(name, rest)).toEqual(classLook(name, {}));
      }),
    );
  });
  it('comes in alphabetical order after the stored ones, each its own', () => {
    const names = ['zuzu', 'ada', 'bo'];
    expect(names.map((name) => classLook(name, {}, names).colour)).toEqual([2, 0, 1]);
    expect(classLook('bo', { ada: 0, zuzu: 3 }, names).colour).toBe(4);
  });
  it('repeats colours with the next marker', () => {
    expect(lookOf(10)).toEqual({ colour: 0, marker: 1 });
    expect(lookOf(40)).toEqual({ colour: 0, marker: 0 });
  });
  it('knows no class by the name of something every object has', () => {
    expect(classLook('constructor', {}).colour).toBeLessThan(10);
  });
});
