import 'server-only'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import type { Json, JsonObject } from '@/lib/core/json'
import { pluginOfServer } from '@/lib/graph/api-prefix'
import type { ApiActionData, ApiManifest, FieldData } from '@/lib/plugins/imported/api-data'
import type { ValueSchema } from '@/lib/plugins/imported/value-schema'
import type { McpServerRow } from './server-row'

const NONE = { id: 'none', label: 'None', kind: 'none' } as const

/** A saved server in the form of an imported API, so that its tools are actions. */
export function manifestOfServer({ id, name }: Pick<McpServerRow, 'id' | 'name'>): ApiManifest {
  const texts = { label: name.slice(0, 60), description: `Tools of the MCP server “${name}”.`.slice(0, 200) }
  return { ...texts, id: pluginOfServer(id), docsUrl: '', baseUrl: '', hosts: [], connections: [NONE] }
}

/** The approved tools as actions, each with its name on the server as `operation`. */
export function actionsOfServer({ approved }: Pick<McpServerRow, 'approved'>): ApiActionData[] {
  const used = new Set<string>()
  return approved.map((tool) => {
    const id = freeId(tool.name, used)
    used.add(id)
    return actionOfTool(id, tool)
  })
}

function actionOfTool(id: string, { name, title, description, inputSchema }: McpTool): ApiActionData {
  return {
    id,
    operation: name,
    label: (title ?? name).slice(0, 120),
    description: description.slice(0, 1_000),
    tags: [],
    // The server's claim that a tool only reads is not trusted.
    effect: 'write',
    connections: [NONE.id],
    scopes: [],
    fields: fieldsOf(inputSchema),
    outputs: [
      { id: 'text', label: 'Text', kind: 'text' },
      { id: 'data', label: 'Data', kind: 'json' },
    ],
    request: { method: 'POST', path: '/', response: 'text' },
  }
}

function freeId(name: string, used: ReadonlySet<string>): string {
  const plain = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const base = (/^[a-z]/.test(plain) ? plain : `tool-${plain}`).slice(0, 70)
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!used.has(id)) return id
  }
}

const FIELD_ID = /^[a-zA-Z]\w{0,63}$/

/** One field per property; if the property names are not valid as field ids, a single field for all arguments. */
function fieldsOf({ properties, required }: JsonObject): FieldData[] {
  const entries = Object.entries(isObject(properties) ? properties : {})
  const names = Array.isArray(required) ? required : []
  if (entries.length > 100 || entries.some(([name]) => !FIELD_ID.test(name))) return [ALL_ARGUMENTS]
  return entries.map(([name, schema]): FieldData => {
    const { title, description } = isObject(schema) ? schema : {}
    return {
      id: name,
      label: typeof title === 'string' && title !== '' ? title.slice(0, 120) : name,
      ...(typeof description === 'string' && description !== '' ? { help: description.slice(0, 400) } : {}),
      required: names.includes(name),
      schema: valueSchema(schema),
    }
  })
}

/** The id of the field whose value is the object of all arguments. */
export const ARGUMENTS_FIELD = 'allArguments'
const ALL_ARGUMENTS: FieldData = { id: ARGUMENTS_FIELD, label: 'Arguments', required: true, schema: { type: 'json' } }

function valueSchema(schema: Json): ValueSchema {
  if (!isObject(schema)) return { type: 'json' }
  const { type, enum: options } = schema
  if (type === 'string' && Array.isArray(options)) {
    const texts = options.filter((option) => typeof option === 'string' && option.length <= 1_000)
    return texts.length > 0 && texts.length <= 500 ? { type, enum: texts.map(String) } : { type }
  }
  if (type === 'string' || type === 'boolean') return { type }
  if (type === 'number' || type === 'integer') return { type }
  if (type === 'array' && isObject(schema.items) && typeof schema.items.type === 'string') {
    const items = valueSchema(schema.items)
    return items.type === 'json' ? { type: 'json' } : { type, items }
  }
  return { type: 'json' }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
