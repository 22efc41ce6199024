import 'server-only'
import { createHmac, hash, randomBytes } from 'node:crypto'

/**
 * The prefix identifies the purpose of a token, so that none is mistaken for another and secret scanners recognize
 * them.
 */
export const ACCESS_TOKEN_PREFIX = 'pb_mcp_'
const REFRESH_TOKEN = 'pb_mcr_'
export const CODE = 'pb_mcc_'

/** 256 random bits. */
export const newToken = (prefix: string): string => prefix + randomBytes(32).toString('base64url')

/** The stored form of a token: base64url SHA-256. It is random, so no salt is needed. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64url')

/** Shared by all refresh tokens of a grant: 128 random bits. */
export const newFamily = (): string => randomBytes(16).toString('base64url')

export const refreshTokenOf = (family: string, secret: string): string => `${REFRESH_TOKEN}${family}.${secret}`

export const newRefreshToken = (family: string): string => refreshTokenOf(family, newToken(''))

/** @returns null if the text is not a refresh token */
export const familyOf = (token: string): string | null =>
  token.startsWith(REFRESH_TOKEN) ? (/^([^.]+)\../.exec(token.slice(REFRESH_TOKEN.length))?.[1] ?? null) : null

export const newSalt = (): string => randomBytes(32).toString('base64url')

/** 256 bits derived from both the token and the salt, deterministically. */
export const derived = (use: string, token: string, salt: string): string =>
  createHmac('sha256', Buffer.from(salt, 'base64url')).update(`${use} ${token}`).digest('base64url')
