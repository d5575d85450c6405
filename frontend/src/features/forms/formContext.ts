/** What the fields of one form share: its values, its choices, and who is asked about them. */
import { createContext, useContext, type ReactNode } from 'react';
import type { FormCheck, FormServer } from './formServer';
import type { FieldSpec } from './fieldModel';
import type { Values } from './shownIf';

export interface FormShared {
  projectKey: string;
  server: FormServer;
  values: Values;
  check: FormCheck | undefined;
  /** Columns to choose from, for fields that name one; left out where the server answers the choices. */
  columns?: readonly ColumnChoice[];
  /** An editor's own control for a widget; nothing where the usual one will do. */
  custom?: (props: ControlProps) => ReactNode;
}

export interface ColumnChoice {
  name: string;
  /** Its type in a word. */
  type?: string | undefined;
}

export const FormContext = createContext<FormShared | undefined>(undefined);

export function useForm(): FormShared {
  const shared = useContext(FormContext);
  if (shared === undefined) throw new Error('A field stands outside of its form.');
  return shared;
}

export interface ControlProps {
  id: string;
  field: FieldSpec;
  value: unknown;
  onChange: (value: unknown) => void;
  isDisabled: boolean;
  hasError: boolean;
  describedBy: string | undefined;
}
