export { DropZone, FilePicker } from './DropZone';
export type { PickedFile } from './dropped';
export { discardUpload, finishUpload, forgetUpload, interruptedUpload, newUpload, putAddress, startUpload, uploadedFiles, useUploads, type Changed } from './startUpload';
export { UploadCard } from './UploadCard';
