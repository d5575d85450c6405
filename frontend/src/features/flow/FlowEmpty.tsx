/** An empty flow: three ways to begin, drawn with the shapes they make. */
import { UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ItemShape } from '@/ui';
import { useFlowDialog } from './flowDialog';
import classes from './FlowEmpty.module.css';

export function FlowEmpty({ projectKey }: { projectKey: string }) {
  const navigate = useNavigate();
  const openDialog = useFlowDialog((state) => state.open);
  return (
    <div className={classes.empty}>
      <div className={classes.drawing} aria-hidden="true">
        <ItemShape kind="folder" glyph="pictures" size={46} />
        <span className={classes.edge} />
        <ItemShape kind="deep" glyph="classify" size={42} />
        <span className={classes.edge} />
        <ItemShape kind="dataset" glyph="table-picture" state="not_built" size={46} />
      </div>
      <h2>Pictures go in at the left, answers come out at the right</h2>
      <p className={classes.sentence}>A flow begins with something to read. Choose one; the others can follow at any time.</p>
      <div className={classes.choices}>
        <Choice
          icon={<ItemShape kind="folder" glyph="pictures" size={36} />}
          title="Bring pictures"
          help="Make a folder and drop pictures, folders or a ZIP into it, or read them from the server"
          onClick={() => openDialog({ kind: 'folder' })}
        />
        <Choice
          icon={<ItemShape kind="dataset" glyph="table-in" size={36} />}
          title="Bring labels"
          help="A CSV that says what each picture shows: one row a picture"
          onClick={() => void navigate({ to: '/projects/$key/datasets/new', params: { key: projectKey }, search: { source: 'upload' } })}
        />
        <Choice
          icon={<ItemShape kind="deep" glyph="macro" size={36} />}
          title="Run a macro"
          help="Fetch a pre-trained network, or draw the pictures of the tutorial"
          onClick={() => void navigate({ to: '/projects/$key/macros', params: { key: projectKey } })}
        />
      </div>
    </div>
  );
}

function Choice({ icon, title, help, onClick }: { icon: ReactNode; title: string; help: string; onClick: () => void }) {
  return (
    <UnstyledButton className={classes.choice} onClick={onClick}>
      {icon}
      <span>
        <span className={classes.title}>{title}</span>
        <span className={classes.help}>{help}</span>
      </span>
    </UnstyledButton>
  );
}
