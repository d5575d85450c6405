import { Page, Sheet, SheetBar } from '@/ui';

export default function JobPage() {
  return (
    <Page documentTitle="Job">
      <Sheet>
        <SheetBar title="Job" />
      </Sheet>
    </Page>
  );
}
