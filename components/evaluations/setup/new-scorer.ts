import { t } from '@/lib/client/messages/t'
import { ScorerSettings } from '@/lib/contracts/scorers'

/** Creates a scorer with the defaults of its kind and a unique id. */
export function newScorer(kind: ScorerSettings['kind'], others: readonly ScorerSettings[]): ScorerSettings {
  const taken = new Set(others.map(({ id }) => id))
  let id: string = kind
  for (let number = 2; taken.has(id); number += 1) id = `${kind}-${number}`
  return ScorerSettings.parse({ id, kind, ...required(kind) })
}

/** Settings without a default. */
function required(kind: ScorerSettings['kind']): object {
  if (kind === 'regex') return { pattern: '.+' }
  if (kind === 'json-schema') return { schema: { type: 'object' } }
  return kind === 'criteria' ? { criteria: [t('evaluations.firstCriterion')] } : {}
}
