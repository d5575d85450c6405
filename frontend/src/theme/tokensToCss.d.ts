export function tokensToCss(tokens: unknown): string;
export function colours(scheme: Record<string, unknown>): [string, string][];
