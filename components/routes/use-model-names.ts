import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { ModelChoice, RouteAbility } from '@/lib/contracts/routes'

/** Models that a route of this kind can use: no other routes and no built-in models. */
export function useModelNames(wanted: RouteAbility) {
  const query = useContractQuery(listModels, { staleTime: 30_000 })
  const options = (query.data?.models ?? []).filter(
    ({ ability, extractive, connection }) =>
      ability === wanted && !extractive && connection !== 'route' && connection !== 'builtin',
  )
  const names = new Map(options.map((option) => [keyOf(option), nameIn(option, options)]))
  return { options, isLoading: query.isPending, nameOf: (model: ModelChoice) => names.get(keyOf(model)) ?? model.model }
}

export const keyOf = ({ connection, model }: ModelChoice): string => `${connection}/${model}`

/** The same model on two services is distinguished by the connection's name. */
function nameIn({ model, label, connectionName }: ModelOption, options: readonly ModelOption[]): string {
  const isTwice = options.filter((other) => other.model === model).length > 1
  return isTwice ? `${label} · ${connectionName}` : label
}
