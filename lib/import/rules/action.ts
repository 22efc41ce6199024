import type { JsonObject } from '@/lib/core/json'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import type { ActionSummary, PluginSummary } from '@/lib/plugins/catalog-types'
import { objectOf, textOf } from '../fields'
import { never, nowhere } from './never'
import type { Data, Rule, RuleContext } from './rule'

interface Found {
  plugin: PluginSummary
  action: ActionSummary
}

/** The action that the data of a step names. */
function actionOf({ plugin: pluginId, action: actionId }: Data): Found | null {
  const plugin = pluginCatalog.find(({ id }) => id === textOf(pluginId))
  const action = plugin?.actions.find(({ id }) => id === textOf(actionId))
  return plugin && action ? { plugin, action } : null
}

/** Whether the action exists and has outputs, and all fields that an author fills in have a value. */
export function isComplete(data: Data): boolean {
  const values = objectOf(data.values)
  const { fields = [], outputs = [] } = actionOf(data)?.action ?? {}
  return (
    outputs.length > 0 &&
    fields.every(({ id, required, filledBy }) => !required || filledBy !== 'author' || values[id] !== undefined)
  )
}

/** An action of an integration. Its first output is also given as text. */
export const action: Rule = {
  targets: { action: 'action', text: 'template' },
  status: 'partial',
  gate: ({ action: id }) => `${id}.when`,
  leave: ({ action: id, text }, handle) => (handle === 'error' ? `${id}.error` : `${text}.text`),
  values: ({ action: id, text }, data) => {
    const outputs = actionOf(data)?.action.outputs ?? []
    const own = Object.fromEntries(outputs.map((output) => [output.id, `${id}.${output.id}`]))
    const first = `${id}.${outputs[0]?.id}`
    return { ...own, json: first, result: first, text: `${text}.text` }
  },
  build: (ctx) => {
    buildAction(ctx)
    ctx.configure('text', { text: `{{${ctx.ids.action}.${actionOf(ctx.data)?.action.outputs[0]?.id}}}` })
  },
}

/** An action that an agent calls. */
export const actionTool: Rule = {
  targets: { action: 'action' },
  status: 'partial',
  gate: nowhere,
  leave: nowhere,
  tool: ({ action: id }) => `${id}.tool`,
  values: never,
  build: buildAction,
}

function buildAction(ctx: RuleContext): void {
  const found = actionOf(ctx.data)
  if (!found) return
  const values: JsonObject = {}
  for (const [field, value] of Object.entries(objectOf(ctx.data.values))) {
    const ref = Array.isArray(value) ? ctx.ref(value) : null
    if (ref !== null) ctx.feed(ref, `${ctx.ids.action}.${field}`)
    values[field] = ref !== null ? { $wired: true } : typeof value === 'string' ? ctx.text(value) : value
  }
  ctx.configure('action', {
    ...actionConfig(found.plugin, found.action),
    values,
    toolDescription: textOf(ctx.data.toolDescription).slice(0, 1_000),
  })
  if (found.action.needsConnection) ctx.note('connection', found.plugin.label)
  const instead = textOf(ctx.data.instead)
  if (instead !== '') ctx.note('service', instead)
}
