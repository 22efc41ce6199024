import { raiseInternal } from '@/lib/core/internal-error'
import type { ActionDefinition } from '../action'
import { loadAction } from '../load-action'
import { pluginManifestOf } from '../manifests.gen'

/** `slack/post-message`, or a request of a channel or trigger. */
export type TestedAction = string | { plugin: string; definition: ActionDefinition }

export async function findAction(name: TestedAction) {
  if (typeof name !== 'string') {
    const plugin = pluginManifestOf(name.plugin) ?? raiseInternal(`There is no plugin ${name.plugin}.`)
    return { plugin, action: name.definition }
  }
  const [pluginId = '', actionId = ''] = name.split('/')
  return (await loadAction(pluginId, actionId)) ?? raiseInternal(`There is no action ${name}.`)
}
