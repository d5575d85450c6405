import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { EmptyState, Page, Sheet } from '@/ui';

export function NotFoundPage() {
  const navigate = useNavigate();
  return (
    <Page documentTitle="No such page">
      <Sheet>
        <EmptyState
          title="There is no page at this address"
          actions={
            <Button variant="filled" onClick={() => void navigate({ to: '/' })}>
              All projects
            </Button>
          }
        >
          It may have been renamed or moved to the trash.
        </EmptyState>
      </Sheet>
    </Page>
  );
}
