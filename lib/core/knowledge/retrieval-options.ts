import { z } from 'zod'
import { FilterCondition } from './filter-condition'

/** Maximum passages of one search. */
export const MAX_PASSAGES = 50

const Search = z
  .strictObject({
    mode: z
      .enum(['hybrid', 'dense', 'lexical'])
      .default('hybrid')
      .meta({
        layout: {
          label: 'Search by',
          input: 'select',
          options: { hybrid: 'semantic and keyword (hybrid)', dense: 'semantic', lexical: 'keyword' },
        },
      }),
    fusion: z
      .enum(['weighted', 'rrf'])
      .default('weighted')
      .meta({
        layout: {
          label: 'Combine results by',
          input: 'select',
          options: { weighted: 'weighted scores', rrf: 'reciprocal rank fusion' },
          showWhen: { field: 'mode', values: ['hybrid'] },
        },
      }),
    /** For `weighted`: weight of the semantic score; keywords have the rest. */
    meaningShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.45)
      .meta({
        layout: {
          label: 'Weight of semantic search',
          input: 'slider',
          min: 0,
          max: 1,
          step: 0.05,
          showWhen: { field: 'fusion', values: ['weighted'] },
        },
      }),
    /** Per channel, before fusion. */
    candidates: z
      .number()
      .int()
      .min(10)
      .max(200)
      .default(50)
      .meta({ layout: { label: 'Candidates per search', input: 'slider', min: 10, max: 200, step: 10 } }),
  })
  .prefault({})
  .meta({ layout: { label: 'Finding', input: 'section' } })

const Filters = z
  .strictObject({
    match: z
      .enum(['all', 'any'])
      .default('all')
      .meta({
        layout: {
          label: 'Documents where',
          input: 'select',
          options: { all: 'all conditions are met', any: 'any condition is met' },
        },
      }),
    conditions: z
      .array(FilterCondition)
      .max(20)
      .default([])
      .meta({ layout: { label: 'Conditions', itemLabel: 'condition', input: 'list' } }),
    /** Extracts conditions from the question with a model, using the documents' fields. */
    fromQuestion: z
      .boolean()
      .default(false)
      .meta({
        layout: {
          label: 'Extract filters from the question',
          help: 'A model extracts conditions from the question, such as a year.',
        },
      }),
  })
  .prefault({})
  .meta({ layout: { label: 'Filters', input: 'section' } })

const model = (fallback: { connection: string; model: string }, layout: Record<string, unknown>) =>
  z
    .strictObject({ connection: z.string().min(1).max(64), model: z.string().min(1).max(200) })
    .default(fallback)
    .meta({ layout: { input: 'model', ...layout } })

const AUTO = { connection: 'auto', model: 'auto' }

const QuestionWork = z
  .strictObject({
    rewrite: z
      .enum(['never', 'history'])
      .default('never')
      .meta({
        layout: {
          label: 'Rewrite follow-up questions',
          input: 'select',
          options: { never: 'Never', history: 'With the conversation history' },
          help: 'Turns a question such as “And in winter?” into one that can be searched. Connect the conversation.',
        },
      }),
    /** Number of additional wordings to search. */
    wordings: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .meta({ layout: { label: 'Query variations', input: 'slider', min: 0, max: 5, step: 1 } }),
    /** Also searches with the vector of a hypothetical answer (HyDE, Gao et al. 2022). */
    hypothetical: z
      .boolean()
      .default(false)
      .meta({
        layout: {
          label: 'Hypothetical answer (HyDE)',
          help: 'Searches for passages that are similar to a generated answer.',
        },
      }),
    decompose: z
      .boolean()
      .default(false)
      .meta({
        layout: { label: 'Decompose the question', help: 'Searches for each part of the question separately.' },
      }),
    model: model(AUTO, { label: 'Model for questions and filters' }),
  })
  .prefault({})
  .meta({ layout: { label: 'Query transformation', input: 'section' } })

const Rerank = z
  .strictObject({
    by: z
      .enum(['features', 'model', 'chat', 'none'])
      .default('features')
      .meta({
        layout: {
          label: 'Rerank with',
          input: 'select',
          options: {
            features: 'built-in ranking',
            model: 'a rerank model',
            chat: 'a language model',
            none: 'nothing',
          },
        },
      }),
    /** Number of fused candidates to rerank. */
    candidates: z
      .number()
      .int()
      .min(5)
      .max(100)
      .default(20)
      .meta({
        layout: {
          label: 'Candidates to rerank',
          input: 'slider',
          min: 5,
          max: 100,
          step: 5,
          showWhen: { field: 'by', values: ['features', 'model', 'chat'] },
        },
      }),
    model: model(
      { connection: 'builtin', model: 'all-MiniLM-L6-v2' },
      { label: 'Rerank model', ability: 'rerank', showWhen: { field: 'by', values: ['model'] } },
    ),
    chatModel: model(AUTO, { label: 'Language model', showWhen: { field: 'by', values: ['chat'] } }),
  })
  .prefault({})
  .meta({ layout: { label: 'Order', input: 'section' } })

const Result = z
  .strictObject({
    /** Confidence threshold of the best passage, 0..1; below it nothing is returned, with a reason. 0 turns it off. */
    threshold: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        layout: {
          label: 'Minimum confidence',
          input: 'slider',
          min: 0,
          max: 1,
          step: 0.05,
          help: 'Returns nothing below this score, so that the app can say “I don’t know”. Use 0 to always return the best passages.',
        },
      }),
    /** Maximum passages per document; 0 for no limit. */
    perDocument: z
      .number()
      .int()
      .min(0)
      .max(20)
      .default(0)
      .meta({
        layout: {
          label: 'Maximum per document',
          input: 'slider',
          min: 0,
          max: 20,
          step: 1,
          help: 'Use 0 for no limit.',
        },
      }),
    /** Maximal marginal relevance (Carbonell and Goldstein 1998): 0 is off, 1 considers diversity only. */
    diversity: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        layout: {
          label: 'Variety',
          input: 'slider',
          min: 0,
          max: 1,
          step: 0.05,
          help: 'Excludes passages that repeat others. Use 0 to rank by relevance alone.',
        },
      }),
    /** Chunks returned before and after each passage. */
    neighbours: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .meta({ layout: { label: 'Neighboring passages on each side', input: 'slider', min: 0, max: 5, step: 1 } }),
    /** Returns the larger part of the document around a passage. */
    parents: z
      .enum(['none', 'section', 'document'])
      .default('none')
      .meta({
        layout: {
          label: 'Return the surrounding',
          input: 'select',
          options: { none: 'passage', section: 'section', document: 'document' },
          help: 'Up to 8,000 characters around each passage.',
        },
      }),
  })
  .prefault({})
  .meta({ layout: { label: 'Result', input: 'section' } })

/** Search settings besides the question and the number of passages. */
export const retrievalSettings = {
  search: Search,
  filters: Filters,
  question: QuestionWork,
  rerank: Rerank,
  result: Result,
} as const

/**
 * Shared by the Retriever node, the search test, the API and the retrieval lab. `parse({})` is the
 * default search.
 */
export const RetrievalOptions = z.strictObject({
  limit: z.number().int().min(1).max(MAX_PASSAGES).default(10),
  ...retrievalSettings,
})
export type RetrievalOptions = z.infer<typeof RetrievalOptions>
