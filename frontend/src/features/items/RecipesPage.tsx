import { Page, Sheet, SheetBar } from '@/ui';

export default function RecipesPage() {
  return (
    <Page documentTitle="Recipes">
      <Sheet>
        <SheetBar title="Recipes" />
      </Sheet>
    </Page>
  );
}
