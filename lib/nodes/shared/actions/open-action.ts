import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { NodeContext } from '@/lib/engine/node-definition'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionDefinition } from '@/lib/plugins/action'
import { loadAction } from '@/lib/plugins/load-action'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import type { ActionSettingsValue, FilledBy } from './action-config'
import { isEmpty, isWired } from './action-ports'
import type { McpToolRef } from './mcp-tool-ref'
import { openApiAction } from './open-api-action'
import { isOwnStatement } from './own-statement'

export interface OpenedAction {
  mcpTool?: McpToolRef | undefined

  plugin: PluginManifest
  action: ActionDefinition
  connection: string
  /** The values, converted to the current version of the action. */
  values: Readonly<Record<string, Json>>
  filledBy: Readonly<Record<string, FilledBy>>
}

/**
 * The action that a node selects. @throws NOT_FOUND when it no longer exists, and INVALID_GRAPH when the graph describes a
 * writing action as a reading one, which would bypass approvals
 */
export async function openAction(
  settings: ActionSettingsValue,
  { ports }: Pick<NodeContext, 'ports'>,
): Promise<OpenedAction> {
  const { plugin: pluginId, action: actionId, actionVersion, outline, connection, filledBy } = settings
  const found: Omit<OpenedAction, 'connection' | 'values' | 'filledBy'> | null = isApiPlugin(pluginId)
    ? await openApiAction(ports, { plugin: pluginId, action: actionId, version: actionVersion })
    : await loadAction(pluginId, actionId)
  if (!found) throw new AppError('NOT_FOUND', problem('plugins.actionMissing', { action: `${pluginId}/${actionId}` }))
  const { plugin, action } = found
  if (actionVersion > action.version)
    throw new AppError('INVALID_GRAPH', problem('plugins.actionNewer', { action: action.label }))
  if (outline.effect === 'read' && action.effect === 'write')
    throw new AppError('INVALID_GRAPH', problem('plugins.effectDiffers', { action: action.label }))
  const values =
    actionVersion < action.version && action.migrate ? action.migrate(actionVersion, settings.values) : settings.values
  return { plugin, action, connection, values, filledBy, mcpTool: found.mcpTool }
}

/** Fills in the values that edges provide, which a model cannot change. */
export function withInputs(opened: OpenedAction, inputs: JsonObject): OpenedAction {
  const { action, values, filledBy } = opened
  const entries = Object.entries(inputs).filter(
    ([name]) =>
      Object.hasOwn(action.input.shape, name) &&
      !isOwnStatement(action, name) &&
      (isWired(values[name]) || isEmpty(values[name])),
  )
  const fixed = entries.map(([name]): [string, FilledBy] => [name, 'author'])
  return {
    ...opened,
    values: { ...values, ...Object.fromEntries(entries) },
    filledBy: { ...filledBy, ...Object.fromEntries(fixed) },
  }
}
