import { z } from 'zod'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import type { ActionDefinition } from './action'
import { templateFields } from './execute/fill-template'
import { type PluginManifest, PluginManifestSchema } from './manifest-types'

/** Lists the faults of a plugin for its author. `npm run gen` fails with these messages. */
export function findPluginFaults(
  folder: string,
  plugin: PluginManifest,
  actions: readonly { file: string; action: ActionDefinition }[],
): string[] {
  const at = `lib/plugins/${folder}`
  const parsed = PluginManifestSchema.safeParse(plugin)
  const faults = parsed.success ? [] : [`${at}/manifest.ts: ${z.prettifyError(parsed.error)}`]
  if (plugin.id !== folder) faults.push(`${at}/manifest.ts: the id must be the name of the folder.`)
  const kinds = plugin.connections.map(({ id }) => id)
  faults.push(...repeated(kinds).map((id) => `${at}/manifest.ts: the connection kind “${id}” exists twice.`))
  if (actions.length === 0) faults.push(`${at}/actions: add an action.`)
  const ids = actions.map(({ action }) => action.id)
  faults.push(...repeated(ids).map((id) => `${at}/actions: the id “${id}” exists twice.`))
  return [
    ...faults,
    ...actions.flatMap(({ file, action }) => [
      ...findActionFaults(plugin, file, action).map((fault) => `${at}/actions/${file}.ts: ${fault}`),
    ]),
  ]
}

function findActionFaults(plugin: PluginManifest, file: string, action: ActionDefinition): string[] {
  const kinds = plugin.connections.map(({ id }) => id)
  return [
    ...(action.id === file ? [] : ['the id must be the name of the file.']),
    ...(action.request || action.run ? [] : ['an action needs a request or a run function.']),
    ...action.connections
      .filter((kind) => !kinds.includes(kind))
      .map((kind) => `there is no connection kind “${kind}”.`),
    ...Object.entries(action.input.shape).flatMap(([name, field]) => findFieldFaults(name, field)),
    ...findSchemaFaults('input', action.input),
    ...findSchemaFaults('output', action.output),
    ...findTemplateFaults(action),
    ...findScopeFaults(plugin, action),
  ]
}

function findFieldFaults(name: string, field: unknown): string[] {
  if (!(field instanceof z.ZodType)) return [`the field “${name}” is not a schema.`]
  return fieldLayout(field).label
    ? []
    : [`the field “${name}” needs a label: .meta(layout({ label: … })) as the last call.`]
}

function findSchemaFaults(side: string, schema: z.ZodType): string[] {
  try {
    z.toJSONSchema(schema, { io: 'input' })
    return []
  } catch (error) {
    return [`JSON Schema cannot express the ${side}: ${error instanceof Error ? error.message : ''}`]
  }
}

/** References to fields that do not exist, and optional fields in the path, where nothing could replace them. */
function findTemplateFaults({ request, input }: ActionDefinition): string[] {
  if (!request) return []
  const known = Object.keys(input.shape)
  const used = templateFields(JSON.stringify(request))
  const inPath = templateFields(request.path)
  const isOptional = (name: string) => {
    const field = input.shape[name]
    const parsed = field instanceof z.ZodType ? field.safeParse(undefined) : null
    return parsed?.success === true && parsed.data === undefined
  }
  return [
    ...used.filter((name) => !known.includes(name)).map((name) => `the request uses “${name}”, which is not a field.`),
    ...inPath.filter(isOptional).map((name) => `the path uses “${name}”, which is optional.`),
  ]
}

function findScopeFaults(
  { connections }: PluginManifest,
  { connections: usable, scopes = [] }: ActionDefinition,
): string[] {
  const oauth = connections.filter((kind) => usable.includes(kind.id)).filter((kind) => kind.kind === 'oauth2')
  return scopes
    .filter((scope) => oauth.some((kind) => !kind.scopes.includes(scope)))
    .map((scope) => `the manifest does not request the scope “${scope}”.`)
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
