import { Page, Sheet, SheetBar } from '@/ui';

export default function HomePage() {
  return (
    <Page documentTitle="Projects">
      <Sheet>
        <SheetBar title="Projects" />
      </Sheet>
    </Page>
  );
}
