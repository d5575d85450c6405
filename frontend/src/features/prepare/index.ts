export { PrepareEditor } from './PrepareEditor';
