export { fileAddress, thumbAddress } from './addresses';
export { GoneItem } from './GoneItem';
export { nameProblem } from './nameProblem';
export { NewFolderDialog } from './NewFolderDialog';
