import type { FlowItem } from '@/api';
import { sized } from '@/lib/thumbs';
import classes from './Recipe.module.css';

/** A few pictures of an item, small. */
export function Thumbs({ item, count, size }: { item: Pick<FlowItem, 'thumbs'>; count: number; size: number }) {
  if (item.thumbs.length === 0) return null;
  return (
    <span className={classes.thumbs}>
      {item.thumbs.slice(0, count).map((thumb) => (
        <img key={thumb.url} src={sized(thumb.url, 96)} width={size} height={size} alt="" loading="lazy" decoding="async" />
      ))}
    </span>
  );
}
