import 'server-only'
import { z } from 'zod'
import type { AppError } from '@/lib/core/app-error'

const Details = z.object({ rule: z.literal('private-mode') })

/** Whether private mode stopped the call, which no EGRESS_ALLOW would change. */
export const isBlockedByPrivateMode = (failure: AppError): boolean => Details.safeParse(failure.details).success
