import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { AnswerBody, AnswerFieldView, AnswerView, OnDue, PendingInputStatus } from './pending-inputs'
import { ProblemKey } from './problem'
import { RunStatus } from './run-status'
import { ChatTurn } from './runs'
import { ConcurrencyKey, PageQuery, Timestamp } from './shared'
import { EmbedWidget, WidgetLook } from './widget'

/**
 * The public contract of published apps, for API clients, chat pages and widgets. It reveals nothing about the graph.
 */

/** Longest text of a form field on a page. */
export const MAX_FORM_TEXT = 20_000
/** Longest chat message of a page or widget, a limit on abuse by anonymous visitors; the API accepts longer ones. */
export const MAX_CHAT_MESSAGE = 2_000
export const MAX_API_TEXT = 100_000
export const MAX_CHAT_BODY_BYTES = 256 * 1024
export const MAX_RUN_BODY_BYTES = 1_000_000
/** Maximum number of earlier turns sent with a message. */
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
  /** For a `choice`. */
  options: z.array(z.string()).optional(),
})
export type PublicInputField = z.infer<typeof PublicInputField>

export const PublicCitation = z.strictObject({
  /** Number as it appears in the text: [1]. */
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
  /** True when at least one model reported no usage and we counted tokens. */
  estimated: z.boolean(),
})
export type PublicUsage = z.infer<typeof PublicUsage>

export const PublicError = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  ...ProblemKey,
  requestId: z.string(),
  /** The Retry-After time of the model service. */
  retryAfterSeconds: z.number().min(0).optional(),
})
export type PublicError = z.infer<typeof PublicError>

/** The result of a finished run. `answer` is the text for people; `outputs` contains every named value. */
const RunResult = {
  answer: z.string().nullable(),
  outputs: JsonObjectSchema,
  citations: z.array(PublicCitation),
  /** True when the answer consists of quotes from the app's documents, without a language model. */
  quoted: z.boolean().optional(),
  /** `length`: the model reached its maximum output length, so the end is missing. Absent if the answer is complete. */
  finishReason: z.literal('length').optional(),
  /** The model's reasoning before its answer, where the app shows it. */
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
 * The stream: `id: <position>` (sent as `Last-Event-ID` on reconnect), `event: <type>`, `data: <this>`. Ends with
 * `run.completed` or `run.failed`.
 */
export const PublicEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run.started'), runId: Id }),
  z.strictObject({ type: z.literal('answer.delta'), text: z.string() }),
  /** Reasoning of the model before its answer, where the app shows it. */
  z.strictObject({ type: z.literal('reasoning.delta'), text: z.string() }),
  /** A step is retried: discard the text streamed so far. */
  z.strictObject({ type: z.literal('answer.reset') }),
  z.strictObject({ type: z.literal('answer.citations'), citations: z.array(PublicCitation) }),
  /** The run waits for an answer or a timer; the stream stays open. */
  z.strictObject({ type: z.literal('run.paused'), reason: z.enum(['approval', 'timer']) }),
  z.strictObject({ type: z.literal('run.resumed') }),
  z.strictObject({ type: z.literal('run.completed'), ...RunResult }),
  z.strictObject({ type: z.literal('run.failed'), error: PublicError }),
])
export type PublicEvent = z.infer<typeof PublicEvent>

/** Only the app's declared inputs. Callers cannot override nodes, models or prompts. */
export const PublicRunBody = z.strictObject({
  inputs: JsonObjectSchema,
  /** Earlier turns of a chat app, oldest first. */
  history: z.array(ChatTurn).max(MAX_HISTORY_TURNS).default([]),
  /** For a chat app, instead of `history`: the run answers the next message of this conversation. */
  conversationId: Id.optional(),
  /** Server-sent events instead of one JSON response; `Accept: text/event-stream` does the same. */
  stream: z.boolean().optional(),
  /** With `Prefer: respond-async`: an HTTPS address that receives the finished run, signed. */
  callback: z.strictObject({ url: z.url().max(2_000) }).optional(),
  /** With `Prefer: respond-async`: runs of the app with the same key run in sequence, in order of arrival. */
  concurrencyKey: ConcurrencyKey.optional(),
})
export type PublicRunBody = z.infer<typeof PublicRunBody>

/** The response to `Prefer: respond-async`. */
export const AcceptedRun = z.strictObject({
  runId: Id,
  status: z.literal('queued'),
  statusUrl: z.string(),
  eventsUrl: z.string(),
})
export type AcceptedRun = z.infer<typeof AcceptedRun>

/** The page's own id of a conversation. */
export const EmbedThread = z.string().regex(/^[\w-]{8,64}$/)

export const EmbedMessageBody = PublicRunBody.omit({
  stream: true,
  callback: true,
  concurrencyKey: true,
  conversationId: true,
}).extend({
  /** The conversation, for its variables and its deletion. */
  thread: EmbedThread.optional(),
})
export type EmbedMessageBody = z.infer<typeof EmbedMessageBody>

