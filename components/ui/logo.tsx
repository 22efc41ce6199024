/** A patch cable between two jacks. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <rect width="24" height="24" rx="6.5" className="fill-ink" />
      <path d="M6.5 9v1.5c0 5 11 -2 11 3V15" className="stroke-accent" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="6.5" cy="6.5" r="2.25" className="stroke-ink-inverse" strokeWidth="1.75" />
      <circle cx="17.5" cy="17.5" r="2.25" className="stroke-ink-inverse" strokeWidth="1.75" />
    </svg>
  )
}
