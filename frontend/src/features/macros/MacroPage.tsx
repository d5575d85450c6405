import { Page, Sheet, SheetBar } from '@/ui';

export default function MacroPage() {
  return (
    <Page documentTitle="Macro">
      <Sheet>
        <SheetBar title="Macro" />
      </Sheet>
    </Page>
  );
}
