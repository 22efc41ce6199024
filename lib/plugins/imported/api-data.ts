import { z } from 'zod'
import { DATA_KINDS } from '@/lib/graph/ports'
import { ConnectionKindSchema } from '../connection-kinds'
import { PluginManifestSchema } from '../manifest-types'
import { ValueSchema } from './value-schema'

/** Fields and outputs of one operation. */
export const MAX_FIELDS = 250

const FieldId = z.string().regex(/^[a-zA-Z]\w{0,63}$/)
const Label = z.string().min(1).max(120)

const FieldData = z.strictObject({
  id: FieldId,
  label: Label,
  help: z.string().max(400).optional(),
  required: z.boolean(),
  advanced: z.boolean().optional(),
  schema: ValueSchema,
})
export type FieldData = z.infer<typeof FieldData>

const OutputData = z.strictObject({
  id: FieldId,
  label: Label,
  kind: z.enum(DATA_KINDS),
  /** JSON Pointer into the response; empty for the whole response. Absent if the response is text or a file. */
  pointer: z.string().max(300).optional(),
})
export type OutputData = z.infer<typeof OutputData>

const Template = z.string().max(4_000)
const Templates = z.record(z.string().max(300), Template)
export const LIST_STYLES = ['comma', 'space', 'pipe', 'brackets'] as const

const RequestData = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/').max(2_000),
  query: Templates.optional(),
  headers: Templates.optional(),
  cookies: Templates.optional(),
  styles: z.record(z.string().max(300), z.enum(LIST_STYLES)).optional(),
  body: z
    .union([
      z.strictObject({ json: z.json() }),
      z.strictObject({ form: Templates }),
      z.strictObject({ multipart: Templates }),
      z.strictObject({ raw: Template, contentType: z.string().max(200) }),
      z.strictObject({ file: Template, contentType: z.string().max(200) }),
    ])
    .optional(),
  response: z.enum(['json', 'text', 'file', 'none']),
})
export type RequestData = z.infer<typeof RequestData>

/** An operation of an imported API: the declarative part of an action, as data. */
export const ApiActionData = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,79}$/),
  /** Method and path in the document, which identify the operation across imports. */
  operation: z.string().max(2_010),
  label: Label,
  description: z.string().max(1_000),
  tags: z.array(z.string().max(120)).max(20),
  effect: z.enum(['read', 'write']),
  connections: z.array(z.string().max(40)).min(1).max(20),
  scopes: z.array(z.string().max(300)).max(200),
  fields: z.array(FieldData).max(MAX_FIELDS),
  outputs: z.array(OutputData).max(MAX_FIELDS),
  request: RequestData,
})
export type ApiActionData = z.infer<typeof ApiActionData>

/** Data shared by all operations of an imported API. */
export const ApiManifest = PluginManifestSchema.pick({
  id: true,
  label: true,
  description: true,
  docsUrl: true,
  baseUrl: true,
  hosts: true,
}).extend({ connections: z.array(ConnectionKindSchema).min(1).max(20), docsUrl: z.string().max(2_000) })
export type ApiManifest = z.infer<typeof ApiManifest>
