export { CurvePair } from './CurvePair';
export { curveCsv, saveFile } from './curveFiles';
export { EpochTable } from './EpochTable';
export { curvePoint, figure, readCurves, type CurvePoint, type Reading } from './readingCurves';
