import type { ModelOption } from '@/lib/contracts/models'

/**
 * The display name of a model used by a run, such as “Aurora large · Lab server”. A model that is no longer offered
 * keeps its id, without the id of its connection.
 * @param used `connection/model`, as recorded in usage
 */
export function modelName(used: string, models: readonly ModelOption[]): string {
  const slash = used.indexOf('/')
  const [connection, model] = [used.slice(0, slash), used.slice(slash + 1)]
  const exact = models.find((option) => option.connection === connection && option.model === model)
  if (exact) return `${exact.label} · ${exact.connectionName}`
  const sibling = models.find((option) => option.connection === connection)
  return sibling ? `${model} · ${sibling.connectionName}` : model
}
