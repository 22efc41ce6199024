import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { Timestamp } from './shared'

/**
 * Adds a run to the regression tests of its app: its inputs, the preceding conversation, and the results of steps that
 * reach the outside. Without a known good answer, the case awaits review in the data set.
 */
export const createRegressionTest = defineContract({
  name: 'regressions.create',
  method: 'POST',
  path: '/api/studio/runs/:runId/regression-test',
  access: 'editor',
  params: z.strictObject({ runId: Id }),
  response: z.strictObject({
    evaluationId: Id,
    datasetId: Id,
    /** `exists`: an equal case is already there. */
    status: z.enum(['added', 'pending', 'exists']),
  }),
})

/** Number of problems that became tests, and of those that pass now. */
export const RegressionCounts = z.strictObject({
  evaluationId: Id,
  datasetId: Id,
  found: z.number().int(),
  /** Number of these cases that are reviewed and thus tested. */
  tested: z.number().int(),
  /** Number of these cases that pass in the newest experiment. */
  fixed: z.number().int(),
  /** Number of these problems that are closed, because a live version passes every trial. */
  closed: z.number().int(),
  /** Time at which the oldest unfixed case was added. */
  oldestOpenAt: Timestamp.nullable(),
})
export type RegressionCounts = z.infer<typeof RegressionCounts>

export const countRegressions = defineContract({
  name: 'regressions.count',
  method: 'GET',
  path: '/api/studio/apps/:appId/regressions',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  /** Null if the app has no regression tests. */
  response: z.strictObject({ regressions: RegressionCounts.nullable() }),
})
