import { MARK } from './sql-value'

export type SqlDialect = 'postgres' | 'mysql'

interface SqlPart {
  type: 'code' | 'text' | 'comment' | 'value'
  text: string
}

/** Splits a statement into code, quoted text and names, comments and inserted values. Nothing is interpreted. */
export function scanSql(statement: string, dialect: SqlDialect): SqlPart[] {
  const parts: SqlPart[] = []
  let at = 0
  let codeFrom = 0
  const flush = () => {
    if (at > codeFrom) parts.push({ type: 'code', text: statement.slice(codeFrom, at) })
  }
  while (at < statement.length) {
    const found = tokenAt(statement, at, dialect)
    if (found === null) {
      at += 1
      continue
    }
    flush()
    parts.push({ type: found.type, text: statement.slice(at, found.end) })
    at = found.end
    codeFrom = at
  }
  flush()
  return parts
}

interface Token {
  type: SqlPart['type']
  end: number
}

function tokenAt(text: string, at: number, dialect: SqlDialect): Token | null {
  const two = text.slice(at, at + 2)
  const [one = ''] = two
  if (one === MARK) return { type: 'value', end: indexAfter(text, MARK, at + 1) }
  if (two === '--' || (one === '#' && dialect === 'mysql')) return { type: 'comment', end: indexAfter(text, '\n', at) }
  if (two === '/*') return { type: 'comment', end: endOfComment(text, at, dialect === 'postgres') }
  if (one === "'") return { type: 'text', end: endOfQuoted(text, at, dialect === 'mysql' || isEscapeString(text, at)) }
  if (one === '"') return { type: 'text', end: endOfQuoted(text, at, dialect === 'mysql') }
  if (one === '`' && dialect === 'mysql') return { type: 'text', end: endOfQuoted(text, at, false) }
  return one === '$' && dialect === 'postgres' ? dollarQuoted(text, at) : null
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

/** A doubled quote does not end the text, and where escapes apply, neither does one after a backslash. */
function endOfQuoted(text: string, start: number, hasEscapes: boolean): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at += 1) {
    if (hasEscapes && text[at] === '\\') at += 1
    else if (text[at] === quote && text[at + 1] === quote) at += 1
    else if (text[at] === quote) return at + 1
  }
  return text.length
}

/** Whether the quote at `index` starts a string `E'…'`, in which backslashes escape. */
const isEscapeString = (text: string, index: number): boolean =>
  /(?:^|[^\p{L}\p{N}_$])[eE]$/u.test(text.slice(0, index))

/** `$$…$$` or `$tag$…$tag$`; elsewhere `$` starts the number of a parameter. */
function dollarQuoted(text: string, at: number): Token | null {
  if (/[\p{L}\p{N}_]$/u.test(text.slice(0, at))) return null
  const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 70))?.[0]
  return tag === undefined ? null : { type: 'text', end: indexAfter(text, tag, at + tag.length) }
}
