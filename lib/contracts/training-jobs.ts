import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { defineContract } from './contract'
import { DatasetKind } from './example-data'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'
import { JobSummary, MODEL_KINDS, TrainingPlan } from './training'
import { ValidationReport } from './training-report'

const JOBS = '/api/studio/training-jobs'
export const TUNING_SETTINGS = ['epochs', 'batchSize', 'learningRateMultiplier'] as const
export type TuningSetting = (typeof TUNING_SETTINGS)[number]

const JobParams = z.strictObject({ trainingJobId: Id })

export const TrainingEventView = z.strictObject({
  id: Id,
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
  messageRef: ProblemRef,
  at: Timestamp,
})
export type TrainingEventView = z.infer<typeof TrainingEventView>

/** A point of the curve: metrics at a step or an epoch. */
export const TrainingPoint = z.strictObject({
  step: z.number(),
  trainLoss: z.number().nullable(),
  validationLoss: z.number().nullable(),
  trainAccuracy: z.number().nullable(),
  validationAccuracy: z.number().nullable(),
})
export type TrainingPoint = z.infer<typeof TrainingPoint>

export const JobDetail = z.strictObject({
  ...JobSummary.shape,
  model: z.strictObject({ id: Id, name: z.string(), kind: z.enum(MODEL_KINDS) }),
  dataset: z.strictObject({ versionId: Id, number: z.number().int(), datasetId: Id, name: z.string() }).nullable(),
  connectionName: z.string().nullable(),
  /** The job's name at the service. */
  remoteJobId: z.string().nullable(),
  settings: JsonObjectSchema,
  validation: ValidationReport.nullable(),
  curve: z.array(TrainingPoint),
  /** Number of the version that it created. */
  version: z.number().int().nullable(),
  isCancelling: z.boolean(),
  /** Newest first; the last two hundred. */
  events: z.array(TrainingEventView),
})
export type TrainingJobDetail = z.infer<typeof JobDetail>

/** Lists options for the wizard: suitable data set versions, and connections that support tuning. */
export const getTrainingChoices = defineContract({
  name: 'training.choices',
  method: 'GET',
  path: `${JOBS}/choices`,
  access: 'editor',
  response: z.strictObject({
    datasets: z.array(
      z.strictObject({
        versionId: Id,
        number: z.number().int(),
        name: z.string(),
        kind: DatasetKind,
        examples: z.number().int(),
        createdAt: Timestamp,
      }),
    ),
    /** Data sets with approved examples but no version yet. */
    unversioned: z.array(
      z.strictObject({
        datasetId: Id,
        name: z.string(),
        kind: DatasetKind,
        examples: z.number().int(),
      }),
    ),
    connections: z.array(
      z.strictObject({
        id: Id,
        name: z.string(),
        provider: z.string(),
        /** The supported settings. */
        settings: z.array(z.enum(TUNING_SETTINGS)),
        baseModels: z.array(z.string()),
        /** An example name of a base model there. */
        modelExample: z.string(),
      }),
    ),
  }),
})

/** Validates the data as the training would see it. Nothing is sent. */
export const checkTraining = defineContract({
  name: 'training.check',
  method: 'POST',
  path: `${JOBS}/check`,
  access: 'editor',
  body: TrainingPlan,
  response: z.strictObject({ report: ValidationReport }),
})

/** Starts a training. `confirmed` is the cost that the person saw in the report; CONFLICT if it has changed. */
export const startTraining = defineContract({
  name: 'training.start',
  method: 'POST',
  path: JOBS,
  access: 'editor',
  body: z.strictObject({
    plan: TrainingPlan,
    confirmed: z.strictObject({ costMicros: z.number().int().min(0).nullable() }),
  }),
  response: z.strictObject({ trainingJobId: Id, trainedModelId: Id }),
})

export const getTrainingJob = defineContract({
  name: 'training.get',
  method: 'GET',
  path: `${JOBS}/:trainingJobId`,
  access: 'viewer',
  params: JobParams,
  response: JobDetail,
})

export const cancelTraining = defineContract({
  name: 'training.cancel',
  method: 'POST',
  path: `${JOBS}/:trainingJobId/cancel`,
  access: 'editor',
  params: JobParams,
  response: Done,
})
