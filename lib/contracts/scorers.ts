import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { ModelChoice } from './routes'

/** Identifies the scorer within its evaluation, also in results. */
const ScorerId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const common = { id: ScorerId }
/** Minimum graded score that passes. */
const passAt = z.number().min(0).max(1)

/** The default language model of the workspace. */
export const DEFAULT_MODEL: ModelChoice = { connection: 'auto', model: 'auto' }
/** The language model that judges. */
const model = ModelChoice.default(DEFAULT_MODEL)
const Criterion = z.string().trim().min(1, schemaError('forms.empty')).max(500)

/** Scorers that use a model are last; all others need no key. */
export const ScorerSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('equal'),
    /** Ignores case, punctuation and white space. */ normalize: z.boolean().default(true),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('contains'),
    /** `start`, `end`: begins or ends with one of the texts. */
    mode: z.enum(['all', 'any', 'none', 'start', 'end']).default('all'),
    /** Empty for the expected value. */
    texts: z.array(z.string().trim().min(1).max(1_000)).max(50).default([]),
    /** `words` ignores case and punctuation; the others compare characters. */
    compare: z.enum(['words', 'exact', 'any-case']).default('words'),
  }),
  z.strictObject({ ...common, kind: z.literal('regex'), pattern: z.string().min(1).max(1_000) }),
  z
    .strictObject({
      ...common,
      kind: z.literal('length'),
      unit: z.enum(['words', 'characters']).default('words'),
      min: z.number().int().min(0).default(0),
      max: z.number().int().min(1).max(1_000_000).default(200),
    })
    .refine(({ min, max }) => min <= max, schemaError('forms.minAboveMax')),
  z.strictObject({ ...common, kind: z.literal('edit-distance'), passAt: passAt.default(0.8) }),
  z.strictObject({ ...common, kind: z.literal('token-f1'), passAt: passAt.default(0.5) }),
  z.strictObject({ ...common, kind: z.literal('rouge-l'), passAt: passAt.default(0.5) }),
  z.strictObject({
    ...common,
    kind: z.literal('number'),
    tolerance: z.number().min(0).default(0),
    /** Whether the tolerance is a share of the expected value instead of absolute. */
    relative: z.boolean().default(false),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('json-schema'),
    schema: JsonObjectSchema,
  }),
  z.strictObject({ ...common, kind: z.literal('json-fields'), passAt: passAt.default(1) }),
  z.strictObject({ ...common, kind: z.literal('similarity'), passAt: passAt.default(0.7) }),
  z.strictObject({
    ...common,
    kind: z.literal('retrieval'),
    measure: z.enum(['recall', 'precision', 'mrr', 'ndcg']).default('recall'),
    depth: z.number().int().min(1).max(50).default(10),
    passAt: passAt.default(0.5),
  }),
  z.strictObject({ ...common, kind: z.literal('citations') }),
  z.strictObject({ ...common, kind: z.literal('wording'), passAt: passAt.default(1) }),
  z.strictObject({ ...common, kind: z.literal('abstention') }),
  /** The share of the case's own checks that are met. */
  z.strictObject({ ...common, kind: z.literal('checks'), passAt: passAt.default(1) }),
  z.strictObject({
    ...common,
    kind: z.literal('latency'),
    maxMs: z.number().int().min(1).max(3_600_000).default(10_000),
  }),
  z.strictObject({ ...common, kind: z.literal('cost'), maxMicros: z.number().int().min(0).default(10_000) }),
  /** The tool calls of agents against those that the case expects. */
  z.strictObject({
    ...common,
    kind: z.literal('tools'),
    /**
     * `strict`: exactly these calls in this order; `ordered`: these in this order, and others; `unordered`: exactly these
     * in any order; `subset`: no others; `superset`: these in any order, and others.
     */
    match: z.enum(['strict', 'ordered', 'unordered', 'subset', 'superset']).default('ordered'),
    /** `expected` compares only the arguments that the case names. */
    compareArguments: z.enum(['exact', 'expected', 'ignore']).default('expected'),
    /** Tools that must not be called. */
    forbidden: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
    passAt: passAt.default(1),
  }),
  /** Another published app of the workspace scores the answer. */
  z.strictObject({
    ...common,
    kind: z.literal('app'),
    /** Empty until an app is selected. */
    appId: z.union([Id, z.literal('')]).default(''),
    /** Null for the published version; saving the evaluation replaces it by that version. */
    version: z.strictObject({ id: Id, number: z.number().int() }).nullable().default(null),
    passAt: passAt.default(0.5),
  }),
  /** Yes/no questions about the answer; the score is the share that is met. */
  z.strictObject({
    ...common,
    kind: z.literal('criteria'),
    model,
    criteria: z.array(Criterion).min(1, schemaError('forms.empty')).max(8),
    passAt: passAt.default(1),
  }),
  /** The share of claims in the answer that the passages support. */
  z.strictObject({ ...common, kind: z.literal('groundedness'), model, passAt: passAt.default(1) }),
  /** Of a conversation: the goal is reached, and the app neither contradicts itself nor repeats a question. */
  z.strictObject({ ...common, kind: z.literal('conversation'), model, passAt: passAt.default(1) }),
  /** Against the answer of the first variant, in both orders: a win requires agreement. */
  z.strictObject({ ...common, kind: z.literal('pairwise'), model, criterion: z.string().trim().max(500).default('') }),
])
export type ScorerSettings = z.infer<typeof ScorerSettings>
export type ScorerKind = ScorerSettings['kind']

/** A scorer that calls a model itself. */
export type ModelJudgeSettings = Extract<ScorerSettings, { model: unknown }>
export const isModelJudge = (scorer: ScorerSettings): scorer is ModelJudgeSettings => 'model' in scorer

/** A scorer whose verdicts are opinions: of a model, or of an app. It cannot decide a gate before it is calibrated. */
export type JudgeSettings = Extract<ScorerSettings, { model: unknown } | { kind: 'app' }>
export const isJudge = (scorer: ScorerSettings): scorer is JudgeSettings =>
  isModelJudge(scorer) || scorer.kind === 'app'
