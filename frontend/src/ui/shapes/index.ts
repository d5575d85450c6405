export { Glyph, GLYPHS, isGlyph, type GlyphName } from './glyphs';
export { ItemShape, type ItemShapeProps } from './ItemShape';
export { familyOf, isNoun, SHAPE_KINDS, SILHOUETTES, type ShapeKind } from './silhouettes';
export { Mark } from './Mark';
