import { channels } from '../channels.gen'
import { triggers } from '../triggers.gen'
import type { ChannelDefinition } from './channel'
import type { TriggerDefinition } from './trigger'

/** The channel of a plugin; null if it has none. Its code is loaded on first use. */
export async function loadChannel(plugin: string): Promise<ChannelDefinition | null> {
  const load = Object.hasOwn(channels, plugin) ? channels[plugin] : undefined
  return load ? (await load()).default : null
}

export async function loadTrigger(plugin: string, trigger: string): Promise<TriggerDefinition | null> {
  const loaders = Object.hasOwn(triggers, plugin) ? triggers[plugin] : undefined
  const load = loaders && Object.hasOwn(loaders, trigger) ? loaders[trigger] : undefined
  return load ? (await load()).default : null
}
