import 'server-only'
import { MAX_API_TEXT, MAX_CHAT_MESSAGE, MAX_FORM_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { publicStatus } from '../../http/error-status'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import type { StoredAttachments } from '../shared/requests/store-attachments'
import { typedValues } from '../shared/requests/typed-values'
import { answerText } from '../shared/responses/answer-deltas'
import { finishRun, noteVersion, runHeaders } from '../shared/responses/run-stream'
import { acquireSlot } from '../shared/runs/acquire-slot'
import { holdStream } from '../shared/runs/hold-stream'
import { type FlowiseCaller, type FlowiseHandler, flowiseFailure } from './flowise-app'
import { type FlowiseBody, historyOf, isStreaming } from './flowise-body'
import { chatQuestion, questionText, toAction } from './flowise-question'
import { toMetadata, toSourceDocuments } from './flowise-shapes'
import type { Prediction } from './prediction'
import { preparePrediction } from './prepare-prediction'
import { resumeChat } from './resume-chat'
import { streamPrediction } from './stream-prediction'

/** Flowise's main call: a question or a form, with or without files, answered as JSON or as a stream. */
export function predict(api: PublicApi): FlowiseHandler {
  return async (call, caller) => {
    const { app } = caller
    const { body, stored, recordingHash, chatId, endUser } = await preparePrediction(api, call, caller)
    const { humanInput } = body
    if (humanInput) {
      const resume = () => resumeChat(api, { app, chatId, endUser, humanInput })
      return answered(api, call, { body, caller, app, chatId, endUser }, resume)
    }
    const start = callOf(call, caller, { body, recordingHash, chatId, endUser, ...stored })
    return answered(api, call, { body, caller, app, chatId, endUser }, async () => {
      const started = await api.backend.startRun({ ...start, stream: isStreaming(body) })
      return { ...started, app: noteVersion(call, app, started) }
    })
  }
}

interface Answering {
  body: FlowiseBody
  caller: FlowiseCaller
  app: PublishedApp
  chatId: string
  endUser: string | null
}

/** Holds a slot of the app while the run is followed. A visitor's stream also holds one of the visitor's address. */
function answered(
  api: PublicApi,
  call: ApiRequest,
  { body, caller, ...about }: Answering,
  begin: () => Promise<Pick<Prediction, 'runId'> & Partial<Prediction>>,
): Promise<Response> {
  const streams = isStreaming(body)
  const followInSlot = (leave: () => void) =>
    acquireSlot(api, { appId: about.app.appId, streams }, async (release, onStarted) => {
      const run = { ...about, replayed: false, question: body.question ?? '', release, leave, ...(await begin()) }
      onStarted(run)
      return streams ? streamPrediction(api, call, run) : answer(api, call, run)
    })
  return streams && caller.key === null ? holdStream(api, call, followInSlot) : followInSlot(() => {})
}

interface PredictionRequest extends StoredAttachments {
  body: FlowiseBody
  /** Hash of the recording that the question was transcribed from. */
  recordingHash: string | null
  chatId: string
  endUser: string | null
}

function callOf(
  call: ApiRequest,
  { app, key }: FlowiseCaller,
  { body, recordingHash, chatId, endUser, attached, sameFiles }: PredictionRequest,
): StartPublicRun {
  const isChat = app.messageField !== null
  const values = inputsOf({ app, key }, body)
  const maxText = key === null ? (isChat ? MAX_CHAT_MESSAGE : MAX_FORM_TEXT) : MAX_API_TEXT
  return {
    app,
    origin: 'flowise',
    inputs: parseRunInputs(app, { ...values, ...attached }, maxText),
    sameRequest: {
      ...(recordingHash === null ? values : inputsOf({ app, key }, { ...body, question: recordingHash })),
      sameFiles,
    },
    history: isChat ? parseHistory(historyOf(body)) : [],
    requestId: call.requestId,
    // Idempotency keys are scoped by API key, which visitors do not have.
    ...(key === null ? {} : { keyId: key.keyId, ...idempotencyKeyOf(call.request, { app, key, endUser }) }),
    ...(endUser === null ? {} : { endUser }),
    // A history sent by the client is used, even if it is empty.
    ...(isChat ? { chatId, hasOwnHistory: body.history !== undefined } : {}),
  }
}

function inputsOf({ app }: FlowiseCaller, body: FlowiseBody): JsonObject {
  const vars = body.overrideConfig?.vars ?? {}
  if (app.messageField !== null) {
    if (body.form) throw new AppError('INVALID_INPUT', problem('flowise.notForm'))
    return { ...vars, [app.messageField]: body.question ?? '' }
  }
  if (!body.form && body.question !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      problem('flowise.notQuestion', { fields: app.inputFields.map(({ name }) => name).join(', ') }),
    )
  return typedValues(app.inputFields, { ...vars, ...body.form })
}

async function answer(api: PublicApi, call: ApiRequest, prediction: Prediction): Promise<Response> {
  const finished = await finishRun(api, call, { ...prediction, endsAtPause: true })
  const headers = runHeaders(prediction)
  if (finished.error) {
    const body = flowiseFailure(new AppError(finished.error.code, finished.error), call.requestId)
    return jsonResponse(body, { status: publicStatus(finished.error.code), headers })
  }
  const isPaused = finished.status === 'paused'
  const question = isPaused ? await chatQuestion(api, { ...prediction, requestId: call.requestId }) : null
  const textWithoutQuestion = isPaused ? WAITS : answerText(finished)
  const documents = toSourceDocuments(finished.citations)
  const body = {
    text: question ? questionText(question) : textWithoutQuestion,
    ...(finished.answer === null && !isPaused ? { json: finished.outputs } : {}),
    ...(question ? { action: toAction(question) } : {}),
    ...toMetadata(prediction),
    ...(documents.length === 0 ? {} : { sourceDocuments: documents }),
  }
  return jsonResponse(body, { headers, status: isPaused ? 202 : 200 })
}

const WAITS = 'This waits for a person’s answer before it continues.'
