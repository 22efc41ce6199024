interface Jack {
  x: number
  y: number
  label: string
  hue: string
}

const JACKS: readonly Jack[] = [
  { x: 90, y: 150, label: 'Question', hue: 'var(--hue-input)' },
  { x: 300, y: 96, label: 'Documents', hue: 'var(--hue-knowledge)' },
  { x: 300, y: 268, label: 'Model', hue: 'var(--hue-model)' },
  { x: 510, y: 196, label: 'Answer', hue: 'var(--hue-output)' },
]

const CABLES = [
  'M218 172 C 262 172, 256 118, 300 118',
  'M428 118 C 474 118, 462 212, 510 212',
  'M218 180 C 266 190, 252 290, 300 290',
  'M428 290 C 474 290, 462 224, 510 224',
]

/** A decorative patch of four nodes, hidden from screen readers. */
export function PatchArt() {
  return (
    <svg
      viewBox="0 0 720 420"
      aria-hidden="true"
      className="absolute top-1/2 left-1/2 w-[94%] max-w-3xl -translate-x-1/2 -translate-y-[58%]"
    >
      {CABLES.map((cable) => (
        <path key={cable} d={cable} fill="none" className="stroke-accent" strokeWidth="2" strokeLinecap="round" />
      ))}
      {JACKS.map((jack) => (
        <g key={jack.label} transform={`translate(${jack.x} ${jack.y})`}>
          <rect width="128" height="44" rx="9" className="fill-surface stroke-line-strong" />
          <rect x="10" y="12" width="20" height="20" rx="5" fill={jack.hue} opacity="0.16" />
          <circle cx="20" cy="22" r="4" fill={jack.hue} />
          <text x="40" y="26.5" fontSize="13" fontWeight="550" className="fill-ink">
            {jack.label}
          </text>
        </g>
      ))}
    </svg>
  )
}
