import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TextResponse } from '@/lib/api/http/light-response'
import { newId } from '@/lib/core/new-id'
import { DirectRequest } from './direct-request'
import { startRun } from './native/mount-native'
import { completeChat } from './openai/mount-openai'
import { toOpenAiError } from './openai/openai-shapes'
import type { PublicApi } from './public-api'
import { type ApiCall, answerCall } from './public-handler'
import { answerKeyed } from './shared/access/keyed-app'

/** @returns whether it handles the call; the path has no query */
export type FastPath = (path: string, incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/** Matches unescaped addresses; the router handles escaped ones and all other routes. */
const RUNS = /^\/api\/v1\/apps\/([a-z0-9@-]{1,91})\/runs$/
const COMPLETIONS = '/api/openai/v1/chat/completions'

/**
 * Fast path for the two most frequent API calls, from the socket to the handler and back. The
 * router would reach the same handlers, but routing and `Request` objects take a tenth of the
 * process's time per call.
 */
export function fastPath(api: PublicApi): FastPath {
  const start = startRun(api)
  const complete = completeChat(api)
  return (path, incoming, outgoing) => {
    if (incoming.method !== 'POST') return false
    const slug = RUNS.exec(path)?.[1]
    if (slug === undefined && path !== COMPLETIONS) return false
    const call = callFrom(path, incoming, outgoing)
    const answer =
      slug === undefined
        ? answerCall(api, call, complete, toOpenAiError)
        : answerCall(api, call, () => answerKeyed(api, call, slug, start))
    void send(answer, incoming, outgoing).catch((error: unknown) => {
      // Logs the error without the request, which contains the key.
      api.logFailure(error, { requestId: call.requestId, path })
      outgoing.destroy()
    })
    return true
  }
}

function callFrom(path: string, incoming: IncomingMessage, outgoing: ServerResponse): ApiCall {
  return {
    request: new DirectRequest(incoming, outgoing),
    path,
    socketAddress: incoming.socket.remoteAddress ?? '',
    requestId: newId(),
    rate: null,
    lease: null,
    version: null,
    caller: {},
    ignored: null,
  }
}

/** Time for which a caller may continue sending after the response. */
const UNREAD_MS = 500

async function send(answer: Promise<TextResponse>, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await answer
  response.sendTo(outgoing)
  if (incoming.complete) return
  // The end of the response may be much later for a stream.
  outgoing.once('close', () => endUnread(incoming))
}

/** The body has usually arrived already. A timer per stream would retain the stream for its duration. */
function endUnread(incoming: IncomingMessage): void {
  if (incoming.complete) return
  setTimeout(() => incoming.complete || incoming.socket.destroySoon(), UNREAD_MS).unref()
}
