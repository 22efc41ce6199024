import { isReservedKey } from '@/lib/core/reserved-keys'
import type { ParsedDocument, PropertyValue } from '../parsed-document'

const MAX_FIELDS = 50

/** Reads the plain fields of YAML front matter: texts, numbers, booleans and lists of texts. Skips nested ones. */
export function readFrontMatter(source: string): ParsedDocument['properties'] {
  const fields: ParsedDocument['properties'] = {}
  const lines = source.split('\n')
  for (const [index, line] of lines.entries()) {
    const [, name = '', rest = ''] = /^([\p{L}_][\p{L}\p{N}_ -]{0,59}):(?:\s+(.*))?$/u.exec(line) ?? []
    if (!name || isReservedKey(name) || Object.keys(fields).length >= MAX_FIELDS) continue
    const value = rest.trim() === '' ? listBelow(lines, index + 1) : readValue(rest.trim())
    if (value !== undefined) fields[name.trim()] = value
  }
  return fields
}

function listBelow(lines: readonly string[], from: number): string[] | undefined {
  const items: string[] = []
  for (const line of lines.slice(from)) {
    const item = /^\s*-\s+(.+)$/.exec(line)?.[1]
    if (item === undefined) break
    items.push(unquoted(item.trim()))
  }
  return items.length > 0 ? items.slice(0, 50) : undefined
}

function readValue(text: string): PropertyValue | undefined {
  if (/^[|>{&*]/.test(text)) return undefined
  const list = /^\[(.*)\]$/.exec(text)?.[1]
  if (list !== undefined)
    return list
      .split(',')
      .map((item) => unquoted(item.trim()))
      .filter(Boolean)
      .slice(0, 50)
  const plain = text.replace(/\s+#.*$/, '')
  if (/^-?\d+(?:\.\d+)?$/.test(plain)) return Number(plain)
  if (/^(?:true|false)$/i.test(plain)) return plain.toLowerCase() === 'true'
  return unquoted(plain).slice(0, 500)
}

function unquoted(text: string): string {
  return (
    /^"(.*)"$|^'(.*)'$/
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined) ?? text
  )
}