export const EmbedSessionBody = z.strictObject({
  /** The visitor's id, from the frame's own storage; absent on the first visit. */
  sid: z.uuid().optional(),
  /** Origin of the page that shows the widget; absent on our own page. */
  host: z.string().max(200).optional(),
  /** A token signed by the customer's own server, which identifies the visitor. */
  identity: z.string().max(4_096).optional(),
})

/** Everything that the loader needs to draw the bubble. */
export const EmbedBubble = z.strictObject({
  title: z.string(),
  accent: z.string(),
  look: WidgetLook,
  /** Strokes on a 24 by 24 grid. */
  icon: z.array(z.string()),
  /** Labels of the button, in the requested language. */
  labels: z.strictObject({ open: z.string(), close: z.string() }),
  /** Whether the frame may request the microphone. */
  voice: z.boolean(),
})
export type EmbedBubble = z.infer<typeof EmbedBubble>

/** Everything that a page or widget receives about its app. */
export const EmbedApp = z.strictObject({
  slug: z.string(),
  kind: z.enum(['chat', 'form']),
  title: z.string(),
  description: z.string(),
  greeting: z.string(),
  suggestions: z.array(z.string()),
  /** Why the app is unavailable, as a sentence for the visitor. */
  closed: z.string().nullable(),
  accent: z.string(),
  fields: z.array(PublicInputField),
  /** The field for the visitor's message; null for forms. */
  messageField: z.string().nullable(),
  maxMessage: z.number().int(),
  /** The kinds of files that can be attached to a message. */
  attach: z.strictObject({ images: z.boolean(), documents: z.boolean(), recordings: z.boolean() }),
  /** File uploads with many rows, on the hosted page; `only`: the page offers nothing else. */
  batch: z.strictObject({ only: z.boolean(), maxRows: z.number().int() }).nullable(),
  /** Address of the image in the header, which replaces an icon in the accent color. */
  logo: z.string().optional(),
  /** Address of the image beside answers. */
  avatar: z.string().optional(),
  /** Whether answers come without citations, so that marks such as [1] have no target. */
  hidesSources: z.boolean().optional(),
  /** Whether the app remembers or recalls facts about visitors, which they can see and delete. */
  remembers: z.boolean().optional(),
  /** Whether visitors are not asked if the app may remember facts about them. */
  needsNoConsent: z.boolean().optional(),
  widget: EmbedWidget,
})
export type EmbedApp = z.infer<typeof EmbedApp>

export const EmbedSession = z.strictObject({
  token: z.string(),
  sid: z.uuid(),
  expiresAtMs: z.number(),
  app: EmbedApp,
  /** An identifier of a visitor signed in by the customer's server, to keep conversations apart; otherwise null. */
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

/** A question asked by a run of the app, which waits for the answer. */
export const PublicApproval = z.strictObject({
  id: Id,
  runId: Id,
  status: PendingInputStatus,
  title: z.string(),
  /** Markdown. */
  message: z.string(),
  /** The subject of the decision. */
  context: JsonSchema,
  fields: z.array(AnswerFieldView),
  /** Whether the API can answer; if not, only certain people may, in the studio. */
  byKey: z.boolean(),
  createdAt: Timestamp,
  dueAt: Timestamp.nullable(),
  onDue: OnDue,
  answer: AnswerView.nullable(),
})
export type PublicApproval = z.infer<typeof PublicApproval>

/** An error as defined by RFC 9457: `application/problem+json`. `error` repeats it in the older format. */
export const PublicProblem = z.strictObject({
  /** A stable name: urn:patchbay:error:<code in lower case>. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(ERROR_CODES),
  ...ProblemKey,
  requestId: z.string(),
  error: PublicError,
})
export type PublicProblem = z.infer<typeof PublicProblem>

export const ApprovalQuery = PageQuery.extend({ status: z.enum(['waiting', 'ended']).default('waiting') })
export const PublicApprovalList = z.strictObject({ approvals: z.array(PublicApproval), nextCursor: Id.nullable() })
export const PublicAnswerBody = AnswerBody

/** Contact details from a visitor. The app defines the fields. */
export const LeadBody = z.strictObject({
  values: z.record(z.string().max(40), z.string().max(2_000)),
  consent: z.boolean(),
})
export type LeadBody = z.infer<typeof LeadBody>

export const HandoverBody = z.strictObject({
  note: z.string().trim().max(2_000),
  /** Runs of the conversation; runs of other people are ignored. */
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
  /** Fields to fill in with the answer. */
  fields: z.array(PublicInputField),
  dueAt: Timestamp.nullable(),
})
export type VisitorApproval = z.infer<typeof VisitorApproval>

/** What an app remembers about an end user. */
export const OwnMemories = z.strictObject({
  /** Whether they have agreed; null until they decide. */
  consent: z.boolean().nullable(),
  facts: z.array(z.strictObject({ id: Id, text: z.string(), updatedAt: Timestamp })),
})
export type OwnMemories = z.infer<typeof OwnMemories>

/** Withdrawing the consent deletes all facts. */
export const MemoryConsentBody = z.strictObject({ consent: z.boolean() })
export const DeletedMemories = z.strictObject({ deleted: z.number().int() })

/** The answer to deleting the accounts of an end user. */
export const DeletedConnections = z.strictObject({ deleted: z.number().int() })
