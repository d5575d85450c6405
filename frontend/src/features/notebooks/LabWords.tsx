/** How notebooks are worked in: here, or why not here, and on one's own computer. */
import classes from './Notebooks.module.css';
import type { JupyterLab } from './notebookQueries';

export function LabWords({ lab, canChange }: { lab: JupyterLab; canChange: boolean }) {
  return (
    <div className={classes.how}>
      <p>{hereWords(lab, canChange)}</p>
      <p>
        On your own computer: <code>pip install atelier[notebook]</code>, download the notebook, and start <code>atelier notebook</code> with <code>ATELIER_URL={globalThis.location.origin}</code> and{' '}
        <code>ATELIER_API_KEY</code> set to an API key of yours (Settings, API keys).
      </p>
    </div>
  );
}

function hereWords(lab: JupyterLab, canChange: boolean) {
  if (!lab.is_installed) {
    return (
      <>
        JupyterLab is not installed in this Atelier, so notebooks cannot be opened here. An administrator installs it with <code>pip install atelier[notebook]</code>.
      </>
    );
  }
  if (lab.refusal !== null) return [lab.refusal, lab.hint].filter(Boolean).join(' ');
  if (!canChange) return 'You may look at this project, but not change it, so its notebooks cannot be opened here.';
  return 'JupyterLab opens in a tab of its own and runs as you: it reads and changes only what you may in this project. What you save there is the file listed here.';
}
