import { ScorerSettings } from '@/lib/contracts/scorers'

/** With the defaults of its kind, and an id that no other has. */
export function newScorer(kind: ScorerSettings['kind'], others: readonly ScorerSettings[]): ScorerSettings {
  const taken = new Set(others.map(({ id }) => id))
  let id: string = kind
  for (let number = 2; taken.has(id); number += 1) id = `${kind}-${number}`
  const more = kind === 'regex' ? { pattern: '.+' } : kind === 'json-schema' ? { schema: { type: 'object' } } : {}
  return ScorerSettings.parse({ id, kind, ...more })
}
