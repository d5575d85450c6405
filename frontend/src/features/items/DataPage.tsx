import { Page, Sheet, SheetBar } from '@/ui';

export default function DataPage() {
  return (
    <Page documentTitle="Data">
      <Sheet>
        <SheetBar title="Data" />
      </Sheet>
    </Page>
  );
}
