/** An address that no page has: what was asked for, and the places it may be found at instead. */
import { Button } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { Link, useLocation } from '@tanstack/react-router';
import { useProjectKey } from '@/lib/params';
import { EmptyState, ItemShape, Page, Sheet } from '@/ui';
import classes from './NotFoundPage.module.css';

export function NotFoundPage() {
  const key = useProjectKey();
  const { pathname } = useLocation();
  return (
    <Page documentTitle="No such page">
      <Sheet>
        <h1 className="visually-hidden">No such page</h1>
        <EmptyState
          drawing={<ItemShape kind="dataset" glyph="table" state="not_built" size={84} />}
          title="There is no page at this address"
          actions={
            <>
              {key === '' ? (
                <Button variant="filled" renderRoot={(root) => <Link {...root} to="/" />}>
                  All projects
                </Button>
              ) : (
                <>
                  <Button variant="filled" renderRoot={(root) => <Link {...root} to="/projects/$key/flow" params={{ key }} />}>
                    The flow of {key}
                  </Button>
                  <Button renderRoot={(root) => <Link {...root} to="/" />}>All projects</Button>
                </>
              )}
              <Button onClick={spotlight.open}>Search for it</Button>
            </>
          }
        >
          <code className={classes.address}>{pathname}</code>
          It may be mistyped, or what stood here has another place now.
        </EmptyState>
      </Sheet>
    </Page>
  );
}
