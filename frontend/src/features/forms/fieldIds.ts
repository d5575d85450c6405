export function fieldId(name: string): string {
  return `param-${name}`;
}

/** Bring a field into view and put the cursor into it. */
export function goToField(name: string): void {
  const field = document.getElementById(`field-${name}`);
  field?.scrollIntoView({ block: 'center' });
  field?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, button, [tabindex="0"]')?.focus();
}
