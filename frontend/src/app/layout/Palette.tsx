/** Ctrl+K: go to any project, item, recipe, job or place, or do one of the common things. */
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { flowQuery, projectsQuery, runningQuery } from '@/api';
import { ItemIcon, itemKindWord, RecipeIcon } from '@/features/items';
import { useProjectKey } from '@/lib/params';
import { itemPath } from '@/lib/paths';
import { DESTINATIONS } from './destinations';
import classes from './Palette.module.css';
import { useShortcutsHelp } from './shortcuts';

const LIMIT = 12;

export function Palette() {
  const groups = usePaletteGroups();
  return (
    <Spotlight
      actions={groups}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      limit={LIMIT}
      scrollable
      maxHeight={420}
      highlightQuery
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      classNames={{
        content: classes.content ?? '',
        actionsGroup: classes.group ?? '',
        action: classes.action ?? '',
        actionLabel: classes.label ?? '',
        actionDescription: classes.help ?? '',
        actionsList: classes.list ?? '',
      }}
      nothingFound="Nothing has this name"
      searchProps={{ leftSection: <IconSearch size={18} stroke={1.5} />, placeholder: 'Search or do', 'aria-label': 'Search or do' }}
    />
  );
}

function usePaletteGroups(): SpotlightActionGroupData[] {
  const key = useProjectKey();
  const navigate = useNavigate();
  const openHelp = useShortcutsHelp((state) => state.open);
  const { data: projects = [] } = useQuery(projectsQuery());
  const { data: running = [] } = useQuery(runningQuery());
  const { data: flow } = useQuery({ ...flowQuery(key), enabled: key !== '' });

  const go = (id: string, label: string, description: string, onClick: () => void, leftSection?: ReactNode): SpotlightActionData => ({
    id,
    label,
    description,
    onClick,
    leftSection,
  });
  const groups: SpotlightActionGroupData[] = [];
  if (key !== '') {
    groups.push({
      group: 'Items and recipes',
      actions: [
        ...(flow?.items ?? []).map((item) =>
          go(`item-${item.id}`, item.name, itemKindWord(item), () => void navigate(itemPath(key, item)), <ItemIcon item={item} size={26} />),
        ),
        ...(flow?.recipes ?? []).map((recipe) =>
          go(
            `recipe-${recipe.id}`,
            recipe.name,
            recipe.type_label,
            () => void navigate({ to: '/projects/$key/recipes/$id', params: { key, id: recipe.id } }),
            <RecipeIcon recipe={recipe} size={26} />,
          ),
        ),
      ],
    });
    groups.push({
      group: 'Places',
      actions: DESTINATIONS.map((place) => go(place.to, place.label, '', () => void navigate({ to: place.to, params: { key } }))),
    });
  }
  groups.push({
    group: 'Jobs',
    actions: running.map((job) =>
      go(`job-${job.id}`, job.name, [job.text, job.project_name].filter(Boolean).join(', '), () =>
        void navigate({ to: '/projects/$key/jobs/$id', params: { key: job.project_key, id: String(job.id) } }),
      ),
    ),
  });
  groups.push({
    group: 'Projects',
    actions: projects.map((project) =>
      go(`project-${project.key}`, project.name, project.key, () =>
        void navigate({ to: '/projects/$key/flow', params: { key: project.key } }),
      ),
    ),
  });
  groups.push({
    group: 'Do',
    actions: [
      go('home', 'All projects', '', () => void navigate({ to: '/' })),
      go('settings', 'Account', 'name, password, API keys', () => void navigate({ to: '/settings' })),
      go('help', 'Help and shortcuts', '', openHelp),
    ],
  });
  return groups.filter((group) => group.actions.length > 0);
}
