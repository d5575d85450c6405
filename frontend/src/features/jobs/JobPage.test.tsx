import { notifications } from '@mantine/notifications';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feed, type JobDetail, type StoredEvent } from '@/api';
import { stubEventSource } from '@/testing/eventSource';
import { problem, renderPart, stubServer, type Call } from '@/testing/render';
import JobPage from './JobPage';
import { activityOf, epochOf, jobOf, stored } from './testing';

const FLOW = { items: [], recipes: [], last_event_id: 0 };
const PROJECT = { key: 'DEMO', name: 'Cartoon characters' };

let sources: ReturnType<typeof stubEventSource>;

beforeEach(() => {
  sources = stubEventSource();
  // jsdom lays nothing out; the virtual list needs a height to know how many lines fit.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 400 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 800 });
});
afterEach(() => {
  feed.close();
  notifications.clean();
});

function open(job: JobDetail, past: StoredEvent[] = [], more: Record<string, unknown> = {}, at = '/projects/DEMO/jobs/7') {
  const calls = stubServer({
    'GET /api/projects/DEMO': PROJECT,
    'GET /api/projects/DEMO/flow': FLOW,
    'GET /api/projects/DEMO/jobs/7': job,
    'GET /api/projects/DEMO/jobs/7/events': ({ search }: Call) => {
      const after = Number(search.get('after'));
      const page = past.filter((event) => event.id > after).slice(0, 3);
      const next = page.at(-1)?.id ?? after;
      return { events: page, next, more: past.some((event) => event.id > next) };
    },
    ...more,
  });
  feed.open('DEMO', 0);
  return { calls, ...renderPart(<JobPage />, { at, path: '/projects/$key/jobs/$id' }) };
}

const epochs = () => {
  const table = screen.getAllByRole('table')[0]!;
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]!.textContent);
};

describe('the job page', () => {
  it('reads the past in pages, goes on with the stream, and shows every epoch once', async () => {
    const past = [
      stored(1, { kind: 'epoch_start', epoch: 1, of: 3 }),
      stored(2, epochOf(1, { loss: 2, acc: 0.3, val_loss: 2, val_acc: 0.2 }, true, 3)),
      stored(3, { kind: 'epoch_start', epoch: 2, of: 3 }),
      stored(4, { kind: 'log', level: 'INFO', source: 'train', text: 'Half way.' }),
    ];
    open(jobOf(), past);
    await screen.findByRole('heading', { name: 'Build resnet50_cartoon' });
    await waitFor(() => expect(epochs()).toEqual(['1 best', '2']));
    await waitFor(() => expect(sources.newest().url).toContain('job=7'));
    expect(document.title).toBe('(2/3) retrain - Cartoon characters - Atelier');

    act(() => {
      // A dropped line: the server repeats what was read already.
      sources.newest().send(past[2]!, past[3]!, stored(5, epochOf(2, { loss: 1, acc: 0.6, val_loss: 1, val_acc: 0.55 }, true, 3)));
    });
    await waitFor(() => expect(epochs()).toEqual(['1', '2 best']));
    expect(screen.getByRole('log').textContent).toContain('val_acc: 0.5500');
    expect(screen.getByRole('log').textContent.match(/Half way/g)).toHaveLength(1);
    expect(screen.getByRole('img', { name: /^Accuracy by epoch, after epoch 2 of 3: training 0.6000, validation 0.5500/ })).toBeTruthy();
  });

  it('stops and keeps with one press, and stops at once only after asking', async () => {
    const { calls } = open(jobOf(), [], { 'POST /api/projects/DEMO/jobs/7/abort': jobOf({ abort_requested: true }) });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Stop and keep' }));
    await waitFor(() => expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ keep: true }));

    await user.click(screen.getByRole('button', { name: 'More ways to stop' }));
    await user.click(await screen.findByRole('menuitem', { name: /Stop now/ }));
    expect(calls.filter((call) => call.method === 'POST')).toHaveLength(1);
    await user.click(await screen.findByRole('button', { name: 'Stop now' }));
    await waitFor(() => expect(calls.filter((call) => call.method === 'POST').at(-1)?.body).toEqual({ keep: false }));
  });

  it('shows why it failed, leads to the line and to the field, and runs it again', async () => {
    const error = {
      code: 'invalid_input',
      message: 'The learning rate 50 makes the loss no number.',
      hint: 'Lower the learning rate.',
      fields: [{ loc: ['params', 'learning_rate'], message: 'Lower it.' }],
    };
    const job = jobOf({ state: 'FAILED', activities: [activityOf({ state: 'FAILED', error })] });
    const past = [
      stored(1, { kind: 'log', level: 'INFO', source: 'data', text: '7,000 rows.' }),
      stored(2, { kind: 'log', level: 'ERROR', source: 'train', text: 'The loss is nan.' }),
    ];
    const { calls, router } = open(job, past, { 'POST /api/projects/DEMO/jobs/7/retry': { ...jobOf(), id: 8 } });
    const user = userEvent.setup();
    const card = within(await screen.findByRole('region', { name: 'Why it failed' }));
    expect(card.getByRole('heading').textContent).toBe('retrain: The learning rate 50 makes the loss no number.');
    expect(card.getByText('Lower the learning rate.')).toBeTruthy();
    expect(card.getByRole('link', { name: 'Open the recipe at learning_rate' }).getAttribute('href')).toContain(
      '/projects/DEMO/recipes/R1?tab=settings&field=learning_rate',
    );
    await user.click(await card.findByRole('button', { name: 'Show line 2 in the log' }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ line: 2 }));
    await user.click(screen.getByRole('button', { name: 'Run it again' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/projects/DEMO/jobs/8'));
    expect(calls.some((call) => call.path.endsWith('/retry'))).toBe(true);
  });

  it('says place and reason while it waits', async () => {
    const waiting = activityOf({ state: 'QUEUED', place: 3, waiting_for: 'CPU is busy with job 6 of tom', started_at: null });
    open(jobOf({ state: 'NOT_STARTED', started_at: null, activities: [waiting] }));
    expect((await screen.findAllByText('3rd in line, CPU is busy with job 6 of tom')).length).toBeGreaterThan(0);
    expect(screen.getByRole('button', { name: 'Take out of the queue' })).toBeTruthy();
  });

  it('says what is wrong when the job cannot be read, and tries again', async () => {
    let isThere = false;
    open(jobOf(), [], { 'GET /api/projects/DEMO/jobs/7': () => (isThere ? jobOf() : problem(404, 'There is no job 7 in this project.')) });
    expect((await screen.findByRole('alert')).textContent).toContain('There is no job 7 in this project.');
    isThere = true;
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Build resnet50_cartoon' })).toBeTruthy();
  });

  it('refuses an address that names no job', async () => {
    open(jobOf(), [], {}, '/projects/DEMO/jobs/latest');
    expect((await screen.findByRole('alert')).textContent).toContain('this address names none');
  });
});

