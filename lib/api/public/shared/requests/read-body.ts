import 'server-only'
import { isUtf8 } from 'node:buffer'
import type { z } from 'zod'
import { type $ZodIssue, toDotPath } from 'zod/v4/core'
import { isJsonInUtf8 } from '@/lib/api/http/content-type'
import { AppError } from '@/lib/core/app-error'
import { findJsonExcess } from '@/lib/core/json-size'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import type { ApiCall, CallRequest } from '../../public-handler'
import { bodyIssue, branchIssues } from './body-issue'
import { noteIgnored } from './note-ignored'

/**
 * Reads a strict JSON body. Compressed bodies are rejected: clients do not send them, and decoders
 * are an attack surface. @throws AppError UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, INVALID_JSON or
 * INVALID_INPUT.
 * @param parsePlain fast path for simple bodies, equivalent to the schema
 */
export async function readBody<T>(
  request: CallRequest,
  schema: z.ZodType<T>,
  maxBytes: number,
  parsePlain?: ParsePlain<T>,
): Promise<T> {
  return bodyOf(await readJsonBytes(request, maxBytes), schema, { parsePlain })
}

/** Reads the body of a visitor without a key, with a lower limit of values. @throws like `readBody` */
export async function readVisitorBody<T>(request: CallRequest, schema: z.ZodType<T>, maxBytes: number): Promise<T> {
  return bodyOf(await readJsonBytes(request, maxBytes), schema, { maxValues: MAX_VISITOR_VALUES })
}

/**
 * Reads a body of a compatible API. Unknown fields are ignored, as in the original servers, and
 * named in `x-patchbay-ignored`; schemas reject those that would change the meaning of the answer.
 * @returns the body with its size, for limits that depend on its content @throws like `readBody`
 */
export async function readCompatibleBody<T>(
  call: ApiCall,
  schema: z.ZodType<T>,
  maxBytes: number,
  parsePlain?: ParsePlain<T>,
): Promise<{ body: T; sizeBytes: number }> {
  const bytes = await readJsonBytes(call.request, maxBytes)
  const maxValues = call.caller.keyId === undefined ? MAX_VISITOR_VALUES : MAX_VALUES
  const body = bodyOf(bytes, schema, { parsePlain, maxValues, onIgnored: (name) => noteIgnored(call, name) })
  return { body, sizeBytes: bytes.byteLength }
}

type ParsePlain<T> = (value: unknown) => T | null

interface ReadOptions<T> {
  parsePlain?: ParsePlain<T> | undefined
  onIgnored?: (path: string) => void
  maxValues?: number
}

function bodyOf<T>(bytes: Uint8Array, schema: z.ZodType<T>, { parsePlain, onIgnored, maxValues }: ReadOptions<T>): T {
  const value = parseJsonBody(bytes, maxValues)
  return parsePlain?.(value) ?? parseBody(schema, value, onIgnored)
}

/** The raw body, for a signature over its bytes. @throws AppError UNSUPPORTED_MEDIA_TYPE or TOO_LARGE */
export function readJsonBytes(request: CallRequest, maxBytes: number): Promise<Uint8Array> {
  if (!isJsonInUtf8(request.headers.get('content-type')))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.notJsonMediaType'))
  return readBytes(request, maxBytes)
}

/** Enforces the limit independently of Content-Length. @throws AppError UNSUPPORTED_MEDIA_TYPE or TOO_LARGE */
export async function readBytes(request: CallRequest, maxBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding !== 'identity') throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.compressed'))
  const length = request.headers.get('content-length')
  if (Number(length ?? 0) > maxBytes) throw tooLarge(maxBytes)
  if (length === null) return readParts(request, maxBytes)
  // Node enforces the declared length, so such a body needs no stream.
  return limitBytes(await request.bytes(), maxBytes)
}

async function readParts(request: CallRequest, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function limitBytes(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes)
  return bytes
}

const tooLarge = (maxBytes: number) =>
  new AppError('TOO_LARGE', problem('request.bodyTooLarge', { kilobytes: Math.floor(maxBytes / 1024) }))

