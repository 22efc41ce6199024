// Separate from runs.ts, whose contracts the editor's first JavaScript does not need.
import { z } from 'zod'

export const RUN_STATUSES = ['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'] as const
export const RunStatus = z.enum(RUN_STATUSES)
export type RunStatus = z.infer<typeof RunStatus>
