/** The recipes that the selection can start, each with its roles; those that cannot, greyed with the reason. */
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { recipeTypesQuery, type FlowItem } from '@/api';
import { recipeLook } from '@/features/items';
import { ItemShape } from '@/ui';
import { useFlowDialog } from './flowDialog';
import classes from './FlowPanel.module.css';
import { offersFor, roleWords, type Offer } from './offers';

export function Offers({ items, title = 'Use it in' }: { items: readonly FlowItem[]; title?: string }) {
  const { data: types = [] } = useQuery(recipeTypesQuery());
  const openDialog = useFlowDialog((state) => state.open);
  if (types.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{title}</h3>
      {offersFor(types, items).map((offer) => {
        const isRefused = offer.reason !== undefined;
        return (
          <UnstyledButton
            key={offer.type.type}
            className={classes.offer}
            aria-disabled={isRefused}
            onClick={() => {
              if (!isRefused) openDialog({ kind: 'recipe', type: offer.type, taken: offer.taken });
            }}
          >
            <ItemShape {...recipeLook(offer.type)} size={24} />
            <span>
              <div className={classes.offerName}>{offer.type.label}</div>
              <div className={classes.offerHelp}>{offerWords(offer, items)}</div>
            </span>
          </UnstyledButton>
        );
      })}
    </section>
  );
}

/** Each offer states its roles: "as image folder; also needs a model folder". */
export function offerWords(offer: Offer, items: readonly FlowItem[]): string {
  if (offer.reason !== undefined) return offer.reason;
  const names = new Map(items.map((item) => [item.id, item.name]));
  const taken = offer.type.inputs.flatMap((role) =>
    (offer.taken[role.name] ?? []).map((id) =>
      items.length === 1 ? `as ${role.label.toLocaleLowerCase()}` : `${names.get(id) ?? id} as ${role.label.toLocaleLowerCase()}`,
    ),
  );
  const open = offer.open.map(roleWords);
  const also = open.length === 0 ? [] : [`also needs ${open.join(' and ')}`];
  return [...taken, ...also].join('; ');
}
