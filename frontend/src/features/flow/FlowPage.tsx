import { Page, Sheet, SheetBar } from '@/ui';

export default function FlowPage() {
  return (
    <Page documentTitle="Flow">
      <Sheet>
        <SheetBar title="Flow" />
      </Sheet>
    </Page>
  );
}
