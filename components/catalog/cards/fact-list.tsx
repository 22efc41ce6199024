import { Known } from './optional-value'

export type Fact = readonly [label: string, value: string | null | undefined, missing?: string]

/** A definition list. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y text-sm">
      {facts.map(([label, value, missing]) => (
        <div key={label} className="flex items-baseline justify-between gap-4 px-4 py-2">
          <dt className="shrink-0 text-muted text-xs">{label}</dt>
          <dd className="min-w-0 break-words text-right">
            {missing === undefined ? <Known>{value}</Known> : <Known missing={missing}>{value}</Known>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
