import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import type { FilledBy } from './action-config'
import { isEmpty, isWired } from './action-ports'
import { describeField } from './describe-field'
import type { OpenedAction } from './open-action'
import { isOwnStatement } from './own-statement'

/** Matches ^[a-zA-Z0-9_-]{1,64}$. Starts with the service, because services have actions of the same name. */
export function toolNameOf({ plugin, action }: Pick<OpenedAction, 'plugin' | 'action'>): string {
  return `${plugin.id}_${action.id}`.replaceAll('-', '_').slice(0, 64)
}

type Fields = Pick<OpenedAction, 'action' | 'values' | 'filledBy'>

/** JSON Schema of the fields that a model may fill. A field with a value of the author is optional. */
export function toolParameters(opened: Fields): JsonObject {
  const schema: JsonObject = JSON.parse(
    JSON.stringify(z.toJSONSchema(opened.action.input, { io: 'input', override: describeField })),
  )
  const own = Object.keys(opened.action.input.shape).filter((name) => isOpen(opened, name))
  const properties = isObject(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  return {
    type: 'object',
    properties: Object.fromEntries(own.flatMap((name) => (name in properties ? [[name, properties[name] ?? {}]] : []))),
    required: required.filter((name) => own.includes(String(name)) && isEmpty(opened.values[String(name)])),
    additionalProperties: false,
  }
}

/** The author's values, overridden by a model's arguments. @throws INVALID_INPUT for a field that a model may not fill */
export function toolInput(opened: OpenedAction, args: JsonObject): JsonObject {
  const closed = Object.keys(args).find((name) => !isOpen(opened, name))
  if (closed !== undefined) throw new AppError('INVALID_INPUT', problem('plugins.fieldUnknown', { name: closed }))
  const entries = Object.entries(args).filter(([, value]) => value !== null)
  return { ...opened.values, ...Object.fromEntries(entries) }
}

function isOpen({ action, filledBy }: Pick<Fields, 'action' | 'filledBy'>, name: string): boolean {
  if (isOwnStatement(action, name)) return false
  const field = Object.hasOwn(action.input.shape, name) ? action.input.shape[name] : undefined
  if (!(field instanceof z.ZodType)) return false
  const own: FilledBy = (Object.hasOwn(filledBy, name) ? filledBy[name] : undefined) ?? defaultFilledBy(field)
  return own === 'model' || own === 'either'
}

export const defaultFilledBy = (field: z.ZodType): FilledBy => fieldLayout(field).filledBy ?? 'either'

/** Omits values that an edge should have provided but did not. */
export function withoutWires(values: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isWired(value)))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
