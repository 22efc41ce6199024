import { z } from 'zod'

/** The parts of an OpenAPI 3.1 document that the page shows. */
export interface Schema {
  $ref?: string | undefined
  type?: string | string[] | undefined
  title?: string | undefined
  description?: string | undefined
  format?: string | undefined
  pattern?: string | undefined
  enum?: unknown[] | undefined
  const?: unknown
  default?: unknown
  /** `false` allows no items beyond those of `prefixItems`. */
  items?: Schema | false | undefined
  /** The schemas of a tuple, by position. */
  prefixItems?: Schema[] | undefined
  properties?: Record<string, Schema> | undefined
  required?: string[] | undefined
  additionalProperties?: Schema | boolean | undefined
  anyOf?: Schema[] | undefined
  oneOf?: Schema[] | undefined
  allOf?: Schema[] | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  minLength?: number | undefined
  maxLength?: number | undefined
  minItems?: number | undefined
  maxItems?: number | undefined
}

/**
 * Checks only that a schema is an object: a page of 300 operations has thousands of schemas, and the tests validate
 * whole documents.
 */
const Schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null)

const Content = z.record(z.string(), z.object({ schema: Schema.optional(), example: z.unknown().optional() }))
const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: Schema.optional(),
})
const Response = z.object({
  $ref: z.string().optional(),
  description: z.string().optional(),
  content: Content.optional(),
})
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(z.union([z.object({ $ref: z.string() }), Parameter])).optional(),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), Response),
})

export const OpenApi = z.object({
  info: z.object({ title: z.string(), description: z.string().optional() }),
  servers: z.array(
    z.object({
      url: z.string(),
      variables: z.record(z.string(), z.object({ default: z.string() })).optional(),
    }),
  ),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    schemas: z.record(z.string(), Schema),
    parameters: z.record(z.string(), Parameter).optional(),
    responses: z.record(z.string(), Response).optional(),
    securitySchemes: z.record(z.string(), z.object({ type: z.string() })).optional(),
  }),
})
export type OpenApi = z.infer<typeof OpenApi>
export type Parameter = z.infer<typeof Parameter>
export type Content = z.infer<typeof Content>
type Operation = z.infer<typeof Operation>

export interface ListedOperation extends Omit<Operation, 'parameters'> {
  method: string
  path: string
  section: string
  parameters: Parameter[]
}

/** Lists operations in document order, with references to shared parameters resolved. */
export function operationsOf({ paths, components, info }: OpenApi): ListedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      section: operation.tags?.[0] ?? info.title,
      parameters: (operation.parameters ?? []).flatMap((parameter) => {
        if (!('$ref' in parameter)) return [parameter]
        const shared = components.parameters?.[refName(parameter.$ref)]
        return shared ? [shared] : []
      }),
    })),
  )
}

export const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

/** Follows a reference to a named schema. */
export function resolveSchema(schema: Schema, { components }: OpenApi): Schema {
  return schema.$ref === undefined ? schema : (components.schemas[refName(schema.$ref)] ?? {})
}

/** Whether the path, ID or texts of an operation contain every word of the query. */
export function matchesOperation(operation: ListedOperation, query: string): boolean {
  const { method, path, operationId, summary, description = '', section } = operation
  const text = `${method} ${path} ${operationId} ${summary} ${description} ${section}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The address of the server, with the variables of the document filled in. */
export function serverUrl({ servers: [server] }: OpenApi): string {
  if (!server) return ''
  return server.url.replaceAll(/\{(\w+)\}/g, (whole, name: string) => server.variables?.[name]?.default ?? whole)
}
