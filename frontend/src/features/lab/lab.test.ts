import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asVector, changeFeatures, copyFeatures, featuresOf } from './design/features';
import { fieldsOfHandling, fieldsShown, handlingWords } from './design/handling';
import { recorded, redone, startHistory, undone } from './design/history';
import { mergeDesigns } from './design/merging';
import { changesIn, problemAt, problemsIn, sectionOf } from './design/sections';
import { parameterWords, settingWords } from './design/settingWords';
import { nextSort, shownFeatures } from './design/shownFeatures';
import { candidates, isSpaceShown, readNumbers, tried } from './design/spaces';
import { aDesign, aModel, aSession, someTypes } from './labFixtures';
import { modelFact, scoreWords, valuesWords } from './labWords';
import { fullness, ranked, scaleFor, valueOf } from './ranking';
import { axisFor, bestSoFar, linesCsv, placed } from './report/plotting';
import { readReport } from './report/reading';
import { figuresAt, nearestTo } from './report/thresholds';
import { byMetric } from './results/ModelsTable';
import { parametersOf } from './results/parameters';
import { bestOf, shownModel, shownSessions, tickedIds } from './results/shown';
import { holdsVectors, suggestedTarget } from './targets';

const accuracy = { name: 'accuracy', greater_is_better: true, low: 0, high: 1 };
const loss = { name: 'logLoss', greater_is_better: false, low: 0, high: null };

describe('the ranking', () => {
  const done = (number: number, score: number) => aModel({ number, id: number, state: 'DONE', metrics: { accuracy: score, logLoss: 1 - score } });

  it('puts finished models first, best on top, whichever way is better', () => {
    const session = aSession({ models: [done(1, 0.7), aModel({ number: 2, id: 2, state: 'RUNNING', trials: [{ score: 0.9 }, { score: 0.95 }] }), done(3, 0.8), aModel({ number: 4, id: 4, state: 'FAILED' })] });
    expect(ranked([session], accuracy).map((one) => [one.model.number, one.rank])).toEqual([[3, 1], [1, 2], [2, undefined], [4, undefined]]);
    expect(ranked([session], loss).map((one) => one.model.number).slice(0, 2)).toEqual([3, 1]);
  });

  it('shows the best candidate so far of what is still trained, and only for the metric of the search', () => {
    const session = aSession({});
    const model = aModel({ state: 'RUNNING', trials: [{ score: 0.4 }, { score: null }, { score: 0.6 }] });
    expect(valueOf(model, session, accuracy)).toEqual({ value: 0.6, isProvisional: true });
    expect(valueOf(model, session, loss).value).toBeUndefined();
  });

  it('draws every value on its scale, the best the longest', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), fc.boolean(), (values, isGreater) => {
        const scale = scaleFor(values, { low: 0, high: 1 });
        const bars = values.map((value) => fullness(value, scale, isGreater));
        for (const bar of bars) expect(bar).toBeGreaterThanOrEqual(0);
        for (const bar of bars) expect(bar).toBeLessThanOrEqual(1);
        const best = isGreater ? Math.max(...values) : Math.min(...values);
        expect(fullness(best, scale, isGreater)).toBe(Math.max(...bars));
      }),
    );
  });

  it('begins the scale below the worst, at a round number', () => {
    expect(scaleFor([0.82, 0.94], { low: 0, high: 1 }).low).toBe(0.75);
    expect(scaleFor([], { low: null, high: null })).toEqual({ low: 0, high: 1 });
  });

  it('chooses sessions, models and ticks by the address', () => {
    const all = [aSession({ number: 2, models: [done(5, 0.9)] }), aSession({ number: 1, models: [done(6, 0.95)] })];
    expect(shownSessions(all, undefined)).toEqual([all[0]]);
    expect(shownSessions(all, 1)).toEqual([all[1]]);
    expect(shownSessions(all, 0)).toEqual(all);
    expect(shownModel(ranked(all, accuracy), 5)?.model.id).toBe(5);
    expect(shownModel(ranked(all, accuracy), 77)?.model.id).toBe(6);
    expect([...tickedIds({ compare: '3,x,-1,9' })]).toEqual([3, 9]);
    expect(bestOf([], true)).toBeUndefined();
  });

  it('sorts the table by any metric, those without a value last', () => {
    const order = ranked([aSession({ models: [aModel({ id: 1, state: 'FAILED' }), done(2, 0.5), done(3, 0.6)] })], accuracy);
    expect(byMetric(order, loss).map((one) => one.model.id)).toEqual([3, 2, 1]);
  });
});

