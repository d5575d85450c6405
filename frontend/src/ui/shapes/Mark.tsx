/** The mark: an easel that is also the letter A, with a picture on it. Never recoloured, never below 20 px. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" fill="none" aria-hidden="true" focusable="false">
      <path d="M13 2.6 4.6 23.4M13 2.6l8.4 20.8M13 2v4" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" />
      <rect x="6.4" y="8.8" width="13.2" height="9.4" rx="1.9" fill="var(--sheet)" stroke="var(--accent)" strokeWidth="1.9" />
      <circle cx="10.2" cy="12" r="1.15" fill="var(--accent)" />
      <path d="m8.4 16.6 3.1-3 1.9 1.6 1.7-2 2.7 3.4" stroke="var(--accent)" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
