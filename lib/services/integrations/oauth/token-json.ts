import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { oauthFetch } from './oauth-fetch'
import { DeadGrant } from './request-tokens'

export interface OwnTokenRequest {
  db: Database
  workspaceId: string
  fields: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  now: Date
}

/** Sends a token request that is not OAuth's own. @throws DeadGrant for rejected credentials */
export async function tokenJson<T>(
  { db, workspaceId }: OwnTokenRequest,
  url: string,
  init: RequestInit,
  schema: z.ZodType<T>,
): Promise<T> {
  const host = new URL(url).hostname
  const response = await oauthFetch(db, workspaceId, [url])(url, init)
  const text = await response.text()
  if (response.status >= 400 && response.status < 500 && response.status !== 429)
    throw new DeadGrant(text.slice(0, 200))
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new AppError('UNAVAILABLE', problem('integrations.tokenUnreadable', { host }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
