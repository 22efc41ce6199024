import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { ChatTurn, RunStatus } from './runs'
import { ConcurrencyKey, PageQuery, Timestamp } from './shared'
import { AnswerBody, AnswerFieldView, AnswerView, OnDue, WaitStatus } from './waits'
import { EmbedWidget, WidgetLook } from './widget'

/** The public surface: what published apps say to programs, chat pages and widgets. Nothing of the graph shows. */

/** Longest text of a form's field on a page. */
export const MAX_FORM_TEXT = 20_000
/** Longest chat message of a page or widget (T90); the API takes longer ones. */
export const MAX_CHAT_MESSAGE = 2_000
export const MAX_API_TEXT = 100_000
export const MAX_CHAT_BODY_BYTES = 256 * 1024
export const MAX_RUN_BODY_BYTES = 1_000_000
/** Turns of a conversation that are sent along. */
export const MAX_HISTORY_TURNS = 50

export const PUBLIC_FIELD_TYPES = [
  'text',
  'long-text',
  'number',
  'boolean',
  'choice',
  'json',
  'file',
  'image',
  'audio',
] as const
export const PublicInputField = z.strictObject({
  /** Key in `inputs`. */
  name: z.string(),
  label: z.string(),
  type: z.enum(PUBLIC_FIELD_TYPES),
  required: z.boolean(),
  description: z.string().optional(),
  /** Of a `choice`. */
  options: z.array(z.string()).optional(),
})
export type PublicInputField = z.infer<typeof PublicInputField>

export const PublicCitation = z.strictObject({
  /** As it stands in the text: [1]. */
  number: z.number().int(),
  chunkId: Id,
  documentName: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
})
export type PublicCitation = z.infer<typeof PublicCitation>

export const PublicUsage = z.strictObject({
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** True when at least one model sent no usage and we counted. */
  estimated: z.boolean(),
})
export type PublicUsage = z.infer<typeof PublicUsage>

export const PublicError = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  requestId: z.string(),
  /** How long the model service asks callers to wait. */
  retryAfterSeconds: z.number().min(0).optional(),
})
export type PublicError = z.infer<typeof PublicError>

/** What a finished run gave. `answer` is the text for people; `outputs` holds every named value. */
const RunResult = {
  answer: z.string().nullable(),
  outputs: JsonObjectSchema,
  citations: z.array(PublicCitation),
  /** True when no language model wrote the answer: it is made of quotes from the app's documents. */
  quoted: z.boolean().optional(),
  /** `length`: the model stopped at the longest answer that it may give, so the end is missing. Absent: the answer is whole. */
  finishReason: z.literal('length').optional(),
  /** What the model thought before its answer, where the app shows it. */
  reasoning: z.string().optional(),
  usage: PublicUsage,
}

export const PublicRun = z.strictObject({
  runId: Id,
  status: RunStatus,
  version: z.number().int(),
  ...RunResult,
  error: PublicError.nullable(),
})
export type PublicRun = z.infer<typeof PublicRun>

/**
 * The stream: `id: <place>` (a reader that comes back sends it as `Last-Event-ID`), `event: <type>`, `data: <this>`.
 * Ends with `run.completed` or `run.failed`.
 */
export const PublicEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run.started'), runId: Id }),
  z.strictObject({ type: z.literal('answer.delta'), text: z.string() }),
  /** What the model thinks before its answer, where the app shows it. */
  z.strictObject({ type: z.literal('reasoning.delta'), text: z.string() }),
  /** A step is tried again: what was streamed so far does not count. */
  z.strictObject({ type: z.literal('answer.reset') }),
  z.strictObject({ type: z.literal('answer.citations'), citations: z.array(PublicCitation) }),
  /** Nothing goes on until somebody answers or a time comes; the stream stays open. */
  z.strictObject({ type: z.literal('run.paused'), reason: z.enum(['approval', 'timer']) }),
  z.strictObject({ type: z.literal('run.resumed') }),
  z.strictObject({ type: z.literal('run.completed'), ...RunResult }),
  z.strictObject({ type: z.literal('run.failed'), error: PublicError }),
])
export type PublicEvent = z.infer<typeof PublicEvent>

/** Only the app's declared inputs; no override of nodes, models or prompts exists (T02, T03). */
export const PublicRunBody = z.strictObject({
  inputs: JsonObjectSchema,
  /** Earlier turns of a chat app, oldest first. */
  history: z.array(ChatTurn).max(MAX_HISTORY_TURNS).default([]),
  /** Of a chat app, instead of `history`: the run answers the next message of this conversation. */
  conversationId: Id.optional(),
  /** Server-sent events instead of one JSON answer; `Accept: text/event-stream` does the same. */
  stream: z.boolean().optional(),
  /** With `Prefer: respond-async`: an https address that is sent the run when it has ended, signed. */
  callback: z.strictObject({ url: z.url().max(2_000) }).optional(),
  /** With `Prefer: respond-async`: runs of the app with the same key go one after another, in order of arrival. */
  concurrencyKey: ConcurrencyKey.optional(),
})
export type PublicRunBody = z.infer<typeof PublicRunBody>

/** The answer to `Prefer: respond-async`. */
export const AcceptedRun = z.strictObject({
  runId: Id,
  status: z.literal('queued'),
  statusUrl: z.string(),
  eventsUrl: z.string(),
})
export type AcceptedRun = z.infer<typeof AcceptedRun>

