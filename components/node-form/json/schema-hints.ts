import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import type { Json, JsonObject } from '@/lib/core/json'

interface JsonPlace {
  /** Keys and indexes to the value. */
  path: string[]
  /** Whether a property name is being written, not a value. */
  isKey: boolean
  /** Names that the surrounding object already has. */
  used: string[]
  from: number
}

/** Property names and enum values that a JSON Schema allows at the cursor. */
export function completeJson(context: CompletionContext, schema: JsonObject): CompletionResult | null {
  const place = placeAt(context.state, context.pos)
  if (!place || (!context.explicit && place.from === context.pos)) return null
  const schemaOfPlace = schemaAt(schema, place.path)
  const options = place.isKey ? keyOptions(schemaOfPlace, place.used) : valueOptions(schemaOfPlace)
  return options.length > 0 ? { from: place.from, options, validFor: /^"?[\w$-]*"?$/ } : null
}

/** Follows properties, items and local references. */
export function schemaAt(root: JsonObject, path: readonly string[]): JsonObject {
  let schema: Json = root
  for (const key of path) {
    const now = resolve(schema, root)
    const properties: Json = now.properties ?? null
    const named = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
    schema = named ?? (/^\d+$/.test(key) ? now.items : now.additionalProperties) ?? {}
  }
  return resolve(schema, root)
}

function resolve(schema: Json, root: JsonObject): JsonObject {
  if (!isObject(schema)) return {}
  if (typeof schema.$ref !== 'string') return schema
  // Local references only, by their path from the root.
  const parts = schema.$ref.split('/').slice(1)
  let target: Json = root
  for (const part of parts) target = isObject(target) ? (target[part] ?? {}) : {}
  return isObject(target) && typeof target.$ref !== 'string' ? target : {}
}

function keyOptions({ properties, required }: JsonObject, used: readonly string[]): Completion[] {
  if (!properties || !isObject(properties)) return []
  const needed = Array.isArray(required) ? required : []
  return Object.entries(properties)
    .filter(([key]) => !used.includes(key))
    .map(([key, schema]) => ({
      label: `"${key}"`,
      type: 'property',
      detail: typeText(schema),
      boost: needed.includes(key) ? 1 : 0,
      ...(isObject(schema) && typeof schema.description === 'string' ? { info: schema.description } : {}),
    }))
}

function valueOptions(schema: JsonObject): Completion[] {
  const values = Array.isArray(schema.enum) ? schema.enum : schema.type === 'boolean' ? [true, false] : []
  return values.map((value) => ({ label: JSON.stringify(value), type: 'constant' }))
}

function typeText(schema: Json | undefined): string {
  if (schema === undefined || !isObject(schema)) return ''
  return Array.isArray(schema.type) ? schema.type.join(' | ') : typeof schema.type === 'string' ? schema.type : ''
}

function placeAt(state: EditorState, position: number): JsonPlace | null {
  const at = syntaxTree(state).resolveInner(position, -1)
  const text = (node: SyntaxNode) => state.doc.sliceString(node.from, node.to)
  const isWord = ['PropertyName', 'String', 'True', 'False', 'Null', 'Number', '⚠'].includes(at.name)
  const from = isWord && at.from < position ? at.from : position
  const isName = at.name === 'PropertyName'
  const holder = nearest(isName ? (at.parent?.parent ?? null) : isWord ? at.parent : at)
  if (!holder) return null
  const isKey = isName || (holder.name === 'Object' && !isAfterColon(state, holder, from))
  const path = [...pathOf(holder, text), ...(isKey ? [] : ownKey(holder, from, text))]
  const used = isKey ? keysOf(holder, text).filter(({ from: start }) => start !== from) : []
  return { path, isKey, used: used.map(({ key }) => key), from }
}

function nearest(node: SyntaxNode | null): SyntaxNode | null {
  let now = node
  while (now && !['Object', 'Array', 'Property'].includes(now.name)) now = now.parent
  return now
}

/** `{ "a": | }`: a value is expected. */
function isAfterColon(state: EditorState, object: SyntaxNode, from: number): boolean {
  return /:\s*$/.test(state.doc.sliceString(object.from, from))
}

/** The key or index of the value at the cursor, inside its holder. */
function ownKey(holder: SyntaxNode, from: number, text: (node: SyntaxNode) => string): string[] {
  if (holder.name === 'Property') return keyOf(holder, text)
  if (holder.name === 'Array') return ['0']
  const before = holder
    .getChildren('Property')
    .filter((property) => property.from < from)
    .at(-1)
  return before ? keyOf(before, text) : []
}

function pathOf(holder: SyntaxNode, text: (node: SyntaxNode) => string): string[] {
  const path: string[] = []
  for (let node = holder.parent; node; node = node.parent) {
    if (node.name === 'Property') path.unshift(...keyOf(node, text))
    if (node.name === 'Array') path.unshift('0')
  }
  return path
}

function keysOf(object: SyntaxNode, text: (node: SyntaxNode) => string): { key: string; from: number }[] {
  return object.getChildren('Property').flatMap((property) => {
    const [key] = keyOf(property, text)
    return key === undefined ? [] : [{ key, from: property.from }]
  })
}

function keyOf(property: SyntaxNode, text: (node: SyntaxNode) => string): string[] {
  const name = property.getChild('PropertyName')
  return name ? [text(name).replace(/^"|"$/g, '')] : []
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
