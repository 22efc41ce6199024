import { connectionsOf } from './connections'
import type { Template } from './template'

/** Ids of the integrations that an app made from the template uses: where it starts or answers, and those of its actions. */
export function servicesOf({ channel, event, graph }: Pick<Template, 'channel' | 'event' | 'graph'>): string[] {
  const entries = [channel, event?.plugin].filter((plugin) => plugin !== undefined)
  return [...new Set([...entries, ...connectionsOf(graph)])]
}
