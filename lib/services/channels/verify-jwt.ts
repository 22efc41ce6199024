import 'server-only'
import { verify } from 'node:crypto'
import { z } from 'zod'
import type { JwtVerification } from '@/lib/plugins/events/verification'
import type { ChannelDelivery } from './channel-delivery'
import type { IssuerKey } from './issuer-keys'

const Header = z.object({ alg: z.literal('RS256'), kid: z.string().min(1).max(500) })
const Claims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
})

/** Clocks may differ by this. */
const LEEWAY_SECONDS = 300
const MAX_TOKEN = 16_384

interface Jwt {
  claims: z.infer<typeof Claims>
  endorsements: readonly string[]
}

type FindKey = (metadataUrl: string, kid: string) => Promise<IssuerKey | null>

interface Received {
  verification: JwtVerification
  values: Readonly<Record<string, string>>
  delivery: Pick<ChannelDelivery, 'header'>
}

/**
 * Verifies the signature, the issuer, the audience and the time of the token of a request.
 * @returns null for a token that is not valid @throws UNAVAILABLE when the keys of the issuer cannot be loaded
 */
export async function verifyJwt({ verification, values, delivery }: Received, findKey: FindKey): Promise<Jwt | null> {
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(
    (delivery.header('authorization') ?? '').slice(0, MAX_TOKEN),
  )
  if (!token) return null
  const [, head = '', body = '', signature = ''] = token
  const header = Header.safeParse(decoded(head)).data
  const claims = Claims.safeParse(decoded(body)).data
  const audience = values[verification.audience]
  if (!header || !claims || !audience || !isCurrent(claims, Date.now() / 1_000)) return null
  // Checked before the keys are loaded, so that a stranger's token causes no request.
  if (claims.iss !== verification.issuer || ![claims.aud].flat().includes(audience)) return null
  const key = await findKey(verification.metadataUrl, header.kid)
  if (!key || !verify('sha256', Buffer.from(`${head}.${body}`), key.key, Buffer.from(signature, 'base64url')))
    return null
  return { claims, endorsements: key.endorsements }
}

/** Whether the token belongs to this body: a token alone could be sent with another one. */
export function isIssuedFor({ claims: expected, endorsement }: JwtVerification, jwt: Jwt, body: unknown): boolean {
  const properties = z.record(z.string(), z.unknown()).safeParse(body).data ?? {}
  const sent = (property: string) => {
    const value = Object.hasOwn(properties, property) ? properties[property] : undefined
    return typeof value === 'string' ? withoutSlash(value) : null
  }
  const channel = sent(endorsement)
  const isEndorsed = channel !== null && jwt.endorsements.includes(channel)
  return (
    isEndorsed &&
    expected.every(({ claim, property }) => {
      const value = jwt.claims[claim]
      return typeof value === 'string' && withoutSlash(value) === sent(property)
    })
  )
}

const withoutSlash = (url: string): string => (url.endsWith('/') ? url.slice(0, -1) : url)

const isCurrent = ({ exp, nbf = 0 }: z.infer<typeof Claims>, now: number): boolean =>
  exp + LEEWAY_SECONDS > now && nbf - LEEWAY_SECONDS <= now

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return null
  }
}
