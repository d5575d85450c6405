/** Home: the tutorial, every project with its flow and pictures, and what runs or was open last. */
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery, projectsQuery, type ProjectCard } from '@/api';
import { EmptyState, ErrorState, ItemShape, Page, Segmented, Sheet, Skeleton } from '@/ui';
import classes from './HomePage.module.css';
import { HomePanel } from './HomePanel';
import { NewProjectDialog } from './NewProjectDialog';
import { ProjectTile } from './ProjectTile';
import { StartTutorial, TutorialHero } from './TutorialHero';

type Filter = 'all' | 'starred' | 'mine';

export default function HomePage() {
  const projects = useQuery(projectsQuery());
  const [isMaking, making] = useDisclosure(false);
  const cards = projects.data ?? [];
  const tutorial = cards.find((card) => card.is_tutorial);
  return (
    <Page documentTitle="Projects" isScrolling>
      {projects.isSuccess && <TutorialHero project={tutorial} />}
      <div className={classes.columns}>
        <div className={classes.projects}>
          {projects.isPending && (
            <div className={classes.grid}>
              {['a', 'b', 'c'].map((place) => (
                <Skeleton key={place} height={298} />
              ))}
            </div>
          )}
          {projects.isError && !projects.data && (
            <Sheet>
              <ErrorState error={projects.error} what="the projects" onRetry={() => void projects.refetch()} />
            </Sheet>
          )}
          {cards.length === 0 && <h1 className="visually-hidden">Projects</h1>}
          {projects.data && cards.length > 0 && <Tiles cards={cards} onNew={making.open} />}
          {projects.data && cards.length === 0 && (
            <Sheet>
              <EmptyState
                title="No projects yet"
                drawing={<EmptyDrawing />}
                actions={
                  <>
                    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={making.open}>
                      New project
                    </Button>
                    <StartTutorial isQuiet />
                  </>
                }
              >
                A project holds pictures, labels, networks and the flow that joins them.
              </EmptyState>
            </Sheet>
          )}
        </div>
        <HomePanel />
      </div>
      <NewProjectDialog opened={isMaking} onClose={making.close} taken={cards.map((card) => card.key)} />
    </Page>
  );
}

function Tiles({ cards, onNew }: { cards: readonly ProjectCard[]; onNew: () => void }) {
  const { data: me } = useQuery(meQuery());
  const [starred, setStarred] = useLocalStorage<string[]>({ key: 'atelier-starred', defaultValue: [], getInitialValueInEffect: false });
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const shown = shownCards(cards, { filter, search, starred, login: me?.login });
  const star = (key: string) => setStarred((keys) => (keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]));
  return (
    <>
      <div className={classes.bar}>
        <h1>
          Projects <span className={classes.count}>{cards.length}</span>
        </h1>
        <div className={classes.tools}>
          <TextInput
            className={classes.search}
            aria-label="Find a project"
            placeholder="Find a project"
            leftSection={<IconSearch size={16} stroke={1.5} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Segmented
            label="Which projects"
            value={filter}
            onChange={setFilter}
            options={[
              { value: 'all', label: 'All' },
              { value: 'starred', label: 'Starred' },
              { value: 'mine', label: 'Mine' },
            ]}
          />
          <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={onNew}>
            New project
          </Button>
        </div>
      </div>
      {shown.length === 0 && <p className={classes.nothing}>{filter === 'starred' && search === '' ? 'No project has a star yet. The star of a tile keeps it here.' : 'No project matches.'}</p>}
      <div className={classes.grid}>
        {shown.map((card) => (
          <ProjectTile key={card.key} card={card} isStarred={starred.includes(card.key)} onStar={star} />
        ))}
        {filter === 'all' && search === '' && (
          <UnstyledButton className={classes.newTile} onClick={onNew}>
            <span className={classes.plus}>
              <IconPlus size={20} stroke={1.5} />
            </span>
            <strong>New project</strong>
            <span className={classes.newHelp}>an empty flow to fill</span>
          </UnstyledButton>
        )}
      </div>
    </>
  );
}

interface Wanted {
  filter: Filter;
  search: string;
  starred: readonly string[];
  login: string | undefined;
}

/** The tiles to show: filtered, found by name, key, description or tag, last touched first. */
export function shownCards(cards: readonly ProjectCard[], { filter, search, starred, login }: Wanted): ProjectCard[] {
  const words = search.trim().toLocaleLowerCase();
  return cards
    .filter((card) => filter === 'all' || (filter === 'starred' ? starred.includes(card.key) : card.owner === login))
    .filter((card) => words === '' || [card.name, card.key, card.description, ...card.tags].join(' ').toLocaleLowerCase().includes(words))
    .toSorted((a, b) => b.updated_at.localeCompare(a.updated_at));
}

function EmptyDrawing() {
  return (
    <div className={classes.drawing} aria-hidden="true">
      <ItemShape kind="folder" glyph="pictures" size={44} />
      <ItemShape kind="deep" glyph="retrain" size={40} />
      <ItemShape kind="folder" glyph="network" size={44} state="not_built" />
    </div>
  );
}
