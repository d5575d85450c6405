/** At the right of a job: its epochs as a table, the curves in words, what it still gets wrong, what went in and out. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { flowQuery, type JobDetail } from '@/api';
import { EpochTable, readCurves, type CurvePoint } from '@/features/curves';
import { itemPath } from '@/lib/paths';
import { Section, StateMark } from '@/ui';
import classes from './Job.module.css';
import { activitySaid } from './jobWords';
import type { ActivityRun } from './run/jobRun';
import type { Activity } from './run/liveJob';
import { WrongPictures } from './WrongPictures';

interface JobPanelProps {
  job: JobDetail;
  activity: Activity | undefined;
  runs: ReadonlyMap<number, ActivityRun>;
  /** The activity whose curves are shown. */
  learner: Activity | undefined;
  points: readonly CurvePoint[];
  bestEpoch: number | undefined;
  isOver: boolean;
  cursor: number | undefined;
}

export function JobPanel({ job, activity, runs, learner, points, bestEpoch, isOver, cursor }: JobPanelProps) {
  // A run that was stopped may have kept its best epoch: its output then has a version.
  const model = learner?.outputs.find((output) => output.kind !== 'dataset' && (learner.state === 'DONE' || output.version !== null));
  return (
    <>
      {learner && (
        <>
          <Section title="Epochs">
            <EpochTable points={points} bestEpoch={bestEpoch} running={runs.get(learner.id)?.current} cursor={cursor} />
          </Section>
          <Section title="Reading the curves">
            <div className={classes.reading}>
              {readCurves(points, isOver).sentences.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          </Section>
        </>
      )}
      {model && <WrongPictures projectKey={job.project_key} folderId={model.item_id} />}
      {activity && <ActivityFacts job={job} activity={activity} run={runs.get(activity.id)} />}
    </>
  );
}

/** What the summary keeps for the executor, or what stands elsewhere on the page. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['at', 'seconds_left', 'epoch', 'of', 'epochs']);

function ActivityFacts({ job, activity, run }: { job: JobDetail; activity: Activity; run: ActivityRun | undefined }) {
  const said = activitySaid(activity, job.activities, run);
  const summary = Object.entries(activity.summary).filter(
    ([name, value]) => !BOOKKEEPING.has(name) && (typeof value === 'number' || typeof value === 'string'),
  );
  return (
    <Section title={activity.name}>
      <dl className={classes.io}>
        <dt>State</dt>
        <dd>
          <StateMark {...said} />
        </dd>
        {activity.reason !== '' && <Fact label="Why" value={activity.reason} />}
        {activity.tries > 1 && <Fact label="Tries" value={String(activity.tries)} />}
        {activity.inputs.map((input) => (
          <Io key={`in-${input.role}-${input.item_id}`} job={job} label="From" io={input} />
        ))}
        {activity.outputs.map((output) => (
          <Io key={`out-${output.role}-${output.item_id}`} job={job} label="To" io={output} />
        ))}
        {summary.map(([name, value]) => (
          <Fact key={name} label={sentenceCase(name)} value={typeof value === 'number' ? value.toLocaleString('en-GB') : String(value)} />
        ))}
      </dl>
    </Section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Io({ job, label, io }: { job: JobDetail; label: string; io: Activity['inputs'][number] }) {
  const { data: flow } = useQuery(flowQuery(job.project_key));
  const item = flow?.items.find((candidate) => candidate.id === io.item_id);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {item ? <Link {...itemPath(job.project_key, item)}>{item.name}</Link> : io.name}
        {io.version !== null && `, version ${io.version.toLocaleString('en-GB')}`}
      </dd>
    </>
  );
}

function sentenceCase(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