describe('the log', () => {
  const past = [
    stored(1, { kind: 'log', level: 'INFO', source: 'data', text: 'plain <b>text</b> \u001b[31mred\u001b[0m' }),
    stored(2, { kind: 'warning', code: 'unreadable', text: '3 pictures cannot be read.', source: 'data', paths: [] }),
    stored(3, { kind: 'log', level: 'ERROR', source: 'train', text: 'It broke.' }),
  ];
  const lines = () => screen.getByRole('log').textContent;

  it('shows markup as text and drops escape codes', async () => {
    open(jobOf(), past);
    await waitFor(() => expect(lines()).toContain('plain <b>text</b> red'));
    expect(screen.getByRole('log').querySelector('b')).toBeNull();
  });

  it('filters by level and says so when nothing is left', async () => {
    open(jobOf(), past.slice(0, 2));
    const user = userEvent.setup();
    await waitFor(() => expect(lines()).toContain('plain'));
    await user.click(screen.getByRole('radio', { name: 'Warnings 1' }));
    await waitFor(() => expect(lines()).not.toContain('plain'));
    expect(lines()).toContain('3 pictures cannot be read.');
    await user.click(screen.getByRole('radio', { name: 'Errors 0' }));
    await waitFor(() => expect(lines()).toBe('No errors.'));
  });

  it('finds text and counts the lines it is in', async () => {
    open(jobOf(), past);
    await waitFor(() => expect(lines()).toContain('It broke.'));
    await userEvent.setup().type(screen.getByRole('textbox', { name: 'Find in the log' }), 'BROKE');
    expect(screen.getByRole('log').querySelector('mark')?.textContent).toBe('broke');
    expect(screen.getByText('1 of 1')).toBeTruthy();
  });

  it('follows until the reader scrolls up, and again on request', async () => {
    open(jobOf(), past);
    await waitFor(() => expect(lines()).toContain('It broke.'));
    const log = screen.getByRole('log');
    Object.defineProperty(log, 'scrollHeight', { configurable: true, value: 2000 });
    Object.defineProperty(log, 'clientHeight', { configurable: true, value: 400 });
    const scrollTo = (top: number) => {
      log.scrollTop = top;
      fireEvent.scroll(log);
    };
    scrollTo(1600);
    expect(screen.getByRole('button', { name: 'Following' }).getAttribute('aria-pressed')).toBe('true');
    scrollTo(1200);
    const follow = screen.getByRole('button', { name: 'Follow' });
    expect(follow.getAttribute('aria-pressed')).toBe('false');
    fireEvent.keyDown(document.body, { key: 'f' });
    expect(screen.getByRole('button', { name: 'Following' })).toBeTruthy();
  });

  it('offers the plain text', async () => {
    open(jobOf(), past);
    const link = await screen.findByRole('link', { name: 'Plain text' });
    expect(link.getAttribute('href')).toBe('/api/projects/DEMO/jobs/7/log');
    expect(link.hasAttribute('download')).toBe(true);
  });
});
