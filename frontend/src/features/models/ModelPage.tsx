import { Page, Sheet, SheetBar } from '@/ui';

export default function ModelPage() {
  return (
    <Page documentTitle="Model">
      <Sheet>
        <SheetBar title="Model" />
      </Sheet>
    </Page>
  );
}
