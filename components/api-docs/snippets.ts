import { type ListedOperation, type OpenApi, serverUrl } from './open-api'
import { sampleOf } from './sample-of'

export const SNIPPET_LANGUAGES = ['curl', 'javascript', 'python'] as const
export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number]

interface Call {
  method: string
  url: string
  headers: [name: string, value: string][]
  /** The JSON body; undefined without one. */
  body: unknown
  isUpload: boolean
  result: 'json' | 'events' | 'file'
}

/** A sample request to copy. Words in capitals are placeholders. */
export function snippetOf(operation: ListedOperation, document: OpenApi, language: SnippetLanguage): string {
  const call = callOf(operation, document)
  return { curl, javascript, python }[language](call)
}

function callOf(operation: ListedOperation, document: OpenApi): Call {
  const { method, path, parameters, requestBody, responses } = operation
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(schema ?? {}, document)))}`)
  const base = serverUrl(document)
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => placeholder(name))
  const content = requestBody?.content ?? {}
  const json = content['application/json']
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return {
    method,
    url: `${base}${address}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: [...authorization(document, method, base), ...(json ? [JSON_TYPE] : [])],
    body: json ? (json.example ?? sampleOf(json.schema ?? {}, document)) : undefined,
    isUpload: 'multipart/form-data' in content,
    result: resultKind(Object.keys(success?.content ?? {})),
  }
}

function resultKind(mediaTypes: readonly string[]): Call['result'] {
  if (mediaTypes.length === 0 || mediaTypes.includes('application/json')) return 'json'
  return mediaTypes[0] === 'text/event-stream' ? 'events' : 'file'
}

const JSON_TYPE: [string, string] = ['Content-Type', 'application/json']

/** Studio operations need a session cookie, and writes also the origin. Public operations need an API key. */
function authorization({ components }: OpenApi, method: string, base: string): [string, string][] {
  const isStudio = Object.values(components.securitySchemes ?? {}).some(({ type }) => type === 'apiKey')
  if (!isStudio) return [['Authorization', 'Bearer YOUR_API_KEY']]
  const cookie: [string, string] = ['Cookie', 'patchbay.session_token=YOUR_SESSION']
  return method === 'GET' ? [cookie] : [cookie, ['Origin', base]]
}

/** `appId` → `APP_ID`. */
const placeholder = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

function curl({ method, url, headers, body, isUpload, result }: Call): string {
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
  return [
    `curl${result === 'events' ? ' -N' : ''}${method === 'GET' ? '' : ` -X ${method}`} ${quote(url)}`,
    ...headers.map(([name, value]) => `  -H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`  -d ${quote(JSON.stringify(body, null, 2))}`]),
    ...(isUpload ? ["  -F 'file=@FILE'"] : []),
    ...(result === 'file' ? ['  -OJ'] : []),
  ].join(' \\\n')
}

function javascript({ method, url, headers, body, isUpload, result }: Call): string {
  const lines = [
    ...(isUpload ? ['const form = new FormData()', "form.append('file', file)", ''] : []),
    `const response = await fetch(${JSON.stringify(url)}, {`,
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    '  headers: {',
    ...headers.map(([name, value]) => `    ${/^\w+$/.test(name) ? name : `'${name}'`}: ${JSON.stringify(value)},`),
    '  },',
    ...(body === undefined ? [] : [`  body: JSON.stringify(${indent(JSON.stringify(body, null, 2))}),`]),
    ...(isUpload ? ['  body: form,'] : []),
    '})',
    'if (!response.ok) throw new Error(await response.text())',
  ]
  const reading = {
    json: ['console.log(await response.json())'],
    events: [
      'for await (const text of response.body.pipeThrough(new TextDecoderStream())) {',
      '  console.log(text)',
      '}',
    ],
    file: ['const file = await response.blob()'],
  }[result]
  return [...lines, ...reading].join('\n')
}

function python({ method, url, headers, body, isUpload, result }: Call): string {
  const lines = [
    'import requests',
    '',
    `response = requests.request(`,
    `    "${method}",`,
    `    ${JSON.stringify(url)},`,
    '    headers={',
    ...headers
      .filter(([name]) => name !== JSON_TYPE[0])
      .map(([name, value]) => `        "${name}": ${JSON.stringify(value)},`),
    '    },',
    ...(body === undefined ? [] : [`    json=${pythonOf(body, 4)},`]),
    ...(isUpload ? ['    files={"file": open("FILE", "rb")},'] : []),
    ...(result === 'events' ? ['    stream=True,'] : []),
    ')',
    'response.raise_for_status()',
  ]
  const reading = {
    json: ['print(response.json())'],
    events: ['for line in response.iter_lines(decode_unicode=True):', '    print(line)'],
    file: ['data = response.content'],
  }[result]
  return [...lines, ...reading].join('\n')
}

const indent = (text: string) => text.replaceAll('\n', '\n  ')

/** A JSON value as a Python literal. */
function pythonOf(value: unknown, spaces: number): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const inner = ' '.repeat(spaces + 4)
  const isList = Array.isArray(value)
  const items = isList
    ? value.map((item) => pythonOf(item, spaces + 4))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${pythonOf(item, spaces + 4)}`)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  return items.length === 0
    ? `${open}${close}`
    : `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${' '.repeat(spaces)}${close}`
}
