import { say } from '@/lib/client/messages/say'
import type { ModelOption } from '@/lib/contracts/models'

/**
 * What people call a model that a run used, such as “Aurora large · Lab server”. A model that is no longer offered keeps
 * its own id, without the id of its connection.
 * @param used `connection/model`, as usage records it
 */
export function modelName(used: string, models: readonly ModelOption[]): string {
  const slash = used.indexOf('/')
  const [connection, model] = [used.slice(0, slash), used.slice(slash + 1)]
  const exact = models.find((option) => option.connection === connection && option.model === model)
  if (exact) return `${say(exact.label)} · ${say(exact.connectionName)}`
  const sibling = models.find((option) => option.connection === connection)
  return sibling ? `${model} · ${say(sibling.connectionName)}` : model
}
