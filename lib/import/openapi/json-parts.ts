import type { Json, JsonObject } from '@/lib/core/json'

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
export const textsOf = (value: Json | undefined): string[] => listOf(value).filter((item) => typeof item === 'string')

/** Text without HTML tags and Markdown links, on one line. */
export function plainText(text: string, max: number): string {
  const plain = text
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/\[([^\]]{0,200})\]\([^)]{0,500}\)/g, '$1')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return plain.length <= max ? plain : `${plain.slice(0, max - 1).trimEnd()}…`
}
