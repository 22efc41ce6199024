import 'server-only'
import { z } from 'zod'
import { JsonSchema } from '@/lib/core/json'
import { addComments } from './add-comments'
import { schemaComments } from './contract-comments.gen'
import { namedSchemas } from './named-schemas.gen'
import type { SchemaNode } from './schema-node'
export type SchemaUse = 'input' | 'output'

/** Kinds that are worth a name; a named string would only hide its pattern. */
const NAMED = new Set(['object', 'union', 'enum', 'intersection', 'record'])
/** Formats that are more precise than zod's pattern for them. */
const FORMATS = new Set(['uuid', 'date-time', 'email', 'uri', 'date'])
const REFERENCE = '#/components/schemas/'

/**
 * Converts contracts to JSON Schema and collects the schemas that they name. A schema whose requests differ from its
 * responses, by defaults for example, gets two names.
 */
export function createSchemaComponents() {
  const names = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(namedSchemas))
    if (schema instanceof z.ZodType && NAMED.has(schema.def.type)) names.add(schema, { id })
  const found = { input: new Map<string, SchemaNode>(), output: new Map<string, SchemaNode>() }

  /** Converts a schema in place; the named schemas inside it become references. */
  function inline(schema: z.ZodType, use: SchemaUse, path: string): SchemaNode {
    const { $defs = {}, ...root } = toJsonSchema(schema, use, names)
    const ownName = root.$ref?.slice('#/$defs/'.length)
    for (const [name, node] of Object.entries($defs))
      if (name !== ownName && !found[use].has(name)) found[use].set(name, withoutId(node))
    const body = ownName === undefined ? root : addComments($defs[ownName] ?? {}, ownName)
    return addComments(withoutId(body), path)
  }

  return {
    inline,
    /** Converts a schema, to a reference if it has a name. */
    convert(schema: z.ZodType, use: SchemaUse, path: string): SchemaNode {
      const wrapped = inline(z.strictObject({ value: schema }), use, '').properties?.value
      return typeof wrapped === 'object' ? addComments(wrapped, path) : {}
    },
    /** All named schemas, and the given parts of the document with their references. */
    finish<Input, Output>(parts: {
      input: Input
      output: Output
    }): {
      schemas: Record<string, SchemaNode>
      input: Input
      output: Output
    } {
      const differing = differingNames(found)
      const inputName = (name: string) => (differing.has(name) ? `${name}Request` : name)
      const schemas = new Map<string, SchemaNode>()
      for (const [name, node] of found.output)
        schemas.set(
          name,
          rename(described(node, name), (other) => other),
        )
      for (const [name, node] of found.input) schemas.set(inputName(name), rename(described(node, name), inputName))
      return {
        schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
        input: rename(parts.input, inputName),
        output: rename(parts.output, (name) => name),
      }
    },
  }
}

export type SchemaComponents = ReturnType<typeof createSchemaComponents>

function toJsonSchema(schema: z.ZodType, io: SchemaUse, names: z.core.$ZodRegistry<{ id: string }>): SchemaNode {
  const anyJson: unknown = JsonSchema
  return z.toJSONSchema(schema, {
    io,
    metadata: names,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === anyJson) jsonSchema.$ref = `${REFERENCE}Json`
      if (typeof jsonSchema.format === 'string' && FORMATS.has(jsonSchema.format)) delete jsonSchema.pattern
      const { def } = zodSchema._zod
      // Normalization does not change the JSON type.
      if (io === 'output' && def.type === 'pipe' && def.out._zod.def.type === 'transform')
        Object.assign(jsonSchema, withoutId(z.toJSONSchema(def.in, { io: 'input', unrepresentable: 'any' })))
    },
  })
}

function withoutId({ $schema, $id, id, ...rest }: SchemaNode): SchemaNode {
  return rest
}

function described(node: SchemaNode, name: string): SchemaNode {
  const comment = schemaComments[name]
  return { ...(comment === undefined ? {} : { description: comment }), ...addComments(node, name) }
}

/** Names whose schema differs between requests and responses, directly or through a reference. */
function differingNames(found: Record<SchemaUse, Map<string, SchemaNode>>): Set<string> {
  const shared = [...found.input].filter(([name]) => found.output.has(name))
  const text = (node: SchemaNode | undefined) => JSON.stringify(node)
  const differing = new Set(
    shared.filter(([name, node]) => text(node) !== text(found.output.get(name))).map(([name]) => name),
  )
  for (let size = -1; size !== differing.size; ) {
    size = differing.size
    for (const [name, node] of shared)
      if ([...differing].some((other) => text(node).includes(`"#/$defs/${other}"`))) differing.add(name)
  }
  return differing
}

/** Points references to the components. */
function rename<T>(value: T, nameOf: (name: string) => string): T {
  return JSON.parse(JSON.stringify(value), (key, child: unknown) =>
    key === '$ref' && typeof child === 'string' && child.startsWith('#/$defs/')
      ? `${REFERENCE}${nameOf(child.slice('#/$defs/'.length))}`
      : child,
  )
}
