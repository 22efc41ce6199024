import 'server-only'
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import { mintOAuthToken } from '../http/mint-oauth-token'
import type { MintedToken } from '../http/token-cache'

/**
 * Hard-coded: a `token_uri` from the file is only compared, never called, because it would receive
 * a signed assertion.
 */
const TOKEN_URL = 'https://oauth2.googleapis.com/token'
const LIFE_SECONDS = 3_600

const File = z.object({
  type: z.string(),
  client_email: z.string().max(300).optional(),
  private_key: z.string().max(20_000).optional(),
  private_key_id: z.string().max(300).optional(),
  token_uri: z.string().optional(),
})

export interface ServiceAccount {
  email: string
  privateKey: KeyObject
  privateKeyId: string | null
}

/** @throws INVALID_INPUT with a message for the user, without content of the file */
export function readServiceAccount(text: string, onSecret?: (secret: string) => void): ServiceAccount {
  const file = readFile(text)
  if (file.type !== 'service_account') throw invalidKey('providers.notServiceAccount')
  if (!file.client_email || !file.private_key) throw invalidKey('providers.accountFileIncomplete')
  if (file.token_uri !== undefined && file.token_uri !== TOKEN_URL) throw invalidKey('providers.accountTokenUri')
  onSecret?.(file.private_key)
  return {
    email: file.client_email,
    privateKey: readKey(file.private_key),
    privateKeyId: file.private_key_id ?? null,
  }
}

/** @param scope permissions of the token, such as `https://www.googleapis.com/auth/cloud-platform` */
export function mintGoogleToken(fetch: EgressFetch, account: ServiceAccount, scope: string): Promise<MintedToken> {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionOf(account, scope) }
  return mintOAuthToken(fetch, { url: TOKEN_URL, form, rejected: 'providers.accountKeyRejected' })
}

function assertionOf({ email, privateKey, privateKeyId }: ServiceAccount, scope: string): string {
  const issuedAt = Math.floor(Date.now() / 1_000)
  const header = { alg: 'RS256', typ: 'JWT', ...(privateKeyId === null ? {} : { kid: privateKeyId }) }
  const claims = { iss: email, scope, aud: TOKEN_URL, iat: issuedAt, exp: issuedAt + LIFE_SECONDS }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
}

function readFile(text: string): z.infer<typeof File> {
  try {
    return parseJson(File, text)
  } catch {
    // The parser's message quotes the file.
    throw invalidKey('providers.accountFileInvalid')
  }
}

function readKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // Reported below, without the key.
  }
  throw invalidKey('providers.accountKeyUnreadable')
}

type Flaw = `providers.${
  | 'notServiceAccount'
  | 'accountFileIncomplete'
  | 'accountTokenUri'
  | 'accountFileInvalid'
  | 'accountKeyUnreadable'}`

const invalidKey = (flaw: Flaw) => new AppError('INVALID_INPUT', problem(flaw))
