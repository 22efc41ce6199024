import { z } from 'zod'
import { retrievalSettings } from '@/lib/core/knowledge/retrieval-options'
import { defineManifest } from '@/lib/graph/manifest'
import type { Port } from '@/lib/graph/ports'
import { fieldLayout, layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

/** A section that is shown and validated only while the step has its own settings. */
function ownOnly<Schema extends z.ZodType>(section: Schema): Schema {
  return section.meta(layout({ ...fieldLayout(section), showWhen: { field: 'settings', values: ['own'] } }))
}

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
      layout({
        label: 'Passages',
        input: 'slider',
        min: 1,
        max: 30,
        step: 1,
        help: 'Maximum number of passages. The knowledge base’s own limit takes precedence.',
      }),
    ),
  settings: z
    .enum(['base', 'own'])
    .default('base')
    .meta(
      layout({
        label: 'Search settings',
        input: 'select',
        options: { base: 'Settings of the knowledge base', own: 'Own settings' },
        help: 'Use the Lab to find and apply the best settings.',
      }),
    ),
  search: ownOnly(retrievalSettings.search),
  filters: retrievalSettings.filters,
  question: ownOnly(retrievalSettings.question),
  rerank: ownOnly(retrievalSettings.rerank),
  result: ownOnly(retrievalSettings.result),
  toolDescription: ToolDescription,
})
export type RetrieverConfig = z.infer<typeof Config>

const HISTORY: Port = {
  id: 'history',
  label: 'History',
  kind: 'messages',
  description: 'The previous conversation, used to rewrite follow-up questions.',
}
const FIXED_INPUTS = ['query', 'history']

export const manifest = defineManifest<RetrieverConfig>({
  type: 'retriever',
  version: 3,
  // Version 1 had no search settings: the defaults match its behavior. Before version 3 all
  // settings belonged to the step.
  migrate: (from, config) => (from < 3 ? { ...config, settings: 'own' } : config),
  label: 'Retriever',
  description: 'Finds the passages in a knowledge base that are most relevant to a question.',
  group: 'knowledge',
  icon: 'book-open',
  config: Config,
  effect: 'read',
  bringsUntrusted: true,
  tool: true,
  templates: [{ path: 'filters.conditions.*.value', encoding: 'text' }],
  ports: ({ question, filters }) => ({
    inputs: [
      { id: 'query', label: 'Question', kind: 'text', required: true, description: 'The question to search for.' },
      ...(question.rewrite === 'history' ? [HISTORY] : []),
      ...variablePorts(
        filters.conditions.map(({ value }) => value),
        'any',
        FIXED_INPUTS,
      ),
    ],
    outputs: [
      { id: 'documents', label: 'Passages', kind: 'documents' },
      {
        id: 'reason',
        label: 'Reason if empty',
        kind: 'text',
        description: 'Why no passages were returned. Otherwise empty.',
      },
    ],
  }),
  texts: { noBase: 'No knowledge base yet', best: 'Best {limit, plural, one {# passage} other {# passages}}' },
  summary: ({ knowledgeBaseId, limit }, text, { knowledgeBases }) =>
    knowledgeBaseId === '' ? text('noBase') : (knowledgeBases.get(knowledgeBaseId) ?? text('best', { limit })),
  check: ({ knowledgeBaseId }, nodeId) =>
    knowledgeBaseId !== ''
      ? []
      : [
          {
            code: 'MISSING_RESOURCE',
            severity: 'error',
            ...textRef('nodeSettings.knowledgeBase'),
            nodeId,
            path: 'knowledgeBaseId',
          },
        ],
  defaultPolicy: { timeoutSeconds: 60 },
})
