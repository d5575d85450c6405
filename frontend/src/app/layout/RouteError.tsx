/** A page that could not be shown: the reason, and the way back. */
import { Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState, Page, Sheet } from '@/ui';

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page documentTitle="Not loaded">
      <Sheet>
        <h1 className="visually-hidden">Not loaded</h1>
        <ErrorState
          error={error}
          what="this page"
          onRetry={() => {
            reset();
            void router.invalidate();
          }}
          actions={<Button onClick={() => void router.navigate({ to: '/' })}>All projects</Button>}
        />
      </Sheet>
    </Page>
  );
}
