import { listOf, objectOf, textOf } from '../fields'
import type { Rule, RuleContext } from './rule'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export const http: Rule = {
  targets: { http: 'http' },
  status: 'equivalent',
  gate: ({ http: id }) => `${id}.when`,
  leave: ({ http: id }) => `${id}.text`,
  tool: ({ http: id }) => `${id}.tool`,
  values: ({ http: id }) => ({ body: `${id}.text`, status_code: `${id}.status`, json: `${id}.json` }),
  build: (ctx) => {
    const { data } = ctx
    const method = textOf(data.method).toUpperCase()
    if (!METHODS.includes(method)) ctx.note('setting', `method ${method}`)
    const body = bodyOf(ctx)
    const headers = pairsOf(data.headers).filter(([name]) => /^[A-Za-z0-9-]{1,100}$/.test(name))
    const known = new Set(headers.map(([name]) => name.toLowerCase()))
    ctx.configure('http', {
      method: METHODS.includes(method) ? method : 'GET',
      url: withQuery(
        ctx.text(data.url),
        pairsOf(data.params).map(([name, value]) => [name, ctx.text(value)]),
      ),
      headers: [
        ...headers.map(([name, value]) => ({ name, value: ctx.text(value) })),
        ...(body.type && !known.has('content-type') ? [{ name: 'Content-Type', value: body.type }] : []),
      ].slice(0, 40),
      ...(body.text === null ? {} : { bodyKind: 'text', textBody: body.text }),
      // Dify passes the response on, whatever its status.
      failOnStatus: data.fails === true,
      toolDescription: textOf(data.toolDescription).slice(0, 1_000),
    })
    if (objectOf(data.authorization).type === 'api-key')
      ctx.note('credential', textOf(objectOf(objectOf(data.authorization).config).header) || 'Authorization')
  },
}

/** Lines of `name: value`, or a list of objects with key and value. */
function pairsOf(lines: unknown): [string, string][] {
  if (Array.isArray(lines))
    return lines.map(objectOf).map(({ key, value }): [string, string] => [textOf(key).trim(), textOf(value)])
  return textOf(lines)
    .split('\n')
    .flatMap((line): [string, string][] => {
      const colon = line.indexOf(':')
      return colon < 1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]]
    })
}

function withQuery(url: string, pairs: readonly [string, string][]): string {
  if (pairs.length === 0) return url
  // References stay readable; the HTTP node encodes their values itself.
  const encoded = (text: string) =>
    text
      .split(/(\{\{.*?\}\})/)
      .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
      .join('')
  const query = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}

/** The body as Dify sends it: text with inserted values, which are not encoded. */
function bodyOf(ctx: RuleContext): { type: string | null; text: string | null } {
  const { type, data } = objectOf(ctx.data.body)
  const items = listOf(data).map(objectOf)
  const rawBody = Array.isArray(data) ? items.map(({ value }) => textOf(value)).join('') : textOf(data)
  switch (type) {
    case 'json':
      return { type: 'application/json', text: ctx.text(rawBody) }
    case 'raw-text':
      return { type: 'text/plain', text: ctx.text(rawBody) }
    case 'x-www-form-urlencoded': {
      const pairs = Array.isArray(data)
        ? items.map(({ key, value }): [string, string] => [textOf(key), textOf(value)])
        : pairsOf(rawBody)
      return {
        type: 'application/x-www-form-urlencoded',
        text: withQuery(
          '',
          pairs.map(([name, value]) => [name, ctx.text(value)]),
        ).slice(1),
      }
    }
    case 'form-data':
    case 'binary':
      ctx.note('files', textOf(type))
      return { type: null, text: null }
    default:
      return { type: null, text: null }
  }
}
