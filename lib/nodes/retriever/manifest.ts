import { z } from 'zod'
import { layout } from '@/lib/graph/field-layout'
import { defineManifest } from '@/lib/graph/manifest'
import { ToolDescription } from '../tool-description'

const Config = z.strictObject({
  knowledgeBaseId: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Knowledge base', input: 'knowledge-base' })),
  limit: z
    .number()
    .int()
    .min(1)
    .max(30)
    .default(6)
    .meta(
      layout({ label: 'Passages', input: 'slider', min: 1, max: 30, step: 1, help: 'How many are found at most.' }),
    ),
  toolDescription: ToolDescription,
})
export type RetrieverConfig = z.infer<typeof Config>

export const manifest = defineManifest<RetrieverConfig>({
  type: 'retriever',
  version: 1,
  label: 'Retriever',
  description: 'Finds the passages of a knowledge base that fit a question best.',
  group: 'knowledge',
  icon: 'book-open',
  config: Config,
  effect: 'read',
  tool: true,
  ports: () => ({
    inputs: [{ id: 'query', label: 'Question', kind: 'text', required: true, description: 'What to look for.' }],
    outputs: [{ id: 'documents', label: 'Passages', kind: 'documents' }],
  }),
  summary: ({ knowledgeBaseId, limit }) =>
    knowledgeBaseId === '' ? 'No knowledge base yet' : `Best ${limit} passages`,
  check: ({ knowledgeBaseId }, nodeId) =>
    knowledgeBaseId !== ''
      ? []
      : [
          {
            code: 'MISSING_RESOURCE',
            severity: 'error',
            message: 'Choose the knowledge base in which this Retriever looks.',
            nodeId,
            path: 'knowledgeBaseId',
          },
        ],
  defaultPolicy: { timeoutSeconds: 60 },
})
