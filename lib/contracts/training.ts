import { z } from 'zod'
import { Id, Slug } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'
import { TrainingReport } from './training-metrics'

const MODELS = '/api/studio/trained-models'
const ModelParams = z.strictObject({ trainedModelId: Id })
const VersionParams = ModelParams.extend({ modelVersionId: Id })

export const MODEL_KINDS = ['classifier', 'chat'] as const
export const ModelStage = z.enum(['candidate', 'production', 'retired'])
export type ModelStage = z.infer<typeof ModelStage>
export const TrainingStatus = z.enum(['queued', 'validating', 'running', 'succeeded', 'failed', 'cancelled'])

const Strengths = z.array(z.number().min(0).max(10)).min(1).max(8)
export const ClassifierSettings = z.strictObject({
  folds: z.number().int().min(2).max(10).default(3),
  /** Regularization strengths; cross-validation selects one. */
  strengths: Strengths.default([0, 0.2, 1]),
  /** Minimum probability of an answer; null if it is tuned automatically. */
  threshold: z.number().min(0).max(1).nullable().default(null),
  learningCurve: z.boolean().default(true),
})
const AutoOr = (schema: z.ZodNumber) => z.union([z.literal('auto'), schema]).default('auto')
export const FineTuneSettings = z.strictObject({
  epochs: AutoOr(z.number().int().min(1).max(50)),
  batchSize: AutoOr(z.number().int().min(1).max(256)),
  learningRateMultiplier: AutoOr(z.number().min(0.01).max(100)),
})

const Target = { modelName: Slug, datasetVersionId: Id }
export const TrainingPlan = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('classifier'), ...Target, settings: ClassifierSettings }),
  z.strictObject({
    kind: z.literal('fine-tune'),
    ...Target,
    connectionId: Id,
    baseModel: z.string().trim().min(1, schemaError('forms.baseModel')).max(200),
    settings: FineTuneSettings,
    /**
     * The price of a million training tokens entered by a person, in millionths of a US dollar. Null for the known list
     * price.
     */
    microsPerMillionTokens: z.number().int().min(0).max(10_000_000_000).nullable().default(null),
  }),
])
export type TrainingPlan = z.infer<typeof TrainingPlan>

export const JobSummary = z.strictObject({
  id: Id,
  kind: z.enum(['classifier', 'fine-tune']),
  status: TrainingStatus,
  progress: z.number().int(),
  /** The current activity, as a sentence. */
  stage: z.string(),
  stageRef: ProblemRef,
  error: z.string().nullable(),
  errorRef: ProblemRef,
  baseModel: z.string().nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
})
export type JobSummary = z.infer<typeof JobSummary>

const DatasetRef = z.strictObject({ versionId: Id, number: z.number().int(), datasetId: Id, name: z.string() })

export const VersionView = z.strictObject({
  id: Id,
  number: z.number().int(),
  stage: ModelStage,
  share: z.number().int(),
  note: z.string(),
  /** Null where it was not measured here, as for fine-tuned models. */
  accuracy: z.number().nullable(),
  /** Test examples behind the accuracy; 0 for cross-validation and for fine-tuned models. */
  testExamples: z.number().int(),
  /** Null for fine-tuned models. */
  report: TrainingReport.nullable(),
  classes: z.array(z.string()),
  connectionId: Id.nullable(),
  remoteModel: z.string().nullable(),
  dataset: DatasetRef.nullable(),
  trainingJobId: Id.nullable(),
  createdAt: Timestamp,
  stagedAt: Timestamp.nullable(),
})
export type TrainedVersionView = z.infer<typeof VersionView>

export const ModelSummary = z.strictObject({
  id: Id,
  name: z.string(),
  kind: z.enum(MODEL_KINDS),
  description: z.string(),
  versions: z.number().int(),
  production: z
    .strictObject({ number: z.number().int(), accuracy: z.number().nullable(), testExamples: z.number().int() })
    .nullable(),
  canary: z.strictObject({ number: z.number().int(), share: z.number().int() }).nullable(),
  /** Class names of the version in production, otherwise of the newest. */
  classes: z.array(z.string()),
  job: JobSummary.nullable(),
  updatedAt: Timestamp,
})
export type TrainedModelSummary = z.infer<typeof ModelSummary>

