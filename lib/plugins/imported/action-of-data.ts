import { z } from 'zod'
import { definedOnly } from '@/lib/core/defined-only'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'
import type { ActionDefinition } from '../action'
import type { ActionRequest } from '../action-request'
import type { PluginManifest } from '../manifest-types'
import type { ApiActionData, ApiManifest, FieldData, RequestData } from './api-data'
import { zodOfSchema } from './zod-of-schema'

/** An operation of an imported API as an action, as if it were written in lib/plugins. */
export function actionOfData(data: ApiActionData, version: number): ActionDefinition {
  const { id, label, description, tags, effect, connections, scopes, fields, outputs, request } = data
  const picked = outputs.flatMap(({ id: name, pointer }) => (pointer === undefined ? [] : [[name, pointer]]))
  const shared = {
    id,
    version,
    label,
    description,
    synonyms: tags,
    connections,
    scopes,
    input: z.strictObject(Object.fromEntries(fields.map((field) => [field.id, inputOf(field)]))),
    // Services often deviate from their documents, so outputs are passed on unchecked.
    output: z.object(Object.fromEntries(outputs.map((output) => [output.id, z.unknown().optional()]))),
    request: requestOf(request),
    pick: Object.fromEntries(picked),
    ...(outputs.some((output) => output.id === WHOLE) ? { modelOutput: WHOLE } : {}),
  }
  return effect === 'read' ? { ...shared, effect } : { ...shared, effect, idempotency: 'none' }
}

function requestOf({ method, path, response, ...parts }: RequestData): ActionRequest {
  return { method, path, response, ...definedOnly(parts) }
}

/** The output with the whole response. */
export const WHOLE = 'response'

export function manifestOfApi({ docsUrl, ...manifest }: ApiManifest): PluginManifest {
  return { ...manifest, docsUrl, categories: ['development'], synonyms: ['openapi', 'api'] }
}

function inputOf({ label, help, required, advanced, schema }: FieldData): z.ZodType {
  const usesJsonInput =
    ['json', 'object', 'file'].includes(schema.type) || (schema.type === 'array' && schema.items.type !== 'string')
  const hints: FieldLayout = {
    label,
    references: true,
    filledBy: 'either',
    ...(help === undefined ? {} : { help }),
    ...(advanced ? { advanced } : {}),
    ...(usesJsonInput ? { input: 'json' } : {}),
  }
  const value = zodOfSchema(schema)
  return (required ? value : value.optional()).meta(layout(hints))
}
