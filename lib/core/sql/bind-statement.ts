import { type Json, JsonSchema } from '@/lib/core/json'
import { type SqlDialect, scanSql } from './scan-sql'

export interface BoundStatement {
  /** With `$1` or `?` in place of each inserted value. */
  text: string
  parameters: Json[]
}

/** Why a statement cannot be sent. */
type StatementFault = 'empty' | 'several' | 'quoted-value' | 'not-reading'

/** Statements that return rows. In a read-only transaction they cannot change data either. */
const READING = ['select', 'with', 'values', 'table', 'show', 'explain', 'describe', 'desc']
/** `SELECT … INTO OUTFILE` writes a file on the server even in a read-only transaction of MySQL. */
const WRITES_FILES = /\b(?:outfile|dumpfile)\b/i

/** Moves inserted values out of a statement. @returns a fault instead of a statement that cannot be sent */
export function bindStatement(
  statement: string,
  { dialect, isReadOnly }: { dialect: SqlDialect; isReadOnly: boolean },
): BoundStatement | StatementFault {
  const parts = scanSql(statement.replace(/[\s;]+$/, ''), dialect)
  if (parts.some(({ type, text }) => (type === 'text' || type === 'comment') && text.includes('\u0000')))
    return 'quoted-value'
  const code = parts.flatMap(({ type, text }) => (type === 'code' ? [text] : [])).join(' ')
  const [first] = /[a-z]+/i.exec(code) ?? []
  if (first === undefined) return 'empty'
  if (code.includes(';')) return 'several'
  if (isReadOnly && !onlyReads(first, code, parts)) return 'not-reading'
  const parameters: Json[] = []
  let text = ''
  for (const part of parts) {
    if (part.type === 'value') {
      const value = JsonSchema.safeParse(readJson(part.text.replaceAll('\u0000', '')))
      if (!value.success) return 'quoted-value'
      parameters.push(value.data)
      text += dialect === 'postgres' ? `$${parameters.length}` : '?'
    } else text += part.text
  }
  return { text, parameters }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function onlyReads(first: string, code: string, parts: ReturnType<typeof scanSql>): boolean {
  // MySQL executes comments of the form /*! … */.
  const hasHiddenCode = parts.some(({ type, text }) => type === 'comment' && /^\/\*M?!/i.test(text))
  return READING.includes(first.toLowerCase()) && !WRITES_FILES.test(code) && !hasHiddenCode
}
