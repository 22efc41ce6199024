import { useContractQuery } from '@/lib/client/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { ModelChoice } from '@/lib/contracts/routes'

/** The language models that a route may ask: no other routes, and nothing that only quotes. */
export function useModelNames() {
  const query = useContractQuery(listModels, { staleTime: 30_000 })
  const options = (query.data?.models ?? []).filter(
    ({ ability, extractive, connection }) => ability === 'chat' && !extractive && connection !== 'route',
  )
  const names = new Map(options.map((option) => [keyOf(option), nameIn(option, options)]))
  return { options, isLoading: query.isPending, nameOf: (model: ModelChoice) => names.get(keyOf(model)) ?? model.model }
}

export const keyOf = ({ connection, model }: ModelChoice): string => `${connection}/${model}`

/** The same model at two services is told apart by the connection's name. */
function nameIn({ model, label, connectionName }: ModelOption, options: readonly ModelOption[]): string {
  const isTwice = options.filter((other) => other.model === model).length > 1
  return isTwice ? `${label} · ${connectionName}` : label
}