const MAX_DEPTH = 200
/** Maximum number of values in a body sent with a key, and in one of a visitor without a key. */
const MAX_VALUES = 50_000
const MAX_VISITOR_VALUES = 10_000
/** Maximum number of names in one object. */
const MAX_NAMES = 20_000
/** A value takes at least two bytes, so shorter texts hold fewer. */
const MIN_VALUE_BYTES = 2

/** @throws AppError INVALID_JSON, INVALID_INPUT or TOO_LARGE */
export function parseJsonBody(bytes: Uint8Array, maxValues: number = MAX_VALUES): unknown {
  if (bytes.byteLength > MIN_VALUE_BYTES * Math.min(maxValues, MAX_NAMES)) rejectExcess(bytes, maxValues)
  const value = parse(decodeUtf8(bytes))
  const flaw = findJsonFlaw(value, MAX_DEPTH, maxValues)
  if (flaw?.kind === 'too-many') throw tooManyValues(maxValues)
  if (flaw) throw new AppError('INVALID_INPUT', problem('request.nameNotAllowed', { path: flaw.path.slice(0, 200) }))
  return storable(value)
}

/**
 * The scan counts brackets as well as commas, so up to twice the number of values. @throws AppError
 * INVALID_INPUT or TOO_LARGE
 */
function rejectExcess(bytes: Uint8Array, maxValues: number): void {
  const excess = findJsonExcess(bytes, { values: 2 * maxValues, names: MAX_NAMES, depth: MAX_DEPTH })
  if (excess === 'depth') throw new AppError('INVALID_INPUT', problem('request.nestedTooDeeply'))
  if (excess === 'names') throw new AppError('TOO_LARGE', problem('request.tooManyNames', { max: MAX_NAMES }))
  if (excess === 'values') throw tooManyValues(maxValues)
}

const tooManyValues = (maxValues: number) =>
  new AppError('TOO_LARGE', problem('request.tooManyValues', { max: maxValues }))

/** Decodes like a strict `TextDecoder`, including a byte order mark, in half of its time. */
function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new AppError('INVALID_JSON', problem('request.notUtf8'))
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError(
      'INVALID_JSON',
      problem('request.invalidJson', { reason: cause instanceof Error ? cause.message : '' }),
      {
        cause,
      },
    )
  }
}

/** Unions report a variant's unknown fields only after its other problems, so one pass is not always enough. */
const MAX_PASSES = 4

/**
 * Parses an untrusted body. Null in an optional field counts as absent, since many clients
 * serialize unset fields as null. With `onIgnored`, unknown fields are dropped and reported by
 * path; without it they are errors. A valid body takes one pass without copying.
 * @param value modified in place: the caller has just parsed it from JSON
 * @throws AppError INVALID_INPUT
 */
export function parseBody<T>(schema: z.ZodType<T>, value: unknown, onIgnored?: (path: string) => void): T {
  for (let pass = 1; ; pass += 1) {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    if (pass === MAX_PASSES || !dropTolerated(value, parsed.error.issues, onIgnored)) throw bodyIssue(parsed.error)
  }
}

/** @returns whether anything was dropped */
function dropTolerated(value: unknown, issues: readonly $ZodIssue[], onIgnored?: (path: string) => void): boolean {
  let hasDropped = false
  for (const issue of issues.flatMap(branchIssues)) {
    if (issue.code === 'unrecognized_keys') {
      if (!onIgnored) continue
      for (const key of issue.keys) {
        hasDropped = dropField(value, [...issue.path, key]) || hasDropped
        onIgnored(toDotPath([...issue.path, key]))
      }
    } else if (issue.path.length > 0 && fieldAt(value, issue.path) === null) {
      hasDropped = dropField(value, issue.path) || hasDropped
    }
  }
  return hasDropped
}

function fieldAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (hasField(inner, key) ? Reflect.get(inner, key) : undefined), value)
}

function dropField(value: unknown, path: readonly PropertyKey[]): boolean {
  const parent = fieldAt(value, path.slice(0, -1))
  const key = path.at(-1)
  // List items cannot be absent.
  if (key === undefined || Array.isArray(parent) || !hasField(parent, key)) return false
  return Reflect.deleteProperty(parent, key)
}

const hasField = (value: unknown, key: PropertyKey): value is object =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
