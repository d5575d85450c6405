import { Page, Sheet, SheetBar } from '@/ui';

export default function SettingsPage() {
  return (
    <Page documentTitle="Account">
      <Sheet>
        <SheetBar title="Account" />
      </Sheet>
    </Page>
  );
}
