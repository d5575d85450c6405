export { classLook, type ClassLook } from './classColours';
export { ClassLabel, ClassMark, colourOf, useClassLook } from './ClassMark';
