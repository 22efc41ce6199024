import 'server-only'
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** A JWT signed with RS256 (RFC 7515), valid for a token request. */
export function signedJwt(privateKey: string, claims: Readonly<Record<string, string | number>>, kid?: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${encode({ alg: 'RS256', typ: 'JWT', ...(kid ? { kid } : {}) })}.${encode(claims)}`
  return `${body}.${sign('sha256', Buffer.from(body), readKey(privateKey)).toString('base64url')}`
}

function readKey(text: string): KeyObject {
  try {
    return createPrivateKey(text.trim().replaceAll('\\n', '\n'))
  } catch (cause) {
    // The cause quotes nothing of the key.
    throw new AppError('CREDENTIAL_MISSING', problem('integrations.keyUnreadable'), { cause })
  }
}
