import { z } from 'zod'
import { type Json, JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { ExpectedPassage, MAX_EXPECTED } from '@/lib/core/knowledge/lab-question'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { CaseCheck, MAX_CHECKS } from './case-checks'

export const DatasetKind = z.enum(['chat', 'qa', 'classification', 'case'])
export type DatasetKind = z.infer<typeof DatasetKind>

export const MAX_EXAMPLE_TEXT = 100_000

const Text = z
  .string()
  .trim()
  .min(1, schemaError('forms.empty'))
  .max(MAX_EXAMPLE_TEXT, schemaError('forms.textTooLong', { max: MAX_EXAMPLE_TEXT }))

export const ExampleMessage = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: Text })
export type ExampleMessage = z.infer<typeof ExampleMessage>

export const ChatExample = z
  .strictObject({ messages: z.array(ExampleMessage).min(2, schemaError('forms.conversationTooShort')).max(200) })
  .refine(({ messages }) => messages.some(({ role }) => role === 'user'), schemaError('forms.userMessageMissing'))
  .refine(({ messages }) => messages.at(-1)?.role === 'assistant', schemaError('forms.assistantLast'))
export type ChatExample = z.infer<typeof ChatExample>

export const QaExample = z.strictObject({ question: Text, answer: Text, context: Text.optional() })
export type QaExample = z.infer<typeof QaExample>

export const ClassificationExample = z.strictObject({
  text: Text,
  label: Text.max(200, schemaError('forms.textTooLong', { max: 200 })),
})
export type ClassificationExample = z.infer<typeof ClassificationExample>

export const MAX_TURNS = 20

/** The user that a model plays. */
export const SimulatedUser = z.strictObject({
  /** Who the user is and how they write. */
  persona: z.string().trim().min(1, schemaError('forms.empty')).max(2_000),
  /** What they want from the app; the conversation ends when it is reached. */
  goal: z.string().trim().min(1, schemaError('forms.empty')).max(2_000),
  /** What they know and mention when the app needs it. */
  facts: z.string().trim().max(4_000).default(''),
  maxTurns: z.number().int().min(1).max(MAX_TURNS).default(8),
})
export type SimulatedUser = z.infer<typeof SimulatedUser>

/** A test case of an app: what goes in, and what should come out. */
export const CaseExample = z.strictObject({
  /** Inputs by name of the app's inputs; a single text fits an app with another name for it. */
  inputs: z
    .record(z.string().min(1).max(100), JsonSchema)
    .refine((inputs) => Object.keys(inputs).length > 0, schemaError('forms.empty')),
  expected: JsonSchema.optional(),
  /** The preceding conversation. */
  history: z
    .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(MAX_EXAMPLE_TEXT) }))
    .max(200)
    .optional(),
  /** Later messages of the user, each sent after the answer to the previous one. */
  turns: z.array(z.string().trim().min(1).max(MAX_EXAMPLE_TEXT)).max(MAX_TURNS).optional(),
  /** Writes the later messages instead; needs a model. */
  user: SimulatedUser.optional(),
  /** Recorded results of steps that reach the outside: they are used instead of running the step. */
  tools: z
    .array(z.strictObject({ node: z.string().min(1).max(100), type: z.string().max(100), outputs: JsonObjectSchema }))
    .max(50)
    .optional(),
  /** Passages that a search should find. */
  passages: z.array(ExpectedPassage).max(MAX_EXPECTED).optional(),
  /** Assertions for this case only, for the scorer `checks`. */
  checks: z.array(CaseCheck).max(MAX_CHECKS).optional(),
  /** The document or customer that several cases have in common, so that they are not independent. */
  group: z.string().trim().min(1).max(200).optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
})
export type CaseExample = z.infer<typeof CaseExample>

/** The content of an example by kind. The kinds share no field, so the data names its kind. */
export const EXAMPLE_SCHEMAS = {
  chat: ChatExample,
  qa: QaExample,
  classification: ClassificationExample,
  case: CaseExample,
} as const

export const ExampleData = z.union([ChatExample, QaExample, ClassificationExample, CaseExample])
export type ExampleData = z.infer<typeof ExampleData>

/** Fields that a table column can fill. */
export const EXAMPLE_FIELDS = {
  chat: ['messages', 'system', 'question', 'answer'],
  qa: ['question', 'answer', 'context'],
  classification: ['text', 'label'],
  case: ['question', 'answer', 'passage', 'group'],
} as const satisfies Record<DatasetKind, readonly string[]>

/** An input or an expected value for people and for scorers of text. */
export const caseText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
