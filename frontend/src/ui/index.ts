export * from './controls';
export * from './feedback';
export * from './layout';
export * from './shapes';
export * from './state';
