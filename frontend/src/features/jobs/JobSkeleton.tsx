/** The outline of a job's page while it is being read. */
import { Page, Sheet, Skeleton, SkeletonRows } from '@/ui';
import classes from './Job.module.css';

export function JobSkeleton() {
  return (
    <Page documentTitle="Job" panelLabel="Run" panel={<SkeletonRows rows={8} height={25} awaited="the job" />}>
      <Sheet className={classes.sheet}>
        <div className={classes.head}>
          <Skeleton height={60} width={60} />
          <Skeleton height={44} width={260} />
        </div>
        <SkeletonRows rows={12} height={28} awaited="the job" />
      </Sheet>
    </Page>
  );
}
