import { Page, Sheet, SheetBar } from '@/ui';

export default function MacrosPage() {
  return (
    <Page documentTitle="Macros">
      <Sheet>
        <SheetBar title="Macros" />
      </Sheet>
    </Page>
  );
}
