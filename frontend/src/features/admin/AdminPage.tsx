import { Page, Sheet, SheetBar } from '@/ui';

export default function AdminPage() {
  return (
    <Page documentTitle="Administration">
      <Sheet>
        <SheetBar title="Administration" />
      </Sheet>
    </Page>
  );
}
