import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { hashToken } from './token'

export const ACCESS_TTL_SECONDS = 3_600
/** Expiry after the last renewal of the tokens. */
const REFRESH_TTL_SECONDS = 30 * 86_400

export interface GrantTokens {
  keyId: string
  accessToken: string
  refreshToken: string
}

/** The stored columns of new tokens, by the database clock, which all processes share. */
export function toRow({ accessToken, refreshToken }: Omit<GrantTokens, 'keyId'>) {
  return {
    accessHash: hashToken(accessToken),
    accessExpiresAt: secondsFromNow(ACCESS_TTL_SECONDS),
    refreshHash: hashToken(refreshToken),
    refreshExpiresAt: secondsFromNow(REFRESH_TTL_SECONDS),
    rotatedAt: sql<Date>`now()`,
  }
}

export const secondsFromNow = (seconds: number): SQL<Date> => sql<Date>`now() + make_interval(secs => ${seconds})`
