import { MARK } from './sql-value'

export type SqlDialect = 'postgres' | 'mysql'

interface SqlPart {
  type: 'code' | 'text' | 'comment' | 'value'
  text: string
}

/** Splits a statement into code, quoted text and names, comments and inserted values. Nothing is interpreted. */
export function scanSql(statement: string, dialect: SqlDialect): SqlPart[] {
  const parts: SqlPart[] = []
  let index = 0
  let codeFrom = 0
  const flush = () => {
    if (index > codeFrom) parts.push({ type: 'code', text: statement.slice(codeFrom, index) })
  }
  while (index < statement.length) {
    const found = tokenAt(statement, index, dialect)
    if (found === null) {
      index += 1
      continue
    }
    flush()
    parts.push({ type: found.type, text: statement.slice(index, found.end) })
    index = found.end
    codeFrom = index
  }
  flush()
  return parts
}

interface Token {
  type: SqlPart['type']
  end: number
}

function tokenAt(text: string, index: number, dialect: SqlDialect): Token | null {
  const two = text.slice(index, index + 2)
  const [one = ''] = two
  if (one === MARK) return { type: 'value', end: indexAfter(text, MARK, index + 1) }
  if (two === '--' || (one === '#' && dialect === 'mysql'))
    return { type: 'comment', end: indexAfter(text, '\n', index) }
  if (two === '/*') return { type: 'comment', end: endOfComment(text, index, dialect === 'postgres') }
  if (one === "'")
    return { type: 'text', end: endOfQuoted(text, index, dialect === 'mysql' || isEscapeString(text, index)) }
  if (one === '"') return { type: 'text', end: endOfQuoted(text, index, dialect === 'mysql') }
  if (one === '`' && dialect === 'mysql') return { type: 'text', end: endOfQuoted(text, index, false) }
  return one === '$' && dialect === 'postgres' ? dollarQuoted(text, index) : null
}

function indexAfter(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from)
  return found === -1 ? text.length : found + end.length
}

/** PostgreSQL's comments may be nested. */
function endOfComment(text: string, start: number, isNested: boolean): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const two = text.slice(at, at + 2)
    if (two === '/*' && (isNested || depth === 0)) {
      depth += 1
      at += 1
    } else if (two === '*/') {
      depth -= 1
      at += 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

/**
 * A doubled quote does not end the text. Where escapes apply, a quote after a backslash does not end it
 * either.
 */
function endOfQuoted(text: string, start: number, hasEscapes: boolean): number {
  const quote = text[start]
  for (let position = start + 1; position < text.length; position += 1) {
    if (hasEscapes && text[position] === '\\') position += 1
    else if (text[position] === quote && text[position + 1] === quote) position += 1
    else if (text[position] === quote) return position + 1
  }
  return text.length
}

/** Whether the quote at `index` starts a string `E'…'`, in which backslashes escape. */
const isEscapeString = (text: string, index: number): boolean =>
  /(?:^|[^\p{L}\p{N}_$])[eE]$/u.test(text.slice(0, index))

/** `$$…$$` or `$tag$…$tag$`; elsewhere `$` starts the number of a parameter. */
function dollarQuoted(text: string, index: number): Token | null {
  if (/[\p{L}\p{N}_]$/u.test(text.slice(0, index))) return null
  const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(index, index + 70))?.[0]
  return tag === undefined ? null : { type: 'text', end: indexAfter(text, tag, index + tag.length) }
}
