import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crumbsOf, join, parentOf, tidy } from './rootPath';

describe('paths below a root', () => {
  it('are joined and taken apart again', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), name, (folders, last) => {
        const path = folders.reduce(join, '');
        expect(parentOf(join(path, last))).toBe(path);
      }),
    );
  });
  it('are tidied once and stay so', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(tidy(tidy(typed))).toBe(tidy(typed));
      }),
    );
    expect(tidy('/shared//cartoons/./images_train/')).toBe('shared/cartoons/images_train');
  });
  it('name every folder on the way', () => {
    expect(crumbsOf('workshop', 'a/b').map((crumb) => crumb.path)).toEqual(['', 'a', 'a/b']);
  });
});
