import { Page, Sheet, SheetBar } from '@/ui';

export default function FolderPage() {
  return (
    <Page documentTitle="Folder">
      <Sheet>
        <SheetBar title="Folder" />
      </Sheet>
    </Page>
  );
}
