import { CurlFault } from './curl-fault'

/**
 * Splits a command as bash does, or as the Windows command prompt does where `^` quotes. Nothing is executed: whatever a
 * shell would replace is a fault.
 */
export function splitCommand(command: string): string[] {
  const text = /\^\s*\r?\n|\^["%&]/.test(command) ? fromCmd(command) : command.replace(/\\\r?\n/g, ' ')
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < text.length; ) {
    const letter = text[at] ?? ''
    if (/\s/.test(letter)) {
      if (word !== null) words.push(word)
      word = null
      at += 1
      continue
    }
    const [part, next] = readPart(text, at)
    word = (word ?? '') + part
    at = next
  }
  if (word !== null) words.push(word)
  return words
}

const fromCmd = (command: string): string => command.replace(/\^\s*\r?\n/g, ' ').replace(/\^(.)/g, '$1')

/** The text of one quoted part or letter, and where the next one starts. */
function readPart(text: string, at: number): [string, number] {
  const letter = text[at] ?? ''
  const next = text[at + 1] ?? ''
  if (letter === "'") return readSingle(text, at)
  if (letter === '"') return readDouble(text, at)
  if (letter === '$' && next === "'") return readAnsi(text, at)
  if (letter === '\\') return [next, at + 2]
  if (letter === '$' && next === '(') throw new CurlFault('substitution', '$(…)')
  if (letter === '`') throw new CurlFault('substitution', '`…`')
  if (letter === '$' && /[A-Za-z_{]/.test(next)) throw new CurlFault('substitution', text.slice(at, at + 20))
  if (/[|;<>&]/.test(letter)) throw new CurlFault('shell', letter)
  return [letter, at + 1]
}

function readSingle(text: string, start: number): [string, number] {
  const end = text.indexOf("'", start + 1)
  if (end === -1) throw new CurlFault('unclosed', "'")
  return [text.slice(start + 1, end), end + 1]
}

function readDouble(text: string, start: number): [string, number] {
  let value = ''
  for (let at = start + 1; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (letter === '"') return [value, at + 1]
    if (letter === '`') throw new CurlFault('substitution', '`…`')
    if (letter === '$' && /[A-Za-z_{(]/.test(next))
      throw new CurlFault('substitution', next === '(' ? '$(…)' : text.slice(at, at + 20))
    if (letter === '\\' && /["\\$`]/.test(next)) {
      value += next
      at += 1
    } else value += letter
  }
  throw new CurlFault('unclosed', '"')
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' }

/** `$'…'`, as browsers copy commands. */
function readAnsi(text: string, start: number): [string, number] {
  let value = ''
  for (let at = start + 2; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (letter === "'") return [value, at + 1]
    if (letter !== '\\') {
      value += letter
      continue
    }
    const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(text.slice(at + 1, at + 6))
    const next = text[at + 1] ?? ''
    value += code ? String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '0', 16)) : (ESCAPES[next] ?? next)
    at += code ? code[0].length : 1
  }
  throw new CurlFault('unclosed', "$'")
}
