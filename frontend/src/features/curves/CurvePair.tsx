/** Accuracy and loss side by side with one key, one cursor, and their figures as table, CSV and PNG. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDownload, IconListDetails, IconChartLine } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { sayError } from '@/ui';
import { CurveChart } from './CurveChart';
import { curveCsv, curvePng, saveFile } from './curveFiles';
import { layoutCurve, type CurveKind } from './curveLayout';
import classes from './Curves.module.css';
import { EpochTable } from './EpochTable';
import type { CurvePoint } from './readingCurves';

interface CurvePairProps {
  points: readonly CurvePoint[];
  /** The epochs asked for. */
  of: number;
  bestEpoch: number | undefined;
  /** Stands in the names of downloaded files. */
  fileName: string;
  cursor?: number | undefined;
  onCursor?: (epoch: number | undefined) => void;
}

/** PNG files have one size, whatever the window's. */
const PNG_WIDTH = 640;
const PNG_HEIGHT = 300;

export function CurvePair({ points, of, bestEpoch, fileName, cursor, onCursor }: CurvePairProps) {
  const [isTable, setIsTable] = useState(false);
  const [ownCursor, setOwnCursor] = useState<number>();
  const pair = useRef<HTMLDivElement>(null);
  const at = onCursor ? cursor : ownCursor;
  const chart = { points, of, bestEpoch, cursor: at, onCursor: onCursor ?? setOwnCursor };

  const savePng = (kind: CurveKind) => {
    if (!pair.current) return;
    const layout = layoutCurve({ kind, points, of, bestEpoch, width: PNG_WIDTH, height: PNG_HEIGHT });
    curvePng(layout, TITLES[kind], pair.current).then((png) => saveFile(`${fileName}-${kind}.png`, png), sayError);
  };
  const tools = (
    <span className={classes.tools}>
      <Button
        variant="subtle"
        size="xs"
        leftSection={isTable ? <IconChartLine size={14} stroke={1.5} /> : <IconListDetails size={14} stroke={1.5} />}
        onClick={() => setIsTable(!isTable)}
      >
        {isTable ? 'As curves' : 'As table'}
      </Button>
      <Menu>
        <Menu.Target>
          <ActionIcon size={28} aria-label="Download the curves">
            <IconDownload size={14} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => saveFile(`${fileName}-epochs.csv`, new Blob([curveCsv(points)], { type: 'text/csv' }))}>
            Figures as CSV
          </Menu.Item>
          <Menu.Item onClick={() => savePng('accuracy')}>Accuracy as PNG</Menu.Item>
          <Menu.Item onClick={() => savePng('loss')}>Loss as PNG</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );

  if (isTable) {
    return (
      <div className={classes.pair} ref={pair}>
        <div className={`${classes.head ?? ''} ${classes.tableHead ?? ''}`}>
          <h2>Epochs</h2>
          {tools}
        </div>
        {/* Reached by Tab so that it can be scrolled with the keys. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.tableBox} tabIndex={0} role="region" aria-label="Epochs as a table">
          <EpochTable points={points} bestEpoch={bestEpoch} cursor={at} />
        </div>
      </div>
    );
  }
  return (
    <div className={classes.pair} ref={pair}>
      <figure className={classes.figure}>
        <div className={classes.head}>
          <h2>{TITLES.accuracy}</h2>
          <CurveKey />
        </div>
        <CurveChart kind="accuracy" {...chart} />
      </figure>
      <figure className={classes.figure}>
        <div className={classes.head}>
          <h2>{TITLES.loss}</h2>
          {tools}
        </div>
        <CurveChart kind="loss" {...chart} />
      </figure>
    </div>
  );
}

const TITLES: Record<CurveKind, string> = { accuracy: 'Accuracy', loss: 'Loss' };

function CurveKey() {
  return (
    <div className={classes.key} aria-hidden="true">
      <span>
        <svg width="18" height="6">
          <path d="M0 3H18" stroke="var(--ink2)" strokeWidth="1.6" />
        </svg>
        training
      </span>
      <span>
        <svg width="20" height="6">
          <path d="M0 3H20" stroke="var(--accent)" strokeWidth="2.2" strokeDasharray="6 3.5" />
        </svg>
        validation
      </span>
      <span>
        <svg width="12" height="12">
          <circle cx="6" cy="6" r="4.5" fill="none" stroke="var(--accent)" strokeWidth="1.8" />
        </svg>
        best
      </span>
    </div>
  );
}