/** Card texts written by people. */
export const ModelCard = z.strictObject({
  intendedUse: z.string().max(4_000).default(''),
  limits: z.string().max(4_000).default(''),
  licence: z.string().max(200).default(''),
  contact: z.string().max(200).default(''),
})
export type ModelCard = z.infer<typeof ModelCard>

export const ModelDetail = z.strictObject({
  ...ModelSummary.shape,
  card: ModelCard,
  versionList: z.array(VersionView),
  jobs: z.array(JobSummary),
  /** Newest first. */
  history: z.array(z.strictObject({ id: Id, at: Timestamp, who: z.string(), text: z.string(), textRef: ProblemRef })),
  /** The version that was in production before; it can be restored with one click. */
  rollBackTo: z.number().int().nullable(),
  /** The base URL for API clients. */
  baseUrl: z.string(),
})
export type TrainedModelDetail = z.infer<typeof ModelDetail>

export const listTrainedModels = defineContract({
  name: 'trainedModels.list',
  method: 'GET',
  path: MODELS,
  access: 'viewer',
  response: z.strictObject({ models: z.array(ModelSummary) }),
})

export const getTrainedModel = defineContract({
  name: 'trainedModels.get',
  method: 'GET',
  path: `${MODELS}/:trainedModelId`,
  access: 'viewer',
  params: ModelParams,
  response: ModelDetail,
})

export const updateTrainedModel = defineContract({
  name: 'trainedModels.update',
  method: 'PATCH',
  path: `${MODELS}/:trainedModelId`,
  access: 'editor',
  params: ModelParams,
  body: z.strictObject({ description: z.string().trim().max(2_000).optional(), card: ModelCard.optional() }),
  response: Done,
})

export const deleteTrainedModel = defineContract({
  name: 'trainedModels.delete',
  method: 'DELETE',
  path: `${MODELS}/:trainedModelId`,
  access: 'editor',
  params: ModelParams,
  response: Done,
})

/**
 * Moves a version to another stage. A version that enters production retires the previous one; `share` is a candidate's
 * share of the calls.
 */
export const moveVersion = defineContract({
  name: 'trainedModels.move',
  method: 'PUT',
  path: `${MODELS}/:trainedModelId/versions/:modelVersionId/stage`,
  access: 'editor',
  params: VersionParams,
  body: z.strictObject({ stage: ModelStage, share: z.number().int().min(0).max(99).default(0) }),
  response: Done,
})

export const rollBackModel = defineContract({
  name: 'trainedModels.rollBack',
  method: 'POST',
  path: `${MODELS}/:trainedModelId/roll-back`,
  access: 'editor',
  params: ModelParams,
  response: z.strictObject({ number: z.number().int() }),
})

export const Prediction = z.strictObject({
  /** Null if no class is likely enough. */
  label: z.string().nullable(),
  probability: z.number(),
  probabilities: z.array(z.strictObject({ name: z.string(), probability: z.number() })),
})

/** Tries a version on sample text without storing anything. */
export const tryVersion = defineContract({
  name: 'trainedModels.try',
  method: 'POST',
  path: `${MODELS}/:trainedModelId/versions/:modelVersionId/try`,
  access: 'runner',
  params: VersionParams,
  body: z.strictObject({ text: z.string().trim().min(1, schemaError('forms.sampleMissing')).max(20_000) }),
  response: z.strictObject({ prediction: Prediction, durationMs: z.number() }),
})

export const getTrainedModelCard = defineContract({
  name: 'trainedModels.card',
  method: 'GET',
  path: `${MODELS}/:trainedModelId/card`,
  access: 'viewer',
  params: ModelParams,
  response: z.strictObject({ markdown: z.string(), fileName: z.string() }),
})
