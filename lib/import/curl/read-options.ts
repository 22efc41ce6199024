import { CurlFault } from './curl-fault'

export type BodyPart = { type: 'data' | 'urlencode' | 'json' | 'form'; text: string }

export interface CurlOptions {
  url: string | null
  method: string | null
  headers: string[]
  body: BodyPart[]
  user: string | null
  cookies: string[]
  /** `-G`: the data becomes the query. */
  isGet: boolean
}

const LONG: Readonly<Record<string, string>> = {
  X: '--request',
  H: '--header',
  d: '--data',
  F: '--form',
  u: '--user',
  b: '--cookie',
  G: '--get',
  A: '--user-agent',
  e: '--referer',
  o: '--output',
  O: '--remote-name',
  x: '--proxy',
  K: '--config',
  T: '--upload-file',
  I: '--head',
  k: '--insecure',
  m: '--max-time',
}
/** Options that change how curl shows the response, or ask for what Patchbay does anyway. */
const IGNORED = new Set(['--location', '--silent', '--show-error', '--include', '--verbose', '--compressed', '--fail'])
const IGNORED_LETTERS = 'LsSivf'
const IGNORED_WITH_VALUE = new Set(['--max-time', '--connect-timeout', '--retry', '--write-out'])

type Reader = (options: CurlOptions, value: string) => void

const READERS: Readonly<Record<string, Reader>> = {
  '--request': (options, value) => {
    options.method = value.toUpperCase()
  },
  '--url': (options, value) => {
    options.url ??= value
  },
  '--header': (options, value) => void options.headers.push(value),
  '--user-agent': (options, value) => void options.headers.push(`User-Agent: ${value}`),
  '--referer': (options, value) => void options.headers.push(`Referer: ${value}`),
  '--data': (options, value) => void options.body.push({ type: 'data', text: withoutFile(value) }),
  '--data-ascii': (options, value) => void options.body.push({ type: 'data', text: withoutFile(value) }),
  '--data-binary': (options, value) => void options.body.push({ type: 'data', text: withoutFile(value) }),
  '--data-raw': (options, value) => void options.body.push({ type: 'data', text: value }),
  '--data-urlencode': (options, value) =>
    void options.body.push({ type: 'urlencode', text: withoutEncodedFile(value) }),
  '--json': (options, value) => void options.body.push({ type: 'json', text: withoutFile(value) }),
  '--form': (options, value) => {
    const [, content = ''] = /^[^=]*=(.*)$/s.exec(value) ?? []
    if (/^[@<]/.test(content)) throw new CurlFault('file', value)
    options.body.push({ type: 'form', text: value })
  },
  '--form-string': (options, value) => void options.body.push({ type: 'form', text: value }),
  '--user': (options, value) => {
    options.user = value
  },
  '--cookie': (options, value) => {
    if (!value.includes('=')) throw new CurlFault('file', value)
    options.cookies.push(value)
  },
}

/** `@name` reads a file of the computer that runs the command. */
function withoutFile(value: string): string {
  if (value.startsWith('@')) throw new CurlFault('file', value.slice(0, 60))
  return value
}

/** Before the first `=`, `name@file` reads a file, too. */
function withoutEncodedFile(value: string): string {
  const at = value.indexOf('@')
  if (at !== -1 && !value.slice(0, at).includes('=')) throw new CurlFault('file', value.slice(0, 60))
  return value
}

/** @throws CurlFault that names the option which a request cannot have */
export function readOptions(words: readonly string[]): CurlOptions {
  const options: CurlOptions = {
    url: null,
    method: null,
    headers: [],
    body: [],
    user: null,
    cookies: [],
    isGet: false,
  }
  for (let at = 0; at < words.length; at += 1) at = readWord(options, words, at)
  return options
}

/** @returns the index of the last word that was read */
function readWord(options: CurlOptions, words: readonly string[], at: number): number {
  const word = words[at] ?? ''
  if (!word.startsWith('-') || word === '-') {
    options.url ??= word
    return at
  }
  const { name, attached } = nameOf(word)
  if (name === '--get') options.isGet = true
  if (name === null || name === '--get' || IGNORED.has(name)) return at
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!read && !IGNORED_WITH_VALUE.has(name)) throw new CurlFault('option', name)
  const value = attached ?? words[at + 1]
  if (value === undefined) throw new CurlFault('value-missing', name)
  read?.(options, value)
  return attached === null ? at + 1 : at
}

/** Reads `-XPOST`, `-sSL` and `--data=x` in one form. The name is null if the letters change nothing. */
function nameOf(word: string): { name: string | null; attached: string | null } {
  if (word.startsWith('--')) {
    const [, name = word, value = null] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(word) ?? []
    return { name, attached: value }
  }
  let letters = word.slice(1)
  while (letters !== '' && IGNORED_LETTERS.includes(letters[0] ?? '')) letters = letters.slice(1)
  if (letters === '') return { name: null, attached: null }
  const [letter = ''] = letters
  return { name: LONG[letter] ?? `-${letter}`, attached: letters.length > 1 ? letters.slice(1) : null }
}
