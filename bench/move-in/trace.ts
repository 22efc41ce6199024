import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '@/lib/core/json'

/** The behavior of a run that must be the same in the other builder and in Patchbay. */
export interface Trace {
  /** Calls of models, in order: the messages of each, or the text of an extraction. */
  calls: string[]
  requests: string[]
  text: string
}

export interface Message {
  role: string
  text: string
}

/** A flow that runs from its file, by the documented semantics of its builder. */
export interface SourceRun {
  readonly isChat: boolean
  /** The inputs of a run with this message. */
  inputs(message: string): JsonObject
  run(values: JsonObject): Promise<Trace>
}

/** The text of the only passage that every search finds. */
export const FOUND = 'A passage about the question.'

export function show(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

/** The echo model: the same messages give the same answer, in any builder. */
export function echo(messages: readonly { role: string; text: string }[]): string {
  const all = describeMessages(messages)
  if (/as a JSON object with two fields/.test(all)) return JSON.stringify({ Prompt: digest(all), Response: 'Yes' })
  return `echo ${digest(all)} of ${messages.at(-1)?.text.trim().slice(0, 40) ?? ''}`
}

/** Messages without spaces at their ends, since builders differ there without an effect. Empty ones are left out. */
export const describeMessages = (messages: readonly { role: string; text: string }[]): string =>
  messages
    .filter(({ text }) => text.trim() !== '')
    .map(({ role, text }) => `${role}: ${text.trim()}`)
    .join('\n')

/** Values for a schema, from the text that they are extracted from. */
export function echoFields(properties: Readonly<Record<string, string>>, text: string): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, type]) => [name, echoValue(type, name, text)]))
}

function echoValue(type: string, name: string, text: string): Json {
  if (type === 'number' || type === 'integer') return digest(text).charCodeAt(0)
  if (type === 'boolean') return true
  const [, keys] = /^array\[object:(.+)\]$/.exec(type) ?? []
  if (keys !== undefined)
    return [1, 2].map((at) => Object.fromEntries(keys.split(',').map((key) => [key, `${key}${at}`])))
  if (type.startsWith('array') && type.includes('object'))
    return [1, 2].map((at) => ({ name: `${name}${at}`, content: 'c' }))
  if (type.startsWith('array')) return [`${name}1`, `${name}2`]
  if (type === 'object') return { name }
  return `${name} ${digest(text.trim())}`
}

/** The class that the scripted classifier selects. */
export const classOf = (text: string, count: number): number =>
  Number.parseInt(digest(text.trim()).slice(0, 4), 16) % count
