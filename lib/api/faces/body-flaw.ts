import 'server-only'
import { z } from 'zod'
import { toDotPath } from 'zod/v4/core'
import { AppError } from '@/lib/core/app-error'

const Flaw = z.object({ at: z.string() })

/** Why a body was refused, in words, and where in it: `messages[2].role`. */
export function bodyFlaw(error: z.ZodError): AppError {
  const [issue] = error.issues
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const at = toDotPath([...(issue?.path ?? []), ...keys]).slice(0, 200)
  return new AppError('INVALID_INPUT', z.prettifyError(error), at === '' ? {} : { details: { at } })
}

/** Of a failure's details. */
export const flawOf = (details: unknown): z.infer<typeof Flaw> | null => Flaw.safeParse(details).data ?? null
