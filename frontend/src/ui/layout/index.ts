export { ObjectHead, Section, Sheet, SheetBar, SheetFoot } from './Sheet';
export { Page, RightPanel, useDocumentTitle } from './Page';
