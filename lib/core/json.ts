import { z } from 'zod'
import { valueProblem } from '@/lib/messages/problems/value-problem'
import { AppError } from './app-error'
import { checkJson } from './check-json'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/**
 * Any JSON. Zod's own `z.json()` recurses and tries six types per value, which takes a second for a
 * message-sized input; this visits each value once. Drops `__proto__` keys.
 */
export const JsonSchema: z.ZodType<Json> = z.unknown().check((payload) => {
  const found = checkJson(payload.value)
  if (found === 'prototype') payload.value = withoutPrototypes(payload.value)
  else if (found === 'invalid')
    payload.issues.push({ code: 'custom', message: 'Invalid input', input: payload.value, path: [] })
}) as z.ZodType<Json>
export const JsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), JsonSchema)

/** Removes `__proto__` keys. They are rare, so a JSON round trip is fast enough. */
const withoutPrototypes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, child) => (name === '__proto__' ? undefined : child))

/** Parses untrusted text. @throws AppError INVALID_JSON with the parser's position, or INVALID_INPUT. */
export function parseJson<T>(schema: z.ZodType<T>, text: string): T {
  return parseValue(schema, readJson(text))
}

/** Parses untrusted text without validation. @throws AppError INVALID_JSON with the parser's position */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError(
      'INVALID_JSON',
      valueProblem('values.invalidJson', { reason: cause instanceof Error ? cause.message : '' }),
      {
        cause,
      },
    )
  }
}

const schemaProblem = (error: z.ZodError) => valueProblem('values.schemaIssues', { issues: z.prettifyError(error) })

/** Validates an untrusted value. @throws AppError INVALID_INPUT */
export function parseValue<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success)
    throw new AppError('INVALID_INPUT', schemaProblem(parsed.error), { details: parsed.error.issues })
  return parsed.data
}
