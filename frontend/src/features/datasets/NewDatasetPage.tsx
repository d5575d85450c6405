import { Page, Sheet, SheetBar } from '@/ui';

export default function NewDatasetPage() {
  return (
    <Page documentTitle="New dataset">
      <Sheet>
        <SheetBar title="New dataset" />
      </Sheet>
    </Page>
  );
}
