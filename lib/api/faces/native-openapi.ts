import 'server-only'
import { z } from 'zod'
import { FeedbackBody, PublicFeedback } from '@/lib/contracts/feedback'
import {
  AcceptedRun,
  MAX_HISTORY_TURNS,
  PublicAnswerBody,
  PublicApprovalList,
  PublicError,
  PublicEvent,
  type PublicInputField,
  PublicRun,
  PublicRunBody,
} from '@/lib/contracts/public'
import { ChatTurn } from '@/lib/contracts/runs'
import { AnswerResult } from '@/lib/contracts/waits'
import type { JsonObject } from '@/lib/core/json'
import type { PublishedApp } from '@/lib/runs/public-backend-types'

/** An OpenAPI 3.1 document of one app, with its own inputs. */
export function describeApp(app: PublishedApp, appUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: app.title,
      ...(app.description ? { description: app.description } : {}),
      version: String(app.versionNumber),
    },
    servers: [{ url: `${appUrl}/api/v1/apps/${app.slug}` }],
    security: [{ apiKey: [] }],
    paths: {
      '/runs': { post: startOperation() },
      '/runs/{runId}': { get: operation('getRun', 'The state and the result of a run', { '200': jsonAnswer('Run') }) },
      '/runs/{runId}/events': {
        get: {
          ...operation('followRun', 'The events of a run, from the first or after Last-Event-ID', { '200': EVENTS }),
          parameters: [RUN_ID, LAST_EVENT_ID],
        },
      },
      '/runs/{runId}/cancel': {
        post: operation('cancelRun', 'Stops a run', { '200': { description: 'Stopped, or already over.' } }),
      },
      '/runs/{runId}/feedback': { post: feedbackOperation() },
      '/approvals': { get: approvalsOperation() },
      '/approvals/{approvalId}': { post: answerOperation() },
    },
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Inputs: inputsSchema(app.inputFields),
        RunRequest: requestSchema(app),
        Run: schemaOf(PublicRun),
        AcceptedRun: schemaOf(AcceptedRun),
        Event: schemaOf(PublicEvent),
        FeedbackRequest: { ...schemaOf(FeedbackBody), required: ['rating'] },
        Feedback: schemaOf(PublicFeedback),
        ApprovalList: schemaOf(PublicApprovalList),
        Answer: { ...schemaOf(PublicAnswerBody), required: ['decision'] },
        AnswerResult: schemaOf(AnswerResult),
        Error: schemaOf(z.strictObject({ error: PublicError })),
      },
    },
  }
}

function schemaOf(schema: z.ZodType) {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return rest
}

const RUN_ID = { name: 'runId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const LAST_EVENT_ID = { name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } }
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Repeat a request with the same key and the first run is answered again.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}
const PREFER = {
  name: 'Prefer',
  in: 'header',
  description: 'respond-async: answer 202 at once and run in the background.',
  schema: { type: 'string', enum: ['respond-async'] },
}
const EVENTS = {
  description: 'Server-sent events; each data line is an Event.',
  content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/Event' } } },
}

const jsonAnswer = (name: string) => ({
  description: name,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
})

const FAILURES = Object.fromEntries(
  ['400', '401', '404', '429', '500'].map((status) => [status, { ...jsonAnswer('Error'), description: 'Failure' }]),
)

function operation(operationId: string, summary: string, responses: JsonObject | Record<string, unknown>) {
  return { operationId, summary, parameters: [RUN_ID], responses: { ...responses, ...FAILURES } }
}

function startOperation() {
  const answer = jsonAnswer('Run')
  return {
    operationId: 'startRun',
    summary: 'Runs the app',
    parameters: [IDEMPOTENCY_KEY, PREFER],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/RunRequest' } } },
    },
    responses: {
      '200': { ...answer, content: { ...answer.content, ...EVENTS.content } },
      '202': {
        ...jsonAnswer('AcceptedRun'),
        description: 'With Prefer: respond-async. Ask for the result at the address in Location.',
        headers: { Location: { schema: { type: 'string', format: 'uri' } } },
      },
      ...FAILURES,
    },
    callbacks: { runEnded: { '{$request.body#/callback/url}': { post: callbackOperation() } } },
  }
}

/** What we send to the address in `callback`. */
function callbackOperation() {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  })
  return {
    summary: 'The run has ended',
    parameters: [
      header(
        'Patchbay-Signature',
        't=<seconds>,v1=<HMAC-SHA256, hex, of "<seconds>." and the body>, with the callback secret',
      ),
      header('Patchbay-Delivery', 'The same when a message is sent again'),
    ],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Run' } } } },
    responses: { '2XX': { description: 'Taken. Any other answer is tried again for half a day, ever more rarely.' } },
  }
}

function feedbackOperation() {
  const about = 'Says what is thought of an answer, and what it should have been; a second time changes it'
  return {
    ...operation('giveFeedback', about, { '200': jsonAnswer('Feedback') }),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/FeedbackRequest' } } },
    },
  }
}

function approvalsOperation() {
  return {
    operationId: 'listApprovals',
    summary: 'Questions that runs of the app ask of people, newest first',
    parameters: [
      { name: 'status', in: 'query', schema: { type: 'string', enum: ['waiting', 'ended'], default: 'waiting' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
      { name: 'cursor', in: 'query', schema: { type: 'string', format: 'uuid' } },
    ],
    responses: { '200': jsonAnswer('ApprovalList'), ...FAILURES },
  }
}

function answerOperation() {
  return {
    operationId: 'answerApproval',
    summary: 'Answers a question once; a second answer changes nothing and is told the first',
    parameters: [{ name: 'approvalId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
    },
    responses: {
      '200': jsonAnswer('AnswerResult'),
      '409': { ...jsonAnswer('Error'), description: 'Too late' },
      ...FAILURES,
    },
  }
}

function requestSchema(app: PublishedApp) {
  return {
    type: 'object',
    properties: {
      inputs: { $ref: '#/components/schemas/Inputs' },
      ...(app.kind === 'chat'
        ? { history: { type: 'array', maxItems: MAX_HISTORY_TURNS, items: schemaOf(ChatTurn) } }
        : {}),
      stream: { type: 'boolean' },
      callback: schemaOf(PublicRunBody.shape.callback.unwrap()),
      concurrencyKey: schemaOf(PublicRunBody.shape.concurrencyKey.unwrap()),
    },
    required: ['inputs'],
    additionalProperties: false,
  }
}

function inputsSchema(fields: readonly PublicInputField[]) {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  }
}

function fieldSchema(field: PublicInputField) {
  const about = { title: field.label, ...(field.description ? { description: field.description } : {}) }
  switch (field.type) {
    case 'number':
      return { ...about, type: 'number' }
    case 'boolean':
      return { ...about, type: 'boolean' }
    case 'choice':
      return { ...about, type: 'string', ...(field.options ? { enum: field.options } : {}) }
    case 'json':
      return about
    default:
      return { ...about, type: 'string' }
  }
}
