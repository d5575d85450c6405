/** The model's name and what can be done with it. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Glyph, ItemShape, ObjectHead, type GlyphName } from '@/ui';
import type { Model } from './modelQueries';
import { trainedOn } from './trainedOn';

/** The recipes that take a network, by type; the flow opens their dialog with this one filled in. */
const USES: readonly { type: string; label: string; glyph: GlyphName }[] = [
  { type: 'image-classification', label: 'Classify pictures with it', glyph: 'classify' },
  { type: 'image-retrain', label: 'Retrain it', glyph: 'retrain' },
  { type: 'image-features', label: 'Extract features', glyph: 'features' },
];

export function ModelHead({ projectKey, model }: { projectKey: string; model: Model }) {
  const { folder } = model;
  const to = (type: string) => ({
    to: '/projects/$key/flow' as const,
    params: { key: projectKey },
    search: { selected: folder.id, create: type },
  });
  const [first, ...others] = USES;
  return (
    <ObjectHead
      shape={<ItemShape kind="folder" glyph="network" size={40} />}
      trail={
        <Link to="/projects/$key/flow" params={{ key: projectKey }} search={{ selected: folder.id }}>
          Flow
        </Link>
      }
      title={folder.name}
      meta={[model.architecture_label, trainedOn(model) === '' ? undefined : `trained on ${trainedOn(model)}`].filter(Boolean).join(', ')}
      actions={
        <>
          {first && (
            <Button
              variant="filled"
              leftSection={<Glyph name={first.glyph} />}
              renderRoot={(props: Record<string, unknown>) => <Link {...to(first.type)} {...props} />}
            >
              {first.label}
            </Button>
          )}
          <Menu>
            <Menu.Target>
              <Button rightSection={<IconChevronDown size={14} stroke={1.5} />}>More</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((use) => (
                <Menu.Item
                  key={use.type}
                  leftSection={<Glyph name={use.glyph} />}
                  renderRoot={(props: Record<string, unknown>) => <Link {...to(use.type)} {...props} />}
                >
                  {use.label}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconDownload size={16} stroke={1.5} />}
                component="a"
                href={`/api/projects/${encodeURIComponent(projectKey)}/folders/${encodeURIComponent(folder.id)}/zip`}
                download
              >
                Download as ZIP
              </Menu.Item>
              <Menu.Item
                renderRoot={(props: Record<string, unknown>) => (
                  <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: folder.id }} {...props} />
                )}
              >
                Show its files
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    />
  );
}
