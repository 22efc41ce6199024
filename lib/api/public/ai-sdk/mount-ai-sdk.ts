import 'server-only'
import type { Hono } from 'hono'
import { sseResponse } from '@/lib/api/http/sse'
import { AiSdkBody, type AiSdkMessage } from '@/lib/contracts/ai-sdk'
import { MAX_PICTURE_BODY_BYTES } from '@/lib/contracts/file-limits'
import { MAX_API_TEXT, MAX_CHAT_BODY_BYTES, MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { mapped } from '@/lib/core/iterables/mapped-items'
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { takesFiles } from '@/lib/services/apps/input-fields'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { endUserOf, findRun, namedBy } from '../shared/access/end-user'
import { leasedByKey } from '../shared/access/key-lease'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { readCompatibleBody } from '../shared/requests/read-body'
import { type Attachment, storeAttachments } from '../shared/requests/store-attachments'
import { deltasOf } from '../shared/responses/answer-deltas'
import { AnswerRestarted } from '../shared/responses/answer-restarted'
import { asAppError, notFound } from '../shared/responses/public-error'
import { noteVersion, runHeaders } from '../shared/responses/run-stream'
import { acquireSlot } from '../shared/runs/acquire-slot'
import { aiSdkEvents, errorText, hasText } from './ai-sdk-chunks'

/** Mounts the API for `useChat` of the AI SDK: a UI message stream, found by the chat's id after a reload. */
export function mountAiSdk(router: Hono, api: PublicApi, base: string): void {
  router.post(`${base}/ai-sdk`, keyedApp(api, send(api)))
  // URL where the SDK's transport looks for a stream to resume.
  router.get(`${base}/ai-sdk/:chatId/stream`, keyedApp(api, follow(api)))
}

function send(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    const { body } = await readCompatibleBody(
      call,
      AiSdkBody,
      takesFiles(app) ? MAX_PICTURE_BODY_BYTES : MAX_CHAT_BODY_BYTES,
    )
    const start = await callOf(api, call, { app, key, body })
    return acquireSlot(api, { appId: app.appId, streams: true }, async (release, onStarted) => {
      const started = await api.backend.startRun(start)
      onStarted(started)
      return stream(api, call, { ...started, app: noteVersion(call, app, started), release })
    })
  }
}

async function callOf(
  api: PublicApi,
  call: ApiRequest,
  { app, key, body }: { app: PublishedApp; key: CallerKey; body: AiSdkBody },
): Promise<StartPublicRun> {
  if (app.messageField === null)
    throw new AppError('INVALID_INPUT', problem('publicApi.namedInputsOnly', { slug: app.slug }))
  const messages = body.messages.filter(({ role }) => role !== 'system')
  const last = messages.at(-1)
  if (last?.role !== 'user') throw new AppError('INVALID_INPUT', problem('publicApi.lastMessageNotFromUser'))
  const endUser = endUserOf(call.request)
  const earlierFiles = messages.slice(0, -1).flatMap(filesOf)
  const files = [...earlierFiles.filter(({ kind }) => kind === 'document'), ...filesOf(last)]
  const { attached, sameFiles } = await storeAttachments(api, { app, endUser, files })
  const text = { [app.messageField]: textOf(last) }
  return {
    app,
    origin: 'api',
    inputs: parseRunInputs(app, { ...text, ...attached }, MAX_API_TEXT),
    sameRequest: { ...text, sameFiles },
    history: parseHistory(messages.slice(0, -1).flatMap(toTurn).slice(-MAX_HISTORY_TURNS)),
    requestId: call.requestId,
    keyId: key.keyId,
    chatId: body.id,
    // A regenerated answer is not part of the history.
    hasOwnHistory: body.trigger === 'regenerate-message',
    ...namedBy(call.request, endUser),
    ...idempotencyKeyOf(call.request, { app, key, endUser }),
  }
}

function toTurn(message: AiSdkMessage): PublicChatTurn[] {
  const content = textOf(message)
  if (content.length > MAX_API_TEXT)
    throw new AppError('TOO_LARGE', problem('publicApi.messageTooLong', { max: MAX_API_TEXT }))
  return message.role === 'system' || content === '' ? [] : [{ role: message.role, content }]
}

function textOf({ parts }: AiSdkMessage): string {
  return parts.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : [])).join('\n')
}

function filesOf({ role, parts }: AiSdkMessage): Attachment[] {
  if (role !== 'user') return []
  return parts.flatMap(({ type, url = '', mediaType = '', filename }): Attachment[] => {
    if (type !== 'file') return []
    const declared = mediaType || url.slice('data:'.length)
    if (declared.startsWith('image/')) return [{ kind: 'picture', url }]
    return [{ kind: declared.startsWith('audio/') ? 'recording' : 'document', url, fileName: filename }]
  })
}

function follow(api: PublicApi): AppHandler {
  return async (call, app) => {
    const chatId = call.param('chatId')
    if (!/^[\x21-\x7e]{1,200}$/.test(chatId)) throw notFound()
    const last = await api.backend.lastRunOfChat({ app, endUser: endUserOf(call.request), chatId })
    // The SDK's signal for: no stream to resume.
    if (!last || !isMissed(last)) return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
    const { runId, version } = await findRun(api, call, app, last.runId)
    return stream(api, call, {
      app: noteVersion(call, app, { version }),
      runId,
      version,
      replayed: false,
      release: () => {},
      after: lastEventId(call.request),
    })
  }
}

const KEPT_MS = 24 * 3_600_000

/**
 * Whether the client lacks a part of the answer. It may have disconnected before the end; a client that read
 * everything would show it twice.
 */
function isMissed({ endedAt, isRead }: { endedAt: Date | null; isRead: boolean }): boolean {
  return endedAt === null || (!isRead && Date.now() - endedAt.getTime() < KEPT_MS)
}

function lastEventId(request: Request): number {
  const id = request.headers.get('last-event-id') ?? ''
  return /^\d{1,9}$/.test(id) ? Number(id) : 0
}

interface Followed {
  app: PublishedApp
  runId: string
  replayed: boolean
  /** Differs from the live version for a canary. */
  version?: number | undefined
  release: () => void
  after?: number
}

/** Disconnecting does not stop the run: the client may reconnect for the rest, or cancel the run by its id. */
function stream(api: PublicApi, call: ApiRequest, followed: Followed): Response {
  const { app, runId, replayed, release, after = 0 } = followed
  const { requestId, path } = call
  let isWhole = false
  const onEnd = () => {
    release()
    if (isWhole) api.backend.noteRead({ app, runId }).catch((error) => api.logFailure(error, { requestId, path }))
  }
  const source = (signal: AbortSignal) => {
    const batches = api.backend.eventBatches({ app, runId, afterSeq: 0, holdsStaleText: true, requestId, signal })
    const parts = mapped(deltasOf(batches, { isResumed: hasText(after) }), (together) => {
      isWhole ||= together.some(({ kind }) => kind === 'done' || kind === 'failed')
      return together
    })
    return aiSdkEvents({ runId, version: followed.version ?? app.versionNumber }, parts, after)
  }
  return sseResponse(source, {
    headers: { ...runHeaders({ runId, replayed }), 'x-vercel-ai-ui-message-stream': 'v1' },
    ...leasedByKey(call, onEnd),
    onError: (error) => {
      if (error instanceof AnswerRestarted)
        return { data: { type: 'error', errorText: `${error.message} (request ${requestId})` } }
      api.logFailure(error, { requestId, path })
      const { code, message } = asAppError(error)
      return { data: { type: 'error', errorText: errorText({ code, message, requestId }) } }
    },
  })
}
