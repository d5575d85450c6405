/** A project's settings: what it is, who may do what in it, and what was deleted. */
import { useQuery } from '@tanstack/react-query';
import { projectQuery } from '@/api';
import { useProjectKey } from '@/lib/params';
import { ErrorState, Page, Sheet, SheetBar, SkeletonRows } from '@/ui';
import { ProjectAbout } from './ProjectAbout';
import { ProjectRights } from './ProjectRights';
import classes from '@/ui/layout/Settings.module.css';
import { ProjectTrash } from './ProjectTrash';

export default function ProjectSettingsPage() {
  const key = useProjectKey();
  const project = useQuery(projectQuery(key));
  return (
    <Page documentTitle="Project settings" isScrolling>
      <Sheet className={classes.sheet} label="Project settings">
        <SheetBar title="Project settings" />
        {project.isPending && <SkeletonRows rows={6} height={44} />}
        {project.isError && <ErrorState error={project.error} what="the project" onRetry={() => void project.refetch()} />}
        {project.data && (
          <div className={classes.parts}>
            <ProjectAbout key={project.data.key} project={project.data} />
            <ProjectRights projectKey={key} canChange={project.data.permission === 'ADMIN'} />
            <ProjectTrash projectKey={key} canRestore={project.data.permission !== 'READ_CONF'} />
          </div>
        )}
      </Sheet>
    </Page>
  );
}
