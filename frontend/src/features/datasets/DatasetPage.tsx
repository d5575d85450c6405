import { Page, Sheet, SheetBar } from '@/ui';

export default function DatasetPage() {
  return (
    <Page documentTitle="Dataset">
      <Sheet>
        <SheetBar title="Dataset" />
      </Sheet>
    </Page>
  );
}
