import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { projectQuery, projectsQuery } from '@/api';
import { sized } from '@/lib/thumbs';
import classes from './Shell.module.css';

const SHOWN = 12;

export function ProjectSwitcher({ projectKey }: { projectKey: string }) {
  const { data: project } = useQuery(projectQuery(projectKey));
  const { data: projects } = useQuery(projectsQuery());
  const navigate = useNavigate();
  const thumb = projects?.find((card) => card.key === projectKey)?.thumbs[0];
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher} aria-label={`Project ${project?.name ?? projectKey}, switch project`}>
          {thumb !== undefined && <img src={sized(thumb.url, 96)} alt="" />}
          <span className={classes.switcherName}>{project?.name ?? projectKey}</span>
          <IconChevronDown size={14} stroke={1.5} style={{ flex: 'none' }} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Projects</Menu.Label>
        {(projects ?? []).slice(0, SHOWN).map((card) => (
          <Menu.Item
            key={card.key}
            aria-current={card.key === projectKey}
            fw={card.key === projectKey ? 600 : 400}
            onClick={() => void navigate({ to: '/projects/$key/flow', params: { key: card.key } })}
          >
            {card.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/variables', params: { key: projectKey } })}>Variables of this project</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/projects/$key/settings', params: { key: projectKey } })}>Settings of this project</Menu.Item>
        <Menu.Item renderRoot={(props: Record<string, unknown>) => <Link to="/" {...props} />}>All projects</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
