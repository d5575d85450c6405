import { Page, Sheet, SheetBar } from '@/ui';

export default function JobsPage() {
  return (
    <Page documentTitle="Jobs">
      <Sheet>
        <SheetBar title="Jobs" />
      </Sheet>
    </Page>
  );
}
