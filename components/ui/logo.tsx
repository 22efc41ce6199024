/** A patch cable between two jacks. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <rect x="1" y="1" width="22" height="22" rx="6" className="fill-ink" />
      <path d="M8 8.5c0 7 8 0 8 7" className="stroke-accent" strokeWidth="2.25" strokeLinecap="round" />
      <circle cx="8" cy="7.5" r="2.5" className="fill-ink stroke-ink-inverse" strokeWidth="1.75" />
      <circle cx="16" cy="16.5" r="2.5" className="fill-ink stroke-ink-inverse" strokeWidth="1.75" />
    </svg>
  )
}
