/** One project: its flow, a strip of its pictures, name, state, owner, and when it was last touched. */
import { ActionIcon } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ProjectCard } from '@/api';
import { ago, dateTime } from '@/lib/format';
import { sized } from '@/lib/thumbs';
import { Avatar, StateMark } from '@/ui';
import { cardState } from './cardState';
import { MiniFlow } from './MiniFlow';
import classes from './ProjectTile.module.css';
import { TileMenu } from './TileMenu';

interface ProjectTileProps {
  card: ProjectCard;
  isStarred: boolean;
  onStar: (key: string) => void;
}

const STRIP = 6;

export function ProjectTile({ card, isStarred, onStar }: ProjectTileProps) {
  const hasStrip = card.thumbs.length > 0;
  return (
    <article className={classes.tile}>
      <Link className={classes.picture} to="/projects/$key/flow" params={{ key: card.key }} tabIndex={-1} aria-hidden="true">
        <div className={classes.flow}>{card.nodes.length > 0 ? <MiniFlow nodes={card.nodes} /> : <span className={classes.none}>empty flow</span>}</div>
        {hasStrip && (
          <div className={classes.strip}>
            {card.thumbs.slice(0, STRIP).map((thumb) => (
              <img key={thumb.url} src={sized(thumb.url, 192)} alt="" loading="lazy" decoding="async" />
            ))}
          </div>
        )}
      </Link>
      <div className={classes.words}>
        <div className={classes.head}>
          <h2 className={classes.name}>
            <Link to="/projects/$key/flow" params={{ key: card.key }}>
              {card.name}
            </Link>
          </h2>
          <TileMenu card={card} />
          <ActionIcon
            size={26}
            aria-label={isStarred ? `Remove the star of ${card.name}` : `Star ${card.name}`}
            aria-pressed={isStarred}
            className={classes.star}
            onClick={() => onStar(card.key)}
          >
            {isStarred ? <IconStarFilled size={16} /> : <IconStar size={16} stroke={1.5} />}
          </ActionIcon>
        </div>
        <p className={classes.description}>{card.description}</p>
        <div className={classes.foot}>
          <StateMark {...cardState(card)} />
          <span className={classes.who}>
            <Avatar name={card.owner} size={20} />
            <time dateTime={card.updated_at} title={dateTime(card.updated_at)}>
              {ago(card.updated_at)}
            </time>
          </span>
        </div>
      </div>
    </article>
  );
}
