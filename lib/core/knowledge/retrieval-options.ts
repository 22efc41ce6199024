import { z } from 'zod'
import { FilterCondition } from './filter-condition'

/** Most passages that one search gives. */
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
          options: { hybrid: 'meaning and words', dense: 'meaning', lexical: 'words' },
        },
      }),
    fusion: z
      .enum(['weighted', 'rrf'])
      .default('weighted')
      .meta({
        layout: {
          label: 'Join the two by',
          input: 'select',
          options: { weighted: 'scores with weights', rrf: 'places (reciprocal rank)' },
          showWhen: { field: 'mode', values: ['hybrid'] },
        },
      }),
    /** Of `weighted`: share of meaning; words have the rest. */
    meaningShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.45)
      .meta({
        layout: {
          label: 'Share of meaning',
          input: 'slider',
          min: 0,
          max: 1,
          step: 0.05,
          showWhen: { field: 'fusion', values: ['weighted'] },
        },
      }),
    /** Of each channel, before they are joined. */
    candidates: z
      .number()
      .int()
      .min(10)
      .max(200)
      .default(50)
      .meta({ layout: { label: 'Candidates of each', input: 'slider', min: 10, max: 200, step: 10 } }),
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
          label: 'Documents for which',
          input: 'select',
          options: { all: 'all conditions hold', any: 'any condition holds' },
        },
      }),
    conditions: z
      .array(FilterCondition)
      .max(20)
      .default([])
      .meta({ layout: { label: 'Conditions', itemLabel: 'condition', input: 'list' } }),
    /** A model reads conditions out of the question, from the fields that the documents have. */
    fromQuestion: z
      .boolean()
      .default(false)
      .meta({
        layout: { label: 'Also from the question', help: 'A model reads conditions out of it, such as a year.' },
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
          label: 'Make it stand alone',
          input: 'select',
          options: { never: 'Never', history: 'With what was said before' },
          help: '“And in winter?” becomes a question that can be searched. Connect the conversation.',
        },
      }),
    /** Other wordings that are searched as well. */
    wordings: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .meta({ layout: { label: 'Other wordings', input: 'slider', min: 0, max: 5, step: 1 } }),
    /** A made-up answer, whose vector is searched as well (HyDE, Gao et al. 2022). */
    hypothetical: z
      .boolean()
      .default(false)
      .meta({ layout: { label: 'Imagine an answer', help: 'Searches for what resembles a made-up answer (HyDE).' } }),
    decompose: z
      .boolean()
      .default(false)
      .meta({ layout: { label: 'Split into parts', help: 'Each part of a question is searched for itself.' } }),
    model: model(AUTO, { label: 'Model for questions and filters' }),
  })
  .prefault({})
  .meta({ layout: { label: 'The question', input: 'section' } })

const Rerank = z
  .strictObject({
    by: z
      .enum(['features', 'model', 'chat', 'none'])
      .default('features')
      .meta({
        layout: {
          label: 'Put in order by',
          input: 'select',
          options: {
            features: 'built-in comparison',
            model: 'a rerank model',
            chat: 'a language model',
            none: 'nothing further',
          },
        },
      }),
    /** How many of the joined candidates are put in order. */
    candidates: z
      .number()
      .int()
      .min(5)
      .max(100)
      .default(20)
      .meta({
        layout: {
          label: 'Of the best',
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
    /** Least confidence, 0..1, of the best passage; below it nothing is given, with a reason. 0: always give. */
    threshold: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        layout: {
          label: 'Least confidence',
          input: 'slider',
          min: 0,
          max: 1,
          step: 0.05,
          help: 'Below it nothing is given, so that the app can say “I don’t know”. 0: always give the best.',
        },
      }),
    /** Passages of one document at most; 0: as many as fit. */
    perDocument: z
      .number()
      .int()
      .min(0)
      .max(20)
      .default(0)
      .meta({
        layout: { label: 'Of one document at most', input: 'slider', min: 0, max: 20, step: 1, help: '0: any number.' },
      }),
    /** Maximal marginal relevance (Carbonell and Goldstein 1998): 0 is off, 1 looks at variety alone. */
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
          help: 'Leaves out what says the same again. 0: by fit alone.',
        },
      }),
    /** Chunks before and after each passage that are given with it. */
    neighbours: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .meta({ layout: { label: 'Neighbours on each side', input: 'slider', min: 0, max: 5, step: 1 } }),
    /** Gives the larger part of the document in which a passage lies. */
    parents: z
      .enum(['none', 'section', 'document'])
      .default('none')
      .meta({
        layout: {
          label: 'Give the whole',
          input: 'select',
          options: { none: 'passage', section: 'section', document: 'document' },
          help: 'At most 8,000 characters around each passage.',
        },
      }),
  })
  .prefault({})
  .meta({ layout: { label: 'Result', input: 'section' } })

/** Everything that a search can be told beside the question and how many passages are wanted. */
export const retrievalSettings = {
  search: Search,
  filters: Filters,
  question: QuestionWork,
  rerank: Rerank,
  result: Result,
} as const

/** One shape for the Retriever node, the search test, the API and the retrieval lab. `parse({})` is the default search. */
export const RetrievalOptions = z.strictObject({
  limit: z.number().int().min(1).max(MAX_PASSAGES).default(10),
  ...retrievalSettings,
})
export type RetrievalOptions = z.infer<typeof RetrievalOptions>
