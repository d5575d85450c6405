/** The phone's bar: five places within reach of a thumb. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots, IconHome, IconPlayerPlay, IconSitemap, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { flowQuery, runningQuery } from '@/api';
import { useProjectKey } from '@/lib/params';
import { itemPath } from '@/lib/paths';
import { modelsOf, placeOf, type ProjectPath } from './destinations';
import classes from './Shell.module.css';

const ICON = { size: 20, stroke: 1.5 } as const;

export function BottomBar() {
  const key = useProjectKey();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { data: running = [] } = useQuery(runningQuery());
  const place = placeOf(pathname);
  if (key === '') return null;
  const tab = (to: ProjectPath, label: string, icon: ReactNode, here: boolean, dot = false) => (
    <Link to={to} params={{ key }} className={classes.tab} data-here={here} aria-current={here ? 'page' : undefined}>
      {icon}
      {dot && <span className={classes.tabDot} aria-hidden="true" />}
      {label}
    </Link>
  );
  return (
    <nav className={classes.bottom} aria-label="Places">
      <Link to="/" className={classes.tab}>
        <IconHome {...ICON} />
        Projects
      </Link>
      {tab('/projects/$key/flow', 'Flow', <IconSitemap {...ICON} />, place === 'flow')}
      {tab('/projects/$key/jobs', 'Jobs', <IconPlayerPlay {...ICON} />, place === 'jobs', running.length > 0)}
      {tab('/projects/$key/data', 'Data', <IconTable {...ICON} />, ['data', 'folders', 'datasets', 'evaluations'].includes(place))}
      <More
        projectKey={key}
        isHere={['recipes', 'lab', 'analyses', 'tasks', 'macros', 'models', 'saved-models', 'settings'].includes(place)}
      />
    </nav>
  );
}

function More({ projectKey: key, isHere }: { projectKey: string; isHere: boolean }) {
  const navigate = useNavigate();
  const { data: flow } = useQuery(flowQuery(key));
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.tab} data-here={isHere}>
          <IconDots {...ICON} />
          More
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/recipes', params: { key } })}>Recipes</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/lab', params: { key } })}>Lab</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/macros', params: { key } })}>Macros</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/notebooks', params: { key } })}>Notebooks</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/variables', params: { key } })}>Variables</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/settings', params: { key } })}>Project settings</Menu.Item>
        {modelsOf(flow?.items ?? []).map((model) => (
          <Menu.Item key={model.id} onClick={() => void navigate(itemPath(key, model))}>
            Model {model.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
