import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { ExpectedPassage, LAB_ORIGINS, LabViewer, MAX_EXPECTED } from '@/lib/core/knowledge/lab-question'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Timestamp } from './shared'

/** Maximum number of questions per knowledge base. */
export const MAX_LAB_QUESTIONS = 2_000
export const LAB_QUESTIONS_PER_PAGE = 50
export const LAB_PATH = '/api/studio/knowledge/:knowledgeBaseId/lab'
export const LabParams = z.strictObject({ knowledgeBaseId: Id })

/** The editable values of a question. */
export const LabQuestionValues = z
  .strictObject({
    question: z.string().trim().min(1, schemaError('forms.questionMissing')).max(2_000),
    answer: z.string().trim().max(2_000).default(''),
    expected: z.array(ExpectedPassage).max(MAX_EXPECTED).default([]),
    viewer: LabViewer.nullable().default(null),
    filters: z.array(FilterCondition).max(10).default([]),
  })
  .refine(({ answer, expected }) => answer !== '' || expected.length > 0, {
    ...schemaError('forms.answerMissing'),
    path: ['expected'],
  })
export type LabQuestionValues = z.infer<typeof LabQuestionValues>

export const LabQuestionView = z.strictObject({
  id: Id,
  question: z.string(),
  answer: z.string(),
  expected: z.array(ExpectedPassage),
  viewer: LabViewer.nullable(),
  filters: z.array(FilterCondition),
  origin: z.enum(LAB_ORIGINS),
  review: z.enum(['accepted', 'pending']),
  /** For a question from a chat, while the run exists. */
  runId: Id.nullable(),
  createdAt: Timestamp,
})
export type LabQuestionView = z.infer<typeof LabQuestionView>

/** Lists questions, newest first. */
export const listLabQuestions = defineContract({
  name: 'lab.questions',
  method: 'GET',
  path: `${LAB_PATH}/questions`,
  access: 'editor',
  params: LabParams,
  query: z.strictObject({
    /** Part of the question. */
    search: z.string().trim().max(200).optional(),
    review: z.enum(['accepted', 'pending']).default('accepted'),
    offset: z.coerce.number().int().min(0).max(MAX_LAB_QUESTIONS).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(LAB_QUESTIONS_PER_PAGE),
  }),
  response: z.strictObject({
    questions: z.array(LabQuestionView),
    /** Number of questions that match the search. */
    total: z.number().int(),
    /** Counts of the knowledge base. */
    counts: z.strictObject({ accepted: z.number().int(), pending: z.number().int() }),
  }),
})

export const addLabQuestion = defineContract({
  name: 'lab.addQuestion',
  method: 'POST',
  path: `${LAB_PATH}/questions`,
  access: 'editor',
  params: LabParams,
  body: LabQuestionValues.safeExtend({
    /** The run whose question it is. */
    runId: Id.nullable().default(null),
  }),
  response: LabQuestionView,
})

export const updateLabQuestion = defineContract({
  name: 'lab.updateQuestion',
  method: 'PUT',
  path: `${LAB_PATH}/questions/:labQuestionId`,
  access: 'editor',
  params: LabParams.extend({ labQuestionId: Id }),
  body: LabQuestionValues,
  response: LabQuestionView,
})

/** Changes many at once. Removed questions stay in the trash for a week, from which `restore` brings them back. */
export const changeLabQuestions = defineContract({
  name: 'lab.changeQuestions',
  method: 'POST',
  path: `${LAB_PATH}/questions/change`,
  access: 'editor',
  params: LabParams,
  body: z.strictObject({
    /** Null for all that await review. */
    questionIds: z.array(Id).min(1).max(500).nullable(),
    change: z.enum(['remove', 'restore', 'accept']),
  }),
  response: z.strictObject({ questionIds: z.array(Id) }),
})
