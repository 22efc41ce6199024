import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Allowed clock difference between two servers. */
const SKEW_SECONDS = 60
/** A stolen token must not be valid forever. */
const MAX_LIFE_SECONDS = 24 * 3_600

export const MAX_IDENTITY_TOKEN = 4_096

export const newIdentitySecret = (): string => `pbid_${randomBytes(32).toString('base64url')}`

/** HS256 only: the algorithm that the token names is compared, never followed. */
const Header = z.object({
  alg: z.literal('HS256'),
  typ: z.string().regex(/^jwt$/i).optional(),
  crit: z.never().optional(),
})
// The database replaces lone surrogates: two names that differ only in them would be equal there.
const Payload = z.object({
  sub: z.string().regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  /** The documents that the end user may read (docs/reference/search.md). */
  groups: z
    .array(z.string().regex(/^[^\p{Cc}\p{Cs}]{1,64}$/u))
    .max(20)
    .optional(),
})

export interface Identity {
  /** The customer's own name for its user. */
  sub: string
  groups: string[]
  expiresAtMs: number
}

/** The end user named by the customer's server; null for every token that is not valid. */
export function readIdentityToken(token: string, secret: string, nowMs: number): Identity | null {
  if (token.length > MAX_IDENTITY_TOKEN) return null
  const [, head, body, signature] = /^([\w-]+)\.([\w-]+)\.([\w-]{43})$/.exec(token) ?? []
  if (head === undefined || body === undefined || signature === undefined) return null
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return null
  const payload = Payload.safeParse(decode(body))
  if (!Header.safeParse(decode(head)).success || !payload.success) return null
  const { sub, exp, nbf = 0, iat = 0, groups = [] } = payload.data
  const now = nowMs / 1_000
  if (exp <= now - SKEW_SECONDS || exp > now + MAX_LIFE_SECONDS + SKEW_SECONDS) return null
  if (nbf > now + SKEW_SECONDS || iat > now + SKEW_SECONDS) return null
  return { sub, groups, expiresAtMs: exp * 1_000 }
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
