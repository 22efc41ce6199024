import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { ModelChoice, RouteAbility } from '@/lib/contracts/routes'

/** The models that a route of this kind may ask: no other routes, nothing built in, and nothing that only quotes. */
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

/** The same model at two services is told apart by the connection's name. */
function nameIn({ model, label, connectionName }: ModelOption, options: readonly ModelOption[]): string {
  const isTwice = options.filter((other) => other.model === model).length > 1
  return isTwice ? `${label} · ${connectionName}` : label
}
