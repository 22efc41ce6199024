import { z } from 'zod'
import { defineContract } from './contract'
import { EXPERIMENT_PATH, ExperimentParams } from './experiments'

export const EXPORT_FORMATS = ['html', 'json', 'junit'] as const

/** The whole result as a file: a page without scripts, JSON, or JUnit XML with one suite per variant. */
export const exportExperiment = defineContract({
  name: 'experiments.export',
  method: 'GET',
  path: `${EXPERIMENT_PATH}/:experimentId/export`,
  access: 'editor',
  params: ExperimentParams,
  query: z.strictObject({ format: z.enum(EXPORT_FORMATS).default('json') }),
  response: z.unknown(),
  responseKind: 'file',
})
