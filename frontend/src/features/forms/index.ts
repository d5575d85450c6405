export { changedFields, differences, merge, valueWords, type Difference } from './changes';
export { ErrorSummary } from './ErrorSummary';
export { goToField } from './fieldIds';
export { fieldsOf, type FieldSpec } from './fieldModel';
export { choicesQuery, type FormServer } from './formServer';
export { ParamsForm } from './ParamsForm';
export { SectionNav } from './SectionNav';
export { isRecord, isSame, type Values } from './shownIf';
export { useParamsForm, type ParamsFormState } from './useParamsForm';
