// Separate from runs.ts, whose contracts the editor's first JavaScript does not need.
import { z } from 'zod'

export const RunStatus = z.enum(['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'])
export type RunStatus = z.infer<typeof RunStatus>
