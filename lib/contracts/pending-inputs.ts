import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { RunOrigin } from './run-origin'
import { RunStatus } from './run-status'
import { PageQuery, Timestamp } from './shared'

/** Questions that runs ask people. A run waits for one answer; the first counts. */

export const PendingInputStatus = z.enum(['waiting', 'answered', 'cancelled'])
export type PendingInputStatus = z.infer<typeof PendingInputStatus>

export const Decision = z.enum(['approved', 'rejected'])
export type Decision = z.infer<typeof Decision>

export const AnswerFieldView = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'boolean', 'choice']),
  required: z.boolean(),
  options: z.array(z.string()).optional(),
})
export type AnswerFieldView = z.infer<typeof AnswerFieldView>

export const OnDue = z.enum(['approve', 'reject', 'fail'])

/** Given by a person, by an API client, or by the deadline (`timed-out`: unanswered, so the step failed). */
export const AnswerView = z.strictObject({
  decision: z.enum([...Decision.options, 'timed-out']),
  values: JsonObjectSchema,
  comment: z.string(),
  /** A person's name, `link`, `API key <name>` or `deadline`. */
  by: z.string(),
  at: Timestamp,
})
export type AnswerView = z.infer<typeof AnswerView>

/** Why the caller may not answer; `yes` if they may. */
export const MayAnswer = z.enum(['yes', 'role', 'assignees', 'second-person'])
export type MayAnswer = z.infer<typeof MayAnswer>

export const PendingInputSummary = z.strictObject({
  id: Id,
  status: PendingInputStatus,
  title: z.string(),
  /** The beginning of the subject, in one line: many questions share a title. */
  about: z.string(),
  app: z.strictObject({ id: Id, name: z.string() }),
  run: z.strictObject({ id: Id, status: RunStatus }),
  nodeLabel: z.string(),
  /** Path to the node through containers. */
  path: z.array(z.string()),
  key: z.string(),
  createdAt: Timestamp,
  /** The action at that time is in `onDue`. */
  dueAt: Timestamp.nullable(),
  onDue: OnDue,
  answer: AnswerView.nullable(),
})
export type PendingInputSummary = z.infer<typeof PendingInputSummary>

export const PendingInputView = PendingInputSummary.extend({
  /** Markdown. */
  message: z.string(),
  context: JsonSchema,
  fields: z.array(AnswerFieldView),
  assignees: z.strictObject({
    users: z.array(z.strictObject({ id: Id, name: z.string() })),
    roles: z.array(z.string()),
  }),
  needsSecondPerson: z.boolean(),
  run: z.strictObject({
    id: Id,
    status: RunStatus,
    preview: z.string(),
    origin: RunOrigin,
    /** Name of the member who started it. */
    startedBy: z.string().nullable(),
  }),
  mayAnswer: MayAnswer,
  /** Whether a link that anybody can answer with may be created: not when only certain people may answer. */
  mayShareLink: z.boolean(),
})
export type PendingInputView = z.infer<typeof PendingInputView>

const OnePendingInput = z.strictObject({ waitId: Id })

export const PENDING_INPUT_FILTERS = ['mine', 'all', 'answered'] as const
export const PENDING_INPUT_SORTS = ['newest', 'due'] as const

/** `mine`: waiting, and I may answer. `all`: waiting. `answered`: answered or cancelled. */
export const listPendingInputs = defineContract({
  name: 'waits.list',
  method: 'GET',
  path: '/api/studio/waits',
  access: 'viewer',
  query: PageQuery.extend({
    filter: z.enum(PENDING_INPUT_FILTERS).default('mine'),
    sort: z.enum(PENDING_INPUT_SORTS).default('newest'),
    search: z.string().max(200).optional(),
    /** The open questions of one run, whatever the filter. */
    runId: Id.optional(),
  }),
  response: z.strictObject({ waits: z.array(PendingInputSummary), nextCursor: Id.nullable() }),
})

export const getPendingInput = defineContract({
  name: 'waits.get',
  method: 'GET',
  path: '/api/studio/waits/:waitId',
  access: 'viewer',
  params: OnePendingInput,
  response: PendingInputView,
})

export const AnswerBody = z.strictObject({
  decision: Decision,
  /** Values of the request's fields; required ones may stay empty in a rejection. */
  values: JsonObjectSchema.default({}),
  comment: z.string().trim().max(5_000, schemaError('forms.commentTooLong')).default(''),
})
export type AnswerBody = z.infer<typeof AnswerBody>

/** With `already`, someone else answered first: nothing changed, and `answer` is theirs. So answering twice is harmless. */
export const AnswerResult = z.strictObject({ already: z.boolean(), answer: AnswerView })
export type AnswerResult = z.infer<typeof AnswerResult>

/**
 * Answers a question. 409 CONFLICT when the run was stopped or the deadline has passed; 403 FORBIDDEN for people who
 * may not answer; 400 INVALID_INPUT names each wrong value.
 */
export const answerPendingInput = defineContract({
  name: 'waits.answer',
  method: 'POST',
  path: '/api/studio/waits/:waitId/answer',
  access: 'runner',
  params: OnePendingInput,
  body: AnswerBody,
  response: AnswerResult,
})

/** Creates a link with which anyone can answer this one question. */
export const createAnswerLink = defineContract({
  name: 'waits.createLink',
  method: 'POST',
  path: '/api/studio/waits/:waitId/link',
  access: 'runner',
  params: OnePendingInput,
  response: z.strictObject({ url: z.string(), expiresAt: Timestamp }),
})

const Token = z.string().max(2_000)

/** The content of the page behind a link. Where only certain people may answer, it only offers to sign in. */
export const LinkedPendingInput = z.discriminatedUnion('access', [
  z.strictObject({ access: z.literal('sign-in'), waitId: Id }),
  z.strictObject({
    access: z.literal('open'),
    status: z.enum([...PendingInputStatus.options, 'expired']),
    workspaceName: z.string(),
    appName: z.string(),
    title: z.string(),
    message: z.string(),
    context: JsonSchema,
    fields: z.array(AnswerFieldView),
    createdAt: Timestamp,
    dueAt: Timestamp.nullable(),
    onDue: OnDue,
    answer: AnswerView.nullable(),
  }),
])
export type LinkedPendingInput = z.infer<typeof LinkedPendingInput>

/** The token is in the body, so that access logs do not contain it; a link preview's GET has no effect. */
export const readLinkedPendingInput = defineContract({
  name: 'waits.readLinked',
  method: 'POST',
  path: '/api/studio/approval-links/read',
  access: 'public',
  body: z.strictObject({ token: Token }),
  response: LinkedPendingInput,
})

export const answerLinkedPendingInput = defineContract({
  name: 'waits.answerLinked',
  method: 'POST',
  path: '/api/studio/approval-links/answer',
  access: 'public',
  body: AnswerBody.extend({ token: Token }),
  response: AnswerResult,
})
