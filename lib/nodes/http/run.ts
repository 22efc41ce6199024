import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import type { HttpResponse } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { secretHeaders } from '../shared/http/secret-headers'
import { readJsonAnswer } from '../shared/models/read-json-answer'
import type { HttpConfig } from './manifest'

export default defineNode<HttpConfig>({
  async run({ config, ctx }) {
    const url = readUrl(config.url)
    const body = bodyOf(config)
    const response = await ctx.ports.http.send({
      method: config.method,
      url: url.href,
      headers: await headersOf(config, url, ctx),
      ...(body === undefined ? {} : { body }),
      ...(config.connections.length === 0 ? {} : { connections: config.connections }),
      timeoutMs: config.timeoutSeconds * 1_000,
      signal: ctx.signal,
      ...(config.method === 'GET' ? {} : { idempotencyKey: ctx.idempotencyKey }),
    })
    if (config.failOnStatus && response.status >= 400) throw statusError(url.host, response)
    return outputsOf(response, isToolCall(ctx))
  },
})

/** `..` remains `..` when percent-encoded, and would leave the path that the author wrote. */
function readUrl(text: string): URL {
  const path = text.split(/[?#]/)[0] ?? ''
  const climbs = path.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part))
  if (climbs || !URL.canParse(text)) {
    throw new AppError('INVALID_INPUT', problem('nodes.httpAddressInvalid'))
  }
  return new URL(text)
}

async function headersOf(config: HttpConfig, url: URL, ctx: NodeContext): Promise<Record<string, string>> {
  const contentType = { none: null, json: 'application/json', text: 'text/plain; charset=utf-8' }[config.bodyKind]
  const own = config.headers.map(({ name, value }): [string, string] => [
    name.toLowerCase(),
    value.replace(/[\r\n\0]+/g, ' '),
  ])
  return {
    accept: 'application/json, text/*;q=0.9, */*;q=0.5',
    ...(contentType === null ? {} : { 'content-type': contentType }),
    ...Object.fromEntries(own),
    ...(await secretHeaders(config, url, ctx)),
  }
}

function bodyOf({ bodyKind, jsonBody, textBody }: HttpConfig): string | undefined {
  if (bodyKind === 'none') return undefined
  if (bodyKind === 'text') return textBody
  try {
    JSON.parse(jsonBody)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('nodes.bodyNotJson', { example: '{{name}}' }), { cause })
  }
  return jsonBody
}

/** A step outputs a JSON response as JSON and as text; a tool call returns it only as JSON. */
function outputsOf({ status, body }: HttpResponse, isForModel: boolean): JsonObject {
  const json: Json | undefined = /^\s*[[{]/.test(body) ? readJsonAnswer(body) : undefined
  if (json === undefined) return { text: body, status }
  return isForModel ? { json, status } : { json, text: body, status }
}

/** The path of a tool call is [agent, call, node]. */
function isToolCall({ path }: NodeContext): boolean {
  return path.at(-2)?.startsWith('call-') ?? false
}

function statusError(host: string, { status, headers, body }: HttpResponse): AppError {
  const hint = body.replace(/\s+/g, ' ').trim().slice(0, 200)
  const reason = hint === '' || hint.startsWith('<') ? 'none' : hint
  const answered = problem('nodes.httpStatus', { host, status, reason })
  const seconds = Number(headers['retry-after'])
  const retry = Number.isFinite(seconds) && headers['retry-after'] !== undefined ? { retryAfterSeconds: seconds } : {}
  if (status === 429) return new AppError('RATE_LIMITED', answered, retry)
  return new AppError(status >= 500 ? 'UNAVAILABLE' : 'TOOL_FAILED', answered, retry)
}
