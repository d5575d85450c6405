export { StateGlyph, StateMark, type StateMarkProps } from './StateMark';
export { ITEM_STATES, STATE_LOOKS, type ItemState } from './states';
