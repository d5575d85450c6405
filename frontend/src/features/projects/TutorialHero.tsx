/** The tutorial on top of the home page: start it, or see how far it is and carry on. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, flowQuery, keys, take, type ProjectCard } from '@/api';
import { sized } from '@/lib/thumbs';
import { ErrorLine, ItemShape, Mark, say } from '@/ui';
import classes from './TutorialHero.module.css';
import { nextStep, tutorialSteps, type TutorialStep } from './tutorial';

export function TutorialHero({ project }: { project: ProjectCard | undefined }) {
  const flow = useQuery({ ...flowQuery(project?.key ?? ''), enabled: project !== undefined });
  const steps = tutorialSteps(flow.data);
  const next = nextStep(steps);
  const done = steps.filter((step) => step.isDone).length;
  return (
    <section className={classes.hero} aria-label="Tutorial">
      <HeroPictures project={project} />
      <div className={classes.middle}>
        <p className={classes.tagLine}>
          <span className={classes.tag}>Tutorial</span>
          {project === undefined ? 'about 20 minutes, on this machine, without a network' : `${done} of ${steps.length} steps done`}
        </p>
        <h2 className={classes.title}>Teach a network to tell twelve cartoon characters apart</h2>
        {/* Narrow windows scroll it sideways: reached by Tab, the keys can do that too. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <ol className={classes.steps} aria-label="Steps of the tutorial" tabIndex={0}>
          {steps.map((step) => (
            <Step key={step.name} step={step} isNext={project !== undefined && step === next?.step} isStarted={project !== undefined} />
          ))}
        </ol>
      </div>
      <div className={classes.deeds}>
        {project === undefined ? (
          <StartTutorial />
        ) : (
          <>
            <p className={classes.nextLabel}>{next === undefined ? 'All steps are done' : `Next, step ${next.number} of ${steps.length}`}</p>
            <p className={classes.nextName}>{next?.step.name ?? 'Look at what it learned'}</p>
            <Button
              variant="filled"
              fullWidth
              renderRoot={(props: Record<string, unknown>) => (
                <Link to="/projects/$key/flow" params={{ key: project.key }} search={{ selected: next?.step.nodeId }} {...props} />
              )}
            >
              {next === undefined ? 'Open the flow' : 'Carry on'}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}

/** Enough pictures to learn from, few enough for a quarter of an hour on two cores. */
const TUTORIAL_PICTURES = { train_pictures: 2400, test_pictures: 480 };

export function StartTutorial({ isQuiet = false }: { isQuiet?: boolean }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: () => take(api.POST('/api/projects/tutorial', { body: TUTORIAL_PICTURES })),
    onSuccess: async ({ project }) => {
      await queryClient.invalidateQueries({ queryKey: keys.projects() });
      await queryClient.invalidateQueries({ queryKey: keys.running() });
      say('The tutorial project is made. Its pictures are being drawn.');
      await navigate({ to: '/projects/$key/flow', params: { key: project.key } });
    },
  });
  return (
    <>
      {!isQuiet && <p className={classes.nextName}>Start with the tutorial project</p>}
      {!isQuiet && <p className={classes.nextLabel}>It makes the folders, labels and the whole flow for you.</p>}
      <Button variant={isQuiet ? 'default' : 'filled'} fullWidth={!isQuiet} loading={start.isPending} onClick={() => start.mutate()}>
        {isQuiet ? 'Try the tutorial project' : 'Start the tutorial'}
      </Button>
      <ErrorLine error={start.error} />
    </>
  );
}

function Step({ step, isNext, isStarted }: { step: TutorialStep; isNext: boolean; isStarted: boolean }) {
  const isOpen = isStarted && !step.isDone && !isNext;
  return (
    <li className={classes.step} data-next={isNext} aria-current={isNext ? 'step' : undefined}>
      <span className={classes.stepShape} data-open={isOpen}>
        <ItemShape kind={step.kind} glyph={step.glyph} size={30} />
        {step.isDone && (
          <span className={classes.tick} role="img" aria-label="done">
            <svg width="10" height="10" viewBox="0 0 14 14" fill="none" stroke="var(--sheet)" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
              <path d="m2.6 7.4 3 3 5.8-6.6" />
            </svg>
          </span>
        )}
      </span>
      <span className={classes.stepName}>{step.name}</span>
    </li>
  );
}

const FAN = [-8, 4, -3] as const;

function HeroPictures({ project }: { project: ProjectCard | undefined }) {
  const thumbs = project?.thumbs.slice(0, 3) ?? [];
  return (
    <div className={classes.pictures} aria-hidden="true">
      {thumbs.length === 3
        ? thumbs.map((thumb, index) => (
            <img key={thumb.url} src={sized(thumb.url, 192)} alt="" style={{ rotate: `${FAN[index] ?? 0}deg` }} />
          ))
        : FAN.map((angle, index) => (
            <span key={angle} className={classes.blank} style={{ rotate: `${angle}deg` }}>
              {index === 1 ? <Mark size={34} /> : <ItemShape kind={index === 0 ? 'folder' : 'deep'} glyph={index === 0 ? 'pictures' : 'retrain'} size={36} />}
            </span>
          ))}
    </div>
  );
}
