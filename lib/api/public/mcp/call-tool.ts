import 'server-only'
import { type CallToolResult, McpError, type RequestId, ErrorCode as RpcCode } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiRequest, noteFailure } from '../public-handler'
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
  /** Aborts when the answer is no longer needed. */
  signal: AbortSignal
  onProgress: ((progress: number, message: string) => void) | null
}

/** Runs the app of the tool. Errors are returned as results, so that a model can react. */
export async function callTool(
  api: PublicApi,
  call: ApiRequest,
  scope: McpScope,
  toolCall: ToolCall,
): Promise<CallToolResult> {
  const app = (await scope.apps()).find((item) => toolName(item) === toolCall.name)
  if (!app) throw new McpError(RpcCode.InvalidParams, 'There is no such tool.')
  try {
    await scope.spend(app)
    return await run(api, call, { app, toolCall, start: toStart(call, scope, app, toolCall) })
  } catch (error) {
    call.caller.appId = app.appId
    noteFailure(api, call, error)
    const appError = asAppError(error)
    if (appError.code === 'INTERNAL') api.logFailure(error, { requestId: call.requestId, path: call.path })
    return failedResult(toPublicError(appError, call.requestId))
  }
}

const ChatId = z.string().regex(/^[\x21-\x7e]{1,200}$/)

function toStart(call: ApiRequest, scope: McpScope, app: PublishedApp, toolCall: ToolCall): StartPublicRun {
  const parsed = JsonObjectSchema.safeParse(toolCall.inputs)
  if (!parsed.success) throw new AppError('INVALID_INPUT', problem('mcp.argumentsNotJson'))
  const { [CONVERSATION]: conversation, ...others } = parsed.data
  const isChat = app.messageField !== null
  const chatId = isChat && conversation !== undefined ? ChatId.safeParse(conversation) : null
  if (chatId?.success === false)
    throw new AppError('INVALID_INPUT', problem('mcp.conversationInvalid', { name: CONVERSATION }))
  const { key } = scope
  const claim = claimOf(call.request, key, toolCall.requestId)
  return {
    app,
    origin: 'mcp',
    inputs: parseRunInputs(app, isChat ? others : parsed.data, MAX_API_TEXT),
    history: [],
    requestId: call.requestId,
    keyId: key.keyId,
    stream: toolCall.onProgress !== null,
    ...calledFor(scope, call.request),
    ...(chatId ? { chatId: chatId.data } : {}),
    ...(claim === null ? {} : { idempotencyKey: claim }),
  }
}

async function run(
  api: PublicApi,
  call: ApiRequest,
  { app, toolCall, start }: { app: PublishedApp; toolCall: ToolCall; start: StartPublicRun },
): Promise<CallToolResult> {
  const { backend } = api
  const release = await api.limiter.runs.enter(app.appId)
  try {
    const started = await backend.startRun(start)
    const { runId } = started
    const version = started.version ?? app.versionNumber
    const stop = () => void backend.cancel({ app, runId }).catch(() => undefined)
    // Disconnecting stops the run, since its answer cannot be fetched later.
    toolCall.signal.addEventListener('abort', stop)
    if (toolCall.signal.aborted) stop()
    return await follow(api, call, { app: { ...app, versionNumber: version }, runId, toolCall }).finally(() =>
      toolCall.signal.removeEventListener('abort', stop),
    )
  } finally {
    release()
  }
}

async function follow(
  api: PublicApi,
  { requestId }: ApiRequest,
  { app, runId, toolCall }: { app: PublishedApp; runId: string; toolCall: ToolCall },
): Promise<CallToolResult> {
  const report = reporter(toolCall)
  const run = { app, runId, requestId }
  const batches = deltasOf(api.backend.eventBatches({ ...run, afterSeq: 0, signal: toolCall.signal }))
  for await (const parts of batches) {
    for (const part of parts) {
      if (part.kind === 'text' || part.kind === 'replaced') report(part)
      // Delays end by themselves, but a connection should not wait for a person.
      if (part.kind === 'paused' && part.reason === 'approval' && (await isPaused(api, run)))
        return pausedResult(app, runId)
      if (part.kind === 'failed') return failedResult(part.error)
      if (part.kind === 'done') return toResult(app, { runId, ...part.result, answer: part.answer })
    }
  }
  throw new AppError('UNAVAILABLE', problem('mcp.runMovedOn'), { retryAfterSeconds: 5 })
}

/** A stream may replay a pause that has ended since. */
async function isPaused(api: PublicApi, run: { app: PublishedApp; runId: string; requestId: string }) {
  return (await api.backend.getRun(run))?.status === 'paused'
}

const REPORT_EVERY_MS = 200
const SHOWN_CHARACTERS = 160

/** Reports the progress of the answer, at most a few times per second. */
function reporter({ onProgress }: ToolCall) {
  let text = ''
  let progress = 0
  let lastMs = 0
  return (part: { kind: 'text' | 'replaced'; text: string }): void => {
    text = part.kind === 'replaced' ? part.text : text + part.text
    // The protocol requires increasing values, even if a new attempt has less text than the
    // previous one.
    progress += part.text.length
    const nowMs = Date.now()
    if (!onProgress || nowMs - lastMs < REPORT_EVERY_MS) return
    lastMs = nowMs
    onProgress(progress, text.slice(-SHOWN_CHARACTERS))
  }
}
