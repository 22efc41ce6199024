import { z } from 'zod'
import { MetadataName } from '@/lib/core/knowledge/document-metadata'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const Config = z.strictObject({
  knowledgeBaseId: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Knowledge base', input: 'knowledge-base' })),
  title: z
    .string()
    .max(300)
    .default('')
    .meta(
      layout({
        label: 'Title',
        references: true,
        help: 'The name of the document. Files keep their own names while this is empty.',
      }),
    ),
  ifExists: z
    .enum(['replace', 'skip', 'add'])
    .default('replace')
    .meta(
      layout({
        label: 'If the document exists',
        input: 'select',
        options: { replace: 'Replace it', skip: 'Keep the existing one', add: 'Add another one' },
      }),
    ),
  metadata: z
    .array(
      z.strictObject({
        name: MetadataName.default('field').meta(layout({ label: 'Field' })),
        value: z
          .string()
          .max(500)
          .default('')
          .meta(layout({ label: 'Value', references: true })),
      }),
    )
    .max(20)
    .default([])
    .meta(
      layout({
        label: 'Metadata',
        itemLabel: 'field',
        input: 'list',
        advanced: true,
        help: 'Fields of the knowledge base, by which a search can filter. Existing documents keep theirs.',
      }),
    ),
  wait: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Wait until it can be searched',
        input: 'switch',
        help: 'Waiting uses no resources and survives restarts.',
      }),
    ),
  toolDescription: ToolDescription,
})
export type AddToKnowledgeConfig = z.infer<typeof Config>

export const manifest = defineManifest<AddToKnowledgeConfig>({
  type: 'add-to-knowledge',
  version: 1,
  label: 'Add to knowledge',
  description: 'Stores text or documents in a knowledge base, where they can be searched.',
  group: 'knowledge',
  icon: 'file-up',
  config: Config,
  effect: 'write',
  reusable: false,
  tool: true,
  templates: [
    { path: 'title', encoding: 'text' },
    { path: 'metadata.*.value', encoding: 'text' },
  ],
  ports: ({ title, metadata }) => ({
    inputs: [
      {
        id: 'content',
        label: 'Content',
        kind: 'any',
        required: true,
        description: 'Text, a document, passages, or a list of documents.',
      },
      ...variablePorts([title, ...metadata.map(({ value }) => value)], 'text', ['content']),
    ],
    outputs: [
      { id: 'documentId', label: 'Document', kind: 'text', description: 'The id of the first document.' },
      {
        id: 'status',
        label: 'Status',
        kind: 'text',
        description: '“queued”, “ready”, “failed”, or “unchanged” for content that already exists.',
      },
      { id: 'chunks', label: 'Passages', kind: 'number' },
      { id: 'documents', label: 'Documents', kind: 'json', description: 'Id, name and status of each document.' },
    ],
  }),
  texts: { noBase: 'No knowledge base yet' },
  summary: ({ knowledgeBaseId, title }, text, { knowledgeBases }) =>
    knowledgeBaseId === '' ? text('noBase') : (knowledgeBases.get(knowledgeBaseId) ?? title),
  check: ({ knowledgeBaseId }, nodeId) =>
    knowledgeBaseId !== ''
      ? []
      : [
          {
            code: 'MISSING_RESOURCE',
            severity: 'error',
            nodeId,
            path: 'knowledgeBaseId',
            ...textRef('nodeSettings.knowledgeBase'),
          },
        ],
  defaultPolicy: { timeoutSeconds: 60 },
})
