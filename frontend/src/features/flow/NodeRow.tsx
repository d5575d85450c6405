/** A node as a row of the panel: small shape, name, what it is or the role it plays, a few of its pictures. */
import { UnstyledButton } from '@mantine/core';
import { ItemIcon, itemKindWord, RecipeIcon } from '@/features/items';
import { sized } from '@/lib/thumbs';
import { StateMark } from '@/ui';
import type { FlowNode } from './flowGraph';
import classes from './FlowPanel.module.css';
import { nodeStatus } from './nodeWords';

interface NodeRowProps {
  node: FlowNode;
  /** The label of the role it plays, instead of its kind. */
  role?: string | undefined;
  onSelect: (id: string) => void;
}

const SHOWN_PICTURES = 3;

export function NodeRow({ node, role, onSelect }: NodeRowProps) {
  const kind = node.type === 'item' ? itemKindWord(node.item) : node.recipe.type_label;
  const thumbs = node.type === 'item' && node.item.holds === 'pictures' ? node.item.thumbs.slice(0, SHOWN_PICTURES) : [];
  return (
    <UnstyledButton className={classes.row} onClick={() => onSelect(node.id)}>
      {node.type === 'item' ? <ItemIcon item={node.item} size={26} isPlain /> : <RecipeIcon recipe={node.recipe} size={26} />}
      <span className={classes.rowNames}>
        <div className={classes.rowName}>{node.name}</div>
        <div className={classes.rowMeta}>{role ?? kind}</div>
      </span>
      {thumbs.length > 0 && node.state !== 'not_built' ? (
        <span className={classes.thumbs}>
          {thumbs.map((thumb) => (
            <img key={thumb.url} src={sized(thumb.url, 96)} alt="" loading="lazy" decoding="async" />
          ))}
        </span>
      ) : (
        <span className={classes.rowMeta}>
          <StateMark {...nodeStatus(node, undefined)} size={12} />
        </span>
      )}
    </UnstyledButton>
  );
}
