import { useQuery } from '@tanstack/react-query';
import { useForm } from '../formContext';
import { choicesQuery } from '../formServer';
import type { FieldSpec } from '../fieldModel';

/** The choices of a field. The lists of a macro or probe may depend on the items chosen in its other fields, a recipe's on its inputs. */
export function useChoices(field: FieldSpec) {
  const { server, values } = useForm();
  const ids = Object.entries(values).filter(([name, value]) => name !== field.name && typeof value === 'string' && (name.endsWith('folder') || name.endsWith('_dataset')) && value !== '');
  const asked = server.kind !== 'recipe' ? Object.fromEntries(ids) : {};
  return useQuery(choicesQuery(server, field.choices ?? '', asked));
}