export const EmbedMessageBody = PublicRunBody.omit({
  stream: true,
  callback: true,
  concurrencyKey: true,
  conversationId: true,
})
export type EmbedMessageBody = z.infer<typeof EmbedMessageBody>

export const EmbedSessionBody = z.strictObject({
  /** The visitor's id, kept in the frame's own storage; absent on the first visit. */
  sid: z.uuid().optional(),
  /** Origin of the page that shows the widget; absent on our own page. */
  host: z.string().max(200).optional(),
  /** A token that the customer's own server has signed: who the visitor is. */
  identity: z.string().max(4_096).optional(),
})

/** All that the loader needs to draw the bubble. */
export const EmbedBubble = z.strictObject({
  title: z.string(),
  accent: z.string(),
  look: WidgetLook,
  /** Strokes on a 24 by 24 grid. */
  icon: z.array(z.string()),
  /** Of the button, in the language asked for. */
  labels: z.strictObject({ open: z.string(), close: z.string() }),
  /** Whether the frame may ask for the microphone. */
  voice: z.boolean(),
})
export type EmbedBubble = z.infer<typeof EmbedBubble>

/** All that a page or widget learns of its app. */
export const EmbedApp = z.strictObject({
  slug: z.string(),
  kind: z.enum(['chat', 'form']),
  title: z.string(),
  description: z.string(),
  greeting: z.string(),
  suggestions: z.array(z.string()),
  /** Why nobody can use it for now, in words for the visitor. */
  closed: z.string().nullable(),
  accent: z.string(),
  fields: z.array(PublicInputField),
  /** The field that takes the visitor's message; null for forms. */
  messageField: z.string().nullable(),
  maxMessage: z.number().int(),
  /** What may be attached to a message. */
  attach: z.strictObject({ images: z.boolean(), documents: z.boolean(), recordings: z.boolean() }),
  /** A file with many rows, on the hosted page; `only`: nothing else is there. */
  batch: z.strictObject({ only: z.boolean(), maxRows: z.number().int() }).nullable(),
  /** Answers have no citations, so their marks such as [1] point at nothing. */
  hidesSources: z.boolean().optional(),
  widget: EmbedWidget,
})
export type EmbedApp = z.infer<typeof EmbedApp>

export const EmbedSession = z.strictObject({
  token: z.string(),
  sid: z.uuid(),
  expiresAtMs: z.number(),
  app: EmbedApp,
  /** A name for a visitor whom the customer's server has signed in, for keeping conversations apart; else null. */
  user: z.string().nullable(),
})
export type EmbedSession = z.infer<typeof EmbedSession>

export const PublicPassage = z.strictObject({
  documentName: z.string(),
  /** Outermost first. */
  headings: z.array(z.string()),
  page: z.number().int().nullable(),
  text: z.string(),
  /** Character range of the quote within `text`; equal ends when nothing is to be marked. */
  markStart: z.number().int(),
  markEnd: z.number().int(),
})
export type PublicPassage = z.infer<typeof PublicPassage>

export const PassageQuery = z.strictObject({
  start: z.coerce.number().int().min(0),
  end: z.coerce.number().int().min(0),
  /** The run whose answer cites it. */
  run: Id.optional(),
})

/** A question that a run of the app asks. The run waits for its answer. */
export const PublicApproval = z.strictObject({
  id: Id,
  runId: Id,
  status: WaitStatus,
  title: z.string(),
  /** Markdown. */
  message: z.string(),
  /** What is decided about. */
  context: JsonSchema,
  fields: z.array(AnswerFieldView),
  /** False: only certain people may answer, in the studio. */
  byKey: z.boolean(),
  createdAt: Timestamp,
  dueAt: Timestamp.nullable(),
  onDue: OnDue,
  answer: AnswerView.nullable(),
})
export type PublicApproval = z.infer<typeof PublicApproval>

/**
 * A failure as RFC 9457 has it: `application/problem+json`. `error` says the same as before that was introduced.
 */
export const PublicProblem = z.strictObject({
  /** A name that stays: urn:patchbay:error:<code in lower case>. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(ERROR_CODES),
  requestId: z.string(),
  error: PublicError,
})
export type PublicProblem = z.infer<typeof PublicProblem>

export const ApprovalQuery = PageQuery.extend({ status: z.enum(['waiting', 'ended']).default('waiting') })
export const PublicApprovalList = z.strictObject({ approvals: z.array(PublicApproval), nextCursor: Id.nullable() })
export const PublicAnswerBody = AnswerBody

/** What a visitor fills in. Which fields there are is the app's. */
export const LeadBody = z.strictObject({
  values: z.record(z.string().max(40), z.string().max(2_000)),
  consent: z.boolean(),
})
export type LeadBody = z.infer<typeof LeadBody>

export const HandoverBody = z.strictObject({
  note: z.string().trim().max(2_000),
  /** Runs of the conversation; those that are not the visitor's own are left out. */
  runIds: z.array(Id).max(50),
})
export type HandoverBody = z.infer<typeof HandoverBody>

export const HandoverState = z.strictObject({ id: Id, state: z.enum(['queued', 'retrying', 'sent', 'failed']) })
export type HandoverState = z.infer<typeof HandoverState>

/** A question of the visitor's own run that the visitor may answer. */
export const VisitorApproval = z.strictObject({
  id: Id,
  title: z.string(),
  /** Markdown. */
  message: z.string(),
  /** What is filled in with the answer. */
  fields: z.array(PublicInputField),
  dueAt: Timestamp.nullable(),
})
export type VisitorApproval = z.infer<typeof VisitorApproval>