describe('words', () => {
  it('tell scores and parameters as people read them', () => {
    expect(scoreWords(0.94464)).toBe('0.9446');
    expect(scoreWords(1234.567)).toBe('1234.6');
    expect(scoreWords(null)).toBe('·');
    expect(valuesWords({ C: 0.1, penalty: 'l2', max_tree_depth: 12 })).toBe('C 0.1, l2, max tree depth 12');
    expect(modelFact(aModel({ values_text: 'C 1, L2', seconds: 12 }))).toBe('C 1, L2, 12 s');
  });
});

describe('a target', () => {
  const column = (name: string, meaning: string | null = null, type = 'string') => ({ name, meaning, type }) as Parameters<typeof suggestedTarget>[0][number];
  it('is suggested by its name, else by its meaning, never a vector', () => {
    expect(suggestedTarget([column('images'), column('kind', 'class'), column('Label')])).toBe('Label');
    expect(suggestedTarget([column('images'), column('kind', 'class')])).toBe('kind');
    expect(suggestedTarget([column('target', null, 'array'), column('images')])).toBeUndefined();
  });
});

describe('two people at one design', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }));
  const design = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(value, fc.dictionary(fc.constantFrom('x', 'y'), value)));

  it('are put together where they changed different things', () => {
    const base = { split: { ratio: 0.8, seed: 1 }, metric: 'A' };
    expect(mergeDesigns(base, { split: { ratio: 0.7, seed: 1 }, metric: 'A' }, { split: { ratio: 0.8, seed: 2 }, metric: 'B' })).toEqual({
      mine: { split: { ratio: 0.7, seed: 2 }, metric: 'B' },
      theirs: { split: { ratio: 0.7, seed: 2 }, metric: 'B' },
      clashes: [],
    });
  });

  it('clash where both changed the same, and each side then stands for itself', () => {
    expect(mergeDesigns({ a: 1 }, { a: 2 }, { a: 3 })).toEqual({ mine: { a: 2 }, theirs: { a: 3 }, clashes: [['a']] });
  });

  it('lose nothing when only one of them changed anything', () => {
    fc.assert(
      fc.property(design, design, (base, changed) => {
        expect(mergeDesigns(base, changed, base)).toEqual({ mine: changed, theirs: changed, clashes: [] });
        expect(mergeDesigns(base, base, changed)).toEqual({ mine: changed, theirs: changed, clashes: [] });
      }),
    );
  });
});

describe('the history of edits', () => {
  it('undoes and redoes, quick edits of one field as one', () => {
    let history = recorded(startHistory('a'), 'b', 1000, 'name');
    history = recorded(history, 'bc', 1500, 'name');
    expect(undone(history).present).toBe('a');
    expect(redone(undone(history)).present).toBe('bc');
    expect(undone(startHistory('a')).present).toBe('a');
  });
});

describe('sections of a design', () => {
  const problems = [
    { loc: ['preprocessing', 'per_feature', 'width', 'rescaling'], message: 'No such rescaling.' },
    { loc: ['modeling', 'logistic_regression', 'C'], message: 'C needs a value.' },
    { loc: ['modeling', 'gridSearchParams', 'nFolds'], message: 'Two folds at least.' },
    { loc: ['modeling'], message: 'No algorithm is switched on.' },
  ];
  it('know which problems are theirs', () => {
    expect(problems.map((one) => sectionOf(one.loc))).toEqual(['features', 'algorithms', 'search', 'algorithms']);
    expect(problemsIn(problems, 'algorithms')).toHaveLength(2);
    expect(problemAt(problems, 'preprocessing', 'per_feature', 'width')).toBe('No such rescaling.');
    expect(problemAt(problems, 'preprocessing', 'per_feature', 'height')).toBeUndefined();
  });

  it('count what differs from what was guessed', () => {
    const design = aDesign();
    expect(changesIn(design, 'features', someTypes)).toBe(0);
    expect(changesIn(changeFeatures(design, ['features'], (one) => asVector(one, someTypes)), 'features', someTypes)).toBe(1);
    expect(changesIn(design, 'algorithms', someTypes)).toBe(0);
  });
});

