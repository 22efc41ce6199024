import type { JsonObject } from '@/lib/core/json'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'

/** Settings of a new node for an action: without values, its required fields are open inputs. */
export function actionConfig(plugin: Pick<PluginSummary, 'id' | 'label'>, action: ActionSummary): JsonObject {
  const { id, version, label, effect, needsConnection, fields, outputs } = action
  return {
    plugin: plugin.id,
    action: id,
    actionVersion: version,
    connection: '',
    values: {},
    filledBy: {},
    outline: {
      service: plugin.label,
      title: label,
      effect,
      needsConnection,
      fields: fields.map((field) => ({ ...field })),
      outputs: outputs.map((output) => ({ ...output })),
    },
  }
}
