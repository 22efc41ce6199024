import 'server-only'
import { type CallToolResult, McpError, type RequestId, ErrorCode as RpcCode } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import { type FaceRequest, noteFailure } from '../public-handler'
import { deltasOf } from '../shared/responses/answer-deltas'
import { asAppError, toPublicError } from '../shared/responses/public-error'
import { calledFor, type McpScope, toolName } from './mcp-scope'
import { claimOf } from './session'
import { CONVERSATION } from './to-tool'
import { failedResult, pausedResult, toResult } from './tool-results'

interface ToolCall {
  name: string
  inputs: Record<string, unknown>
  requestId: RequestId
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
  onProgress: ((progress: number, message: string) => void) | null
}

/** Runs the app that the tool stands for. What goes wrong is said as a result, so that a model can do better. */
export async function callTool(
  faces: PublicFaces,
  face: FaceRequest,
  scope: McpScope,
  call: ToolCall,
): Promise<CallToolResult> {
  const app = (await scope.apps()).find((one) => toolName(one) === call.name)
  if (!app) throw new McpError(RpcCode.InvalidParams, 'There is no such tool.')
  try {
    await scope.spend(app)
    return await run(faces, face, { app, call, start: toStart(face, scope, app, call) })
  } catch (error) {
    face.caller.appId = app.appId
    noteFailure(faces, face, error)
    const known = asAppError(error)
    if (known.code === 'INTERNAL') faces.logFailure(error, { requestId: face.requestId, path: face.path })
    return failedResult(toPublicError(known, face.requestId))
  }
}

const ChatId = z.string().regex(/^[\x21-\x7e]{1,200}$/)

function toStart(face: FaceRequest, scope: McpScope, app: PublishedApp, call: ToolCall): StartPublicRun {
  const given = JsonObjectSchema.safeParse(call.inputs)
  if (!given.success) throw new AppError('INVALID_INPUT', 'The arguments are not plain JSON.')
  const { [CONVERSATION]: conversation, ...others } = given.data
  const isChat = app.messageField !== null
  const chatId = isChat && conversation !== undefined ? ChatId.safeParse(conversation) : null
  if (chatId?.success === false)
    throw new AppError('INVALID_INPUT', `${CONVERSATION} must be 1 to 200 visible ASCII characters without spaces.`)
  const { key } = scope
  const claim = claimOf(face.request, key, call.requestId)
  return {
    app,
    origin: 'mcp',
    inputs: parseRunInputs(app, isChat ? others : given.data, MAX_API_TEXT),
    history: [],
    requestId: face.requestId,
    keyId: key.keyId,
    stream: call.onProgress !== null,
    ...calledFor(scope, face.request),
    ...(chatId ? { chatId: chatId.data } : {}),
    ...(claim === null ? {} : { idempotencyKey: claim }),
  }
}

async function run(
  faces: PublicFaces,
  face: FaceRequest,
  { app, call, start }: { app: PublishedApp; call: ToolCall; start: StartPublicRun },
): Promise<CallToolResult> {
  const { backend } = faces
  const release = await faces.limiter.runs.enter(app.appId)
  try {
    const started = await backend.startRun(start)
    const { runId } = started
    const version = started.version ?? app.versionNumber
    const stop = () => void backend.cancel({ app, runId }).catch(() => undefined)
    // Nobody can ask for this answer again, so a caller that leaves stops the run.
    call.signal.addEventListener('abort', stop)
    if (call.signal.aborted) stop()
    return await follow(faces, face, { app: { ...app, versionNumber: version }, runId, call }).finally(() =>
      call.signal.removeEventListener('abort', stop),
    )
  } finally {
    release()
  }
}

async function follow(
  faces: PublicFaces,
  { requestId }: FaceRequest,
  { app, runId, call }: { app: PublishedApp; runId: string; call: ToolCall },
): Promise<CallToolResult> {
  const report = reporter(call)
  const run = { app, runId, requestId }
  const batches = deltasOf(faces.backend.eventBatches({ ...run, afterSeq: 0, signal: call.signal }))
  for await (const parts of batches) {
    for (const part of parts) {
      if (part.kind === 'text' || part.kind === 'replaced') report(part)
      // A delay passes by itself; for a person nobody should keep a line open.
      if (part.kind === 'paused' && part.reason === 'approval' && (await isPaused(faces, run)))
        return pausedResult(app, runId)
      if (part.kind === 'failed') return failedResult(part.error)
      if (part.kind === 'done') return toResult(app, { runId, ...part.result, answer: part.answer })
    }
  }
  throw new AppError('UNAVAILABLE', 'The run did not end here. Call again in a moment.', { retryAfterSeconds: 5 })
}

/** The pause that a reader meets may be long over. */
async function isPaused(faces: PublicFaces, run: { app: PublishedApp; runId: string; requestId: string }) {
  return (await faces.backend.getRun(run))?.status === 'paused'
}

const REPORT_EVERY_MS = 200
const SHOWN_CHARACTERS = 160

/** How far the answer is, at most a few times a second. */
function reporter({ onProgress }: ToolCall) {
  let text = ''
  let progress = 0
  let lastMs = 0
  return (part: { kind: 'text' | 'replaced'; text: string }): void => {
    text = part.kind === 'replaced' ? part.text : text + part.text
    // The protocol wants it to grow, also where a new attempt has less text than the one before.
    progress += part.text.length
    const nowMs = Date.now()
    if (!onProgress || nowMs - lastMs < REPORT_EVERY_MS) return
    lastMs = nowMs
    onProgress(progress, text.slice(-SHOWN_CHARACTERS))
  }
}
