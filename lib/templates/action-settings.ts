import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'

/** Settings of an Action node or of a tool in a Toolbox, without a connection. */
export function actionSettings(name: `${string}/${string}`, values: JsonObject = {}): JsonObject {
  const [pluginId = '', actionId = ''] = name.split('/')
  const plugin = pluginCatalog.find(({ id }) => id === pluginId)
  const action = plugin?.actions.find(({ id }) => id === actionId)
  if (!plugin || !action) return raiseInternal(`A template uses the unknown action ${name}`)
  return { ...actionConfig(plugin, action), values }
}
