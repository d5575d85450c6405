export { fileAddress, thumbAddress } from './addresses';
export { folderQuery } from './folderQueries';
export { groupsOf } from './Groups';
export { GoneItem } from './GoneItem';
export { nameProblem } from './nameProblem';
export { NewFolderDialog } from './NewFolderDialog';
