import type { ActionDefinition } from './action'
import { actions } from './actions.gen'
import type { PluginManifest } from './manifest-types'
import { pluginManifestOf } from './manifests.gen'

/** An action with its plugin; null if it does not exist. Its code is loaded on first use. */
export async function loadAction(
  pluginId: string,
  actionId: string,
): Promise<{ plugin: PluginManifest; action: ActionDefinition } | null> {
  const plugin = pluginManifestOf(pluginId)
  const loaders = Object.hasOwn(actions, pluginId) ? actions[pluginId] : undefined
  const load = loaders && Object.hasOwn(loaders, actionId) ? loaders[actionId] : undefined
  return plugin && load ? { plugin, action: (await load()).default } : null
}
