import { z } from 'zod'
import { defineContract } from './contract'
import { EXPERIMENT_PATH, ExperimentParams } from './experiments'
import { ClassMetrics } from './training-metrics'

export const LabelReport = z.strictObject({
  examples: z.number().int(),
  accuracy: z.number().nullable(),
  /** Mean F1 over the labels, so that rare ones count as much as frequent ones. */
  macroF1: z.number().nullable(),
  /** Answers that are none of the labels; they count as wrong. */
  unknown: z.number().int(),
  /** The weakest first. */
  classes: z.array(ClassMetrics),
  /** The most frequent wrong answers; null if the answer is none of the labels. */
  mixUps: z.array(z.strictObject({ expected: z.string(), answer: z.string().nullable(), count: z.number().int() })),
})
export type LabelReport = z.infer<typeof LabelReport>

/** Returns metrics by label, if an experiment compares answers with labels. */
export const getLabelReport = defineContract({
  name: 'experiments.labels',
  method: 'GET',
  path: `${EXPERIMENT_PATH}/:experimentId/labels`,
  access: 'viewer',
  params: ExperimentParams,
  query: z.strictObject({ variant: z.coerce.number().int().min(0).max(7).default(0) }),
  response: z.strictObject({ report: LabelReport.nullable() }),
})
