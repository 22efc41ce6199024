import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'

/** Parses the JSON of a successful response. Invalid data is a failure of the service, never an empty list. */
export async function readJson<T>(schema: z.ZodType<T>, response: Response, service: string): Promise<T> {
  const text = await response.text()
  try {
    return parseJson(schema, text)
  } catch (cause) {
    throw new AppError('EGRESS_FAILED', problem('sources.answerInvalid', { service }), { cause })
  }
}
