/** The mark: an easel that is also the letter A, with a picture on it. Never recoloured, never below 20 px. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M13 2.2v3.2M11.6 4.6 4.8 23.6M14.4 4.6l6.8 19M6.4 19h13.2"
        stroke="var(--accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <rect x="7" y="7.6" width="12" height="8.8" rx="1.8" fill="var(--sheet)" stroke="var(--accent)" strokeWidth="2" />
      <circle cx="10.6" cy="10.6" r="1.1" fill="var(--accent)" />
      <path d="m8.6 15 3-2.6 1.8 1.4 1.8-2 2.4 3.2" stroke="var(--accent)" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  );
}
