export { Avatar, groundOf, initialsOf } from './Avatar';
export { DerivedHint, Field, type FieldProps } from './Field';
export { MiddleCut } from './MiddleCut';
export { Segmented, type SegmentedProps } from './Segmented';
