import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { ModelReply } from './reply'

const Request = z.looseObject({ stream: z.boolean().optional() })

/** An OpenAI-compatible server that gives scripted replies. */
export async function startFakeOpenAi() {
  let replies: ModelReply[] = []
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    requests.push(body)
    if (request.url?.endsWith('/images/generations')) return sendJson(response, { data: [{ b64_json: PIXEL }] })
    if (request.url?.endsWith('/audio/speech'))
      return void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3')
    const index = replies.findIndex(
      ({ when }) => when === undefined || body.includes(JSON.stringify(when).slice(1, -1)),
    )
    const [reply] = index < 0 ? [] : replies.splice(index, 1)
    if (!reply) return sendJson(response, { error: { message: `No reply fits: ${body}` } }, 400)
    if (Request.parse(JSON.parse(body)).stream) sendStream(response, reply)
    else
      sendJson(response, {
        ...HEAD,
        choices: [{ index: 0, message: messageOf(reply), finish_reason: endOf(reply) }],
        usage,
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    script: (next: readonly ModelReply[]) => {
      replies = [...next]
      requests.length = 0
    },
    requests,
    /** Replies that no request used. */
    left: () => replies.length,
    close: () => server.close(),
  }
}

const HEAD = { id: 'chat-1', object: 'chat.completion', created: 1_764_500_000, model: 'fake' }
const usage = { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 }
/** A PNG of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const textOf = ({ text, json }: ModelReply): string => text ?? (json === undefined ? '' : JSON.stringify(json))
const endOf = ({ calls }: ModelReply): string => (calls ? 'tool_calls' : 'stop')

function callsOf({ calls = [] }: ModelReply) {
  return calls.map(({ name, arguments: args }, index) => ({
    index,
    id: `call-${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))
}

function messageOf(reply: ModelReply) {
  return { role: 'assistant', content: textOf(reply), ...(reply.calls ? { tool_calls: callsOf(reply) } : {}) }
}

function sendJson(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

function sendStream(response: ServerResponse, reply: ModelReply): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish_reason: string | null = null) =>
    response.write(`data: ${JSON.stringify({ ...HEAD, choices: [{ index: 0, delta, finish_reason }] })}\n\n`)
  send(messageOf(reply))
  send({}, endOf(reply))
  response.write(`data: ${JSON.stringify({ ...HEAD, choices: [], usage })}\n\n`)
  response.end('data: [DONE]\n\n')
}
