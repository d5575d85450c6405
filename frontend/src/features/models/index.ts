export { readConfusion, surestMistakes, type Mistake } from './confusion';
export { modelQuery } from './modelQueries';
export { pictureThumb } from './pictures';
