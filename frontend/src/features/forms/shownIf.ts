/** Whether a field is shown: a condition as data, never code, with the same meaning as on the server. */

export type Values = Readonly<Record<string, unknown>>;

export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { field: string; op: string; value?: unknown };

/** @param hasChoices Whether a field's source of choices has any (the GPUs of a machine). */
export function isShown(condition: unknown, values: Values, hasChoices: (field: string) => boolean = () => true): boolean {
  if (condition === undefined || condition === null) return true;
  if (!isRecord(condition)) return true;
  if (Array.isArray(condition.all)) return condition.all.every((one) => isShown(one, values, hasChoices));
  if (Array.isArray(condition.any)) return condition.any.some((one) => isShown(one, values, hasChoices));
  if ('not' in condition) return !isShown(condition.not, values, hasChoices);
  const field = typeof condition.field === 'string' ? condition.field : '';
  const op = typeof condition.op === 'string' ? condition.op : 'eq';
  return compare(op, values[field], condition.value, () => hasChoices(field));
}

function compare(op: string, left: unknown, right: unknown, hasChoices: () => boolean): boolean {
  switch (op) {
    case 'eq':
      return isSame(left, right);
    case 'ne':
      return !isSame(left, right);
    case 'in':
      return Array.isArray(right) && right.some((one) => isSame(left, one));
    case 'not_in':
      return !(Array.isArray(right) && right.some((one) => isSame(left, one)));
    case 'gt':
      return typeof left === 'number' && typeof right === 'number' && left > right;
    case 'ge':
      return typeof left === 'number' && typeof right === 'number' && left >= right;
    case 'lt':
      return typeof left === 'number' && typeof right === 'number' && left < right;
    case 'le':
      return typeof left === 'number' && typeof right === 'number' && left <= right;
    case 'set':
      return !isEmpty(left);
    case 'empty':
      return isEmpty(left);
    case 'has_choices':
      return hasChoices();
    default:
      // A condition that this version does not know must not hide a field that the server may demand.
      return true;
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON values. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((one, index) => isSame(one, right[index]));
  }
  if (isRecord(left) && isRecord(right)) {
    const names = Object.keys(left);
    return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]));
  }
  return false;
}

/** The fields whose choices a condition asks for. */
export function fieldsWithChoices(condition: unknown): string[] {
  if (!isRecord(condition)) return [];
  const inner = [condition.all, condition.any].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const own = condition.op === 'has_choices' && typeof condition.field === 'string' ? [condition.field] : [];
  return [...own, ...inner.flatMap(fieldsWithChoices), ...fieldsWithChoices(condition.not)];
}
