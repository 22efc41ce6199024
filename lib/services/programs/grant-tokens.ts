import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { hashToken } from './token'

export const ACCESS_TTL_SECONDS = 3_600
/** From the last time that the program renewed its tokens. */
const REFRESH_TTL_SECONDS = 30 * 86_400

export interface ProgramTokens {
  keyId: string
  accessToken: string
  refreshToken: string
}

/** What is kept of tokens that are given now, by the database's clock, which all processes share. */
export function toRow({ accessToken, refreshToken }: Omit<ProgramTokens, 'keyId'>) {
  return {
    accessHash: hashToken(accessToken),
    accessExpiresAt: secondsFromNow(ACCESS_TTL_SECONDS),
    refreshHash: hashToken(refreshToken),
    refreshExpiresAt: secondsFromNow(REFRESH_TTL_SECONDS),
    rotatedAt: sql<Date>`now()`,
  }
}

export const secondsFromNow = (seconds: number): SQL<Date> => sql<Date>`now() + make_interval(secs => ${seconds})`
