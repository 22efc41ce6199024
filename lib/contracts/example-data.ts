import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'

export const DatasetKind = z.enum(['chat', 'qa', 'classification'])
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

/** The content of an example by kind. The kinds share no field, so the data names its kind. */
export const EXAMPLE_SCHEMAS = { chat: ChatExample, qa: QaExample, classification: ClassificationExample } as const

export const ExampleData = z.union([ChatExample, QaExample, ClassificationExample])
export type ExampleData = z.infer<typeof ExampleData>

/** Fields that a table column can fill. */
export const EXAMPLE_FIELDS = {
  chat: ['messages', 'system', 'question', 'answer'],
  qa: ['question', 'answer', 'context'],
  classification: ['text', 'label'],
} as const satisfies Record<DatasetKind, readonly string[]>
