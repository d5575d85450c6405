export { RootChooser, type RootPlace } from './RootChooser';
export { tidy } from './rootPath';
