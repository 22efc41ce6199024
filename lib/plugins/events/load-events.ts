import { channels } from '../channels.gen'
import type { ChannelDefinition } from './channel'

/** The channel of a plugin; null if it has none. Its code is loaded on first use. */
export async function loadChannel(plugin: string): Promise<ChannelDefinition | null> {
  const load = Object.hasOwn(channels, plugin) ? channels[plugin] : undefined
  return load ? (await load()).default : null
}
