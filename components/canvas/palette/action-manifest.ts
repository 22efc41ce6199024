import type { NodeManifest } from '@/lib/graph/manifest'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'
import { lookUpManifest } from '../node-manifests'

/** Id of an action among the entries of the palette. */
export const actionEntryId = (plugin: PluginSummary, action: ActionSummary): string =>
  `action:${plugin.id}/${action.id}`

/** The node type Action, set up for this action of an integration. */
export function actionManifest(plugin: PluginSummary, action: ActionSummary): NodeManifest | undefined {
  const manifest = lookUpManifest('action')
  const { label, description } = action
  return manifest ? { ...manifest, label, description, initial: actionConfig(plugin, action) } : undefined
}