describe('features', () => {
  it('become vectors in one deed, with the defaults of that type', () => {
    const design = changeFeatures(aDesign(), ['features', 'target'], (one) => asVector(one, someTypes));
    expect(featuresOf(design).features).toEqual({ role: 'INPUT', type: 'VECTOR', autoReason: 'LOOKS_LIKE_ID', reason: 'It looks like an id.', missing_handling: 'IMPUTE', rescaling: 'AVGSTD' });
    expect(featuresOf(design).target?.role).toBe('TARGET');
  });

  it('say their handling in words, without what means nothing', () => {
    const numeric = { role: 'INPUT', type: 'NUMERIC', autoReason: null, reason: '' } as const;
    expect(handlingWords(numeric, someTypes)).toBe('gaps filled with the mean, standard rescaling');
    expect(handlingWords({ ...numeric, missing_handling: 'DROP_ROW', numerical_handling: 'QUANTILE_BIN' }, someTypes)).toBe('rows with gaps left out, bins of equal count');
  });

  it('show the settings that mean something, with the labels that are declared', () => {
    const [numeric] = someTypes.features;
    if (numeric === undefined) throw new Error('there is a numerical type');
    const shown = (values: Record<string, string>) => fieldsShown(fieldsOfHandling(numeric), { ...numeric.default, ...values }).map((field) => field.label);
    expect(shown({})).toEqual(['Empty cells', 'Filled with', 'Handling']);
    expect(shown({ missing_handling: 'DROP_ROW' })).toEqual(['Empty cells', 'Handling']);
    expect(fieldsOfHandling(numeric)[0]?.options).toEqual([{ value: 'IMPUTE', label: 'Fill them' }, { value: 'DROP_ROW', label: 'Leave the row out' }]);
  });

  it('are found by name and role, and sorted up, down, and as the design has them', () => {
    const all = Object.entries(featuresOf(aDesign()));
    const names = (view: Parameters<typeof shownFeatures>[1]) => shownFeatures(all, view).map(([name]) => name);
    expect(names({ search: ' IMA ', role: undefined, sort: undefined })).toEqual(['images']);
    expect(names({ search: '', role: 'REJECT', sort: { by: 'name', isDown: false } })).toEqual(['features', 'images']);
    expect(names({ search: '', role: undefined, sort: { by: 'role', isDown: true } })).toEqual(['target', 'images', 'features']);
    expect(all.map(([name]) => name)).toEqual(['images', 'target', 'features']);
    const up = nextSort(undefined, 'type');
    const down = nextSort(up, 'type');
    expect([up, down, nextSort(down, 'type'), nextSort(down, 'name')]).toEqual([{ by: 'type', isDown: false }, { by: 'type', isDown: true }, undefined, { by: 'name', isDown: false }]);
  });

  it('and all other settings have names that people read', () => {
    const words = (path: string) => settingWords(path.split('.'), someTypes);
    expect(words('splitParams.ssdTrainingRatio')).toBe('Train ratio');
    expect(words('splitParams.ssdGroupColumn')).toBe('Group column');
    expect(words('preprocessing.per_feature.length.rescaling')).toBe('length: Rescaling');
    expect(words('preprocessing.per_feature.length.role')).toBe('length: Role');
    expect(words('modeling.logistic_regression.C')).toBe('Logistic regression: Inverse of the regularisation');
    expect(words('modeling.logistic_regression.enabled')).toBe('Logistic regression: tried or not');
    expect(parameterWords('penalty', someTypes)).toBe('Regularisation');
  });

  it('are copied between designs by name, targets left alone', () => {
    const from = featuresOf(changeFeatures(aDesign(), ['features'], (one) => asVector(one, someTypes)));
    const { design, names } = copyFeatures(from, aDesign());
    expect(names).toEqual(['images', 'features']);
    expect(featuresOf(design).features?.type).toBe('VECTOR');
    expect(copyFeatures(from, aDesign(), new Set(['images'])).names).toEqual(['images']);
  });
});

describe('spaces', () => {
  const [logistic] = someTypes.algorithms;
  it('count the candidates of a grid and of a limited search', () => {
    expect(candidates(logistic!, aDesign())).toBe(3);
    const design = aDesign();
    expect(tried(logistic!, { ...design, modeling: { ...design.modeling, gridSearchParams: { ...design.modeling.gridSearchParams, nIter: 2 } } })).toBe(2);
    expect(tried(logistic!, { ...design, modeling: { ...design.modeling, gridSearchParams: { ...design.modeling.gridSearchParams, strategy: 'RANDOM' } } })).toBe(20);
  });
  it('read numbers as they are typed', () => {
    expect(readNumbers(['0.1', '1e-3', '0,5', 'x', ' '])).toEqual([0.1, 0.001, 0.5]);
  });
  it('are shown while a choice they hang on is tried', () => {
    const hanging = { ...logistic!.spaces[0]!, shown_if: { field: 'penalty', op: 'eq', value: 'l1' } };
    expect(isSpaceShown(hanging, logistic!, undefined)).toBe(false);
    expect(isSpaceShown(hanging, logistic!, { penalty: { values: { l1: { enabled: true } } } })).toBe(true);
  });
});

