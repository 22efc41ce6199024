import { z } from 'zod'

/** A connection's id, `builtin`, or `available.<provider>` for a model whose service is not connected. */
export const CardParams = z.strictObject({
  connectionId: z
    .string()
    .regex(/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|builtin|available\.[a-z0-9-]{2,40})$/),
  model: z.string().min(1).max(200),
})

/** The measured period, in days before now. */
export const MEASURED_DAYS = ['1', '7', '30'] as const
export const MeasuredDays = z.enum(MEASURED_DAYS)
export type MeasuredDays = z.infer<typeof MeasuredDays>
