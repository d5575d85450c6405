import { Page, Sheet, SheetBar } from '@/ui';

export default function RecipePage() {
  return (
    <Page documentTitle="Recipe">
      <Sheet>
        <SheetBar title="Recipe" />
      </Sheet>
    </Page>
  );
}