describe('sections of a report', () => {
  it('are read as they are written', () => {
    expect(readReport.confusion({ classes: ['a', 'b'], counts: [[3, 1], [0, 2]] })).toMatchObject({ labels: ['a', 'b'], counts: [[3, 1], [0, 2]] });
    const [curve] = readReport.curves([{ name: 'a', auc: 0.9, roc: [[0, 0, 1], [1, 1, 0]], pr: [], lift: [[0, 0]], calibration: [[0.1, 0.2, 5]], density: { positive: [1, 3], negative: [4, 0] } }]);
    expect(curve).toMatchObject({ name: 'a', auc: 0.9, roc: [[0, 0], [1, 1]], calibration: [[0.1, 0.2]], positive: [[0.25, 0.25], [0.75, 0.75]] });
    expect(readReport.regression({ points: [[1, 2]], errors: { counts: [3, 4], edges: [0, 1, 2] }, quantiles: [0, 1] })).toEqual({ points: [[1, 2]], errors: [[0.5, 3], [1.5, 4]], quantiles: [0, 1] });
    expect(readReport.findings([{ kind: 'leak', label: 'Possible leak', text: 'Too good.', hint: 'Look.' }])).toEqual([{ kind: 'Possible leak', text: 'Too good.', hint: 'Look.' }]);
  });
  it('never break on anything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        for (const section of ['confusion', 'classes', 'trials', 'curves', 'thresholds', 'regression', 'importance', 'findings'] as const) expect(() => readReport[section](raw)).not.toThrow();
      }),
    );
  });
});

describe('a threshold', () => {
  it('gives the figures of the two classes there', () => {
    const counts = { threshold: 0.5, tp: 6, fp: 2, fn: 4, tn: 8 };
    expect(figuresAt(counts, { tpGain: 1, fpGain: -1 })).toEqual({ accuracy: 0.7, precision: 0.75, recall: 0.6, f1: 12 / 18, gain: 0.2 });
    expect(figuresAt({ threshold: 1, tp: 0, fp: 0, fn: 0, tn: 0 }, {}).precision).toBeUndefined();
    expect(nearestTo([counts, { ...counts, threshold: 0.9 }], 0.8)?.threshold).toBe(0.9);
  });
});

describe('a chart', () => {
  it('holds all of its values between its ends', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const axis = axisFor(values);
        for (const value of values) {
          expect(placed(value, axis, 0, 100)).toBeGreaterThanOrEqual(-1e-6);
          expect(placed(value, axis, 0, 100)).toBeLessThanOrEqual(100 + 1e-6);
        }
        expect(axis.ticks.length).toBeLessThan(12);
      }),
      { examples: [[[1e6, 1e6 + 1e-9]], [[-1e6 - 1e-9, -1e6]], [[0, 5e-324]], [[1e6]], [[0]]] },
    );
  });
  it.each([[[1e12, 1e12 + 2e-4]], [[1e300, 1.0000000000000002e300]], [[-1e12, -1e12 + 2e-4]]])('has a few ticks for %j, which differ by next to nothing', (values) => {
    const axis = axisFor(values);
    expect(axis.ticks.length).toBeGreaterThan(1);
    expect(axis.ticks.length).toBeLessThan(12);
    expect(axisFor([], [values[0]!, values[1]!]).ticks.length).toBeLessThan(12);
  });

  it('follows the best candidate and gives its figures as CSV', () => {
    expect(bestSoFar([undefined, 0.5, 0.4, 0.7], true)).toEqual([[2, 0.5], [3, 0.5], [4, 0.7]]);
    expect(bestSoFar([0.5, 0.4, 0.7], false).at(-1)).toEqual([3, 0.4]);
    expect(linesCsv([{ name: 'a, b', points: [[1, 2]] }], 'x', 'y')).toBe('name,x,y\r\n"a, b",1,2\r\n');
  });
});

describe('the parameters of compared models', () => {
  it('are said in the words of the design, and one that no algorithm knows by its name', () => {
    const found = parametersOf({ algorithm: 'LOGISTIC_REGRESSION', values: { C: 0.1, penalty: 'l2', own_depth: 'deep', none: null } }, someTypes);
    expect([...found]).toEqual([
      ['Inverse of the regularisation', '0.1'],
      ['Regularisation', 'L2'],
      ['own depth', 'deep'],
    ]);
  });
});

describe('columns that may be vectors', () => {
  it('are lists; a picture path is none', () => {
    expect(holdsVectors({ name: 'features', type: 'array', meaning: 'vector' })).toBe(true);
    expect(holdsVectors({ name: 'images', type: 'string', meaning: 'picture_path' })).toBe(false);
  });
});
