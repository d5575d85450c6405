/** Administration: who may come in, and in which groups. */
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '@/api';
import { LabSessions } from '@/features/notebooks';
import { EmptyState, Page, Sheet, SheetBar } from '@/ui';
import classes from './Admin.module.css';
import { Groups } from './Groups';
import { Users } from './Users';

export default function AdminPage() {
  const { data: me } = useQuery(meQuery());
  return (
    <Page documentTitle="Administration" isScrolling>
      <Sheet className={classes.sheet} label="Administration">
        <SheetBar title="Administration" />
        {me?.is_admin === true ? (
          <div className={classes.parts}>
            <Users />
            <Groups />
            <LabSessions none="No notebook is open in JupyterLab." />
          </div>
        ) : (
          <EmptyState title="Only administrators can see this page">Ask one of them for what you need.</EmptyState>
        )}
      </Sheet>
    </Page>
  );
}
