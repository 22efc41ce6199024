import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { deriveKey, type KeyPurpose } from './derive-key'
import type { MasterKey, MasterKeys } from './master-key'

const TOKEN = /^([\w-]{1,32})\.(\d{1,12})\.([\w-]{1,6000})\.([\w-]{43})$/

/** A string that only this installation can create, valid for `ttlSeconds`. Its payload is signed, not encrypted. */
export function signToken(options: {
  keys: MasterKeys
  purpose: KeyPurpose
  payload: JsonObject
  ttlSeconds: number
  nowMs: number
}): string {
  const [master] = options.keys
  const expires = Math.floor(options.nowMs / 1000) + options.ttlSeconds
  const body = `${master.kid}.${expires}.${Buffer.from(JSON.stringify(options.payload)).toString('base64url')}`
  return `${body}.${signature(master, options.purpose, body).toString('base64url')}`
}

/** @throws AppError UNAUTHENTICATED, with the same message for every reason except expiry */
export function verifyToken<T>(options: {
  keys: MasterKeys
  purpose: KeyPurpose
  schema: z.ZodType<T>
  token: string
  nowMs: number
}): T {
  const [, kid, expires, payload, mac] = TOKEN.exec(options.token) ?? []
  const master = options.keys.find((key) => key.kid === kid)
  if (!master || expires === undefined || payload === undefined || mac === undefined) throw invalid()
  const expected = signature(master, options.purpose, `${kid}.${expires}.${payload}`).toString('base64url')
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(mac))) throw invalid()
  if (Number(expires) * 1000 <= options.nowMs) throw new AppError('UNAUTHENTICATED', problem('session.tokenExpired'))
  const parsed = options.schema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  if (!parsed.success) throw invalid()
  return parsed.data
}

function signature(master: MasterKey, purpose: KeyPurpose, body: string): Buffer {
  return createHmac('sha256', deriveKey(master, purpose)).update(body).digest()
}

function invalid(): AppError {
  return new AppError('UNAUTHENTICATED', problem('session.tokenInvalid'))
}
