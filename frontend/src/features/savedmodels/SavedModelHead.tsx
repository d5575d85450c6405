/** The model's name and what can be done with it. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconPhotoPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { jobPath } from '@/lib/paths';
import { Glyph, ItemShape, ObjectHead } from '@/ui';
import { ApplyToDialog } from './ApplyToDialog';
import { useRetrain, type SavedModel } from './queries';
import classes from './SavedModel.module.css';

export function SavedModelHead({ projectKey, model }: { projectKey: string; model: SavedModel }) {
  const [isApplying, setIsApplying] = useState(false);
  const navigate = useNavigate();
  const retrain = useRetrain(projectKey);
  const active = model.versions.find((one) => one.is_active);
  const to = (type: string) => ({ to: '/projects/$key/flow' as const, params: { key: projectKey }, search: { selected: model.id, create: type } });
  const address = `/api/projects/${encodeURIComponent(projectKey)}/saved-models/${encodeURIComponent(model.id)}/versions/${model.version}/export`;
  const trainedOn = active?.dataset?.id ?? null;
  return (
    <>
      <ObjectHead
        shape={<ItemShape kind="model" glyph="model" size={40} state={model.version === 0 ? 'not_built' : undefined} />}
        trail={
          <Link to="/projects/$key/flow" params={{ key: projectKey }} search={{ selected: model.id }}>
            Flow
          </Link>
        }
        title={model.name}
        meta={active === undefined ? 'saved model, no version yet' : `${active.label}, predicts ${active.target}`}
        actions={
          <>
            <Button variant="filled" leftSection={<Glyph name="score" />} disabled={active === undefined} renderRoot={active === undefined ? undefined : (props: Record<string, unknown>) => <Link {...to('prediction-scoring')} {...props} />}>
              Score a dataset
            </Button>
            <Button leftSection={<IconPhotoPlus size={16} stroke={1.5} />} disabled={trainedOn === null} title={trainedOn === null ? 'Only a version deployed from the Lab knows its preparation.' : undefined} onClick={() => setIsApplying(true)}>
              Apply to other pictures
            </Button>
            <Menu>
              <Menu.Target>
                <Button rightSection={<IconChevronDown size={14} stroke={1.5} />}>More</Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<Glyph name="score" />} renderRoot={(props: Record<string, unknown>) => <Link {...to('evaluation')} {...props} />}>
                  Evaluate it on a dataset
                </Menu.Item>
                <Menu.Item
                  leftSection={<Glyph name="train" />}
                  disabled={model.written_by === null || retrain.isPending}
                  onClick={() => {
                    if (model.written_by !== null) retrain.mutate(model.written_by, { onSuccess: (job) => void navigate(jobPath(projectKey, job.id)) });
                  }}
                >
                  Train it again
                  {model.written_by === null && <span className={classes.why}>the recipe that trains it was deleted</span>}
                </Menu.Item>
                {active !== undefined && (
                  <>
                    <Menu.Divider />
                    <Menu.Item leftSection={<IconDownload size={16} stroke={1.5} />} component="a" href={`${address}/zip`} download>
                      Download the active version as ZIP
                    </Menu.Item>
                    <Menu.Item leftSection={<IconDownload size={16} stroke={1.5} />} component="a" href={`${address}/report`} download>
                      Download its report as a page
                    </Menu.Item>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      {isApplying && trainedOn !== null && <ApplyToDialog projectKey={projectKey} itemId={trainedOn} model={model} onClose={() => setIsApplying(false)} />}
    </>
  );
}
