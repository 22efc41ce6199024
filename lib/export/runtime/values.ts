export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

// Types, not interfaces, so that they count as JSON.
export type Message = {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export type Passage = {
  chunkId: string
  documentId: string
  documentName: string
  knowledgeBaseId: string
  headings: string[]
  text: string
  page: number | null
  start: number
  end: number
  vectorRank: number | null
  keywordRank: number | null
  score: number
}

export type Citation = {
  /** As it appears in the text: [1]. */
  number: number
  chunkId: string
  documentId: string
  documentName: string
  page: number | null
  start: number
  end: number
  quote: string
}

/** The result of an app. */
export interface Answer {
  text?: string
  citations?: Citation[]
  data?: Json
  /** Images and recordings, by path. */
  files?: { path: string; name: string; mediaType: string; sizeBytes: number }[]
}

/** Strings unchanged, passages and messages as readable text, the rest as JSON; undefined for skipped values. */
export function toText(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value)
  if (value.every(isPassage)) {
    return value.map((item, index) => `[${index + 1}] ${item.documentName}\n${item.text}`).join('\n\n')
  }
  if (value.every(isMessage)) return value.map((item) => `${item.role}: ${item.content}`).join('\n')
  return JSON.stringify(value)
}

export function toNumber(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw new Error(`A number is needed here, but got ${JSON.stringify(value)}.`)
}

export function toBoolean(value: unknown): boolean {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw new Error(`Yes or no is needed here, but got ${JSON.stringify(value)}.`)
}

/** A plain text becomes a user message. */
export function toMessages(value: unknown): Message[] {
  if (typeof value === 'string') return [{ role: 'user', content: value }]
  const items = Array.isArray(value) ? value : [value]
  if (items.every(isMessage)) return items
  throw new Error(`Messages are needed here, but got ${JSON.stringify(value).slice(0, 80)}.`)
}

export function toPassages(value: unknown): Passage[] {
  if (Array.isArray(value) && value.every(isPassage)) return value
  throw new Error(`Passages are needed here, but got ${JSON.stringify(value).slice(0, 80)}.`)
}

export function toCitations(value: unknown): Citation[] {
  const items = Array.isArray(value) ? value : []
  return items.filter((item): item is Citation => isObject(item) && typeof item.number === 'number')
}

/** Converts to JSON; drops what JSON cannot represent. */
export function toJson(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}

export function toList<T>(value: unknown, convert: (item: unknown) => T): T[] {
  return (Array.isArray(value) ? value : [value]).map(convert)
}

/** Converts a value that is present; undefined stays undefined. */
export function given<T>(value: unknown, convert: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : convert(value)
}

/** The first present value: branches not taken have none. */
export function firstOf<T>(...values: T[]): T | undefined {
  return values.find((value) => value !== undefined)
}

/** All present values, or undefined for none. */
export function allOf<T>(...values: (T | undefined)[]): T[] | undefined {
  const found = values.filter((value) => value !== undefined)
  return found.length === 0 ? undefined : found
}

/** A nested value, by own keys and list indexes. Undefined for skipped values. */
export function pick(value: unknown, ...path: string[]): Json | undefined {
  if (value === undefined) return undefined
  let current = toJson(value)
  for (const key of path) {
    const isContainer = typeof current === 'object' && current !== null && Object.hasOwn(current, key)
    if (!isContainer) throw new Error(`There is no value at “${path.join('.')}”.`)
    current = Reflect.get(Object(current), key)
  }
  return current
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isMessage(item: unknown): item is Message {
  if (!isObject(item)) return false
  return ['system', 'user', 'assistant'].includes(String(item.role)) && typeof item.content === 'string'
}

function isPassage(item: unknown): item is Passage {
  return isObject(item) && ['chunkId', 'documentName', 'text'].every((key) => typeof item[key] === 'string')
}

export function toObject(value: unknown): JsonObject {
  return isObject(value) ? JSON.parse(JSON.stringify(value)) : {}
}

/** A nested value, or null if the path does not exist. */
export function partOf(value: Json, ...path: string[]): Json {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return null
    current = Reflect.get(current, key)
  }
  return current
}
