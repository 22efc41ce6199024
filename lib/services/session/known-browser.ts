import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import type { AnonymousContext } from '../context'

const KEPT_SECONDS = 180 * 24 * 60 * 60
const Payload = z.strictObject({ browser: z.string(), account: z.string() })

type Context = Pick<AnonymousContext, 'system' | 'headers' | 'cookies'>

/**
 * Marks the browser after a sign-in. The cookie is not a session: it only selects a separate limit of password
 * attempts.
 */
export function rememberBrowser(ctx: Context, email: string): void {
  const browser = knownBrowser(ctx, email) ?? newId()
  const value = ctx.system.knownBrowsers.sign({ browser, account: hashOf(email) }, KEPT_SECONDS)
  const secure = isSecure(ctx) ? '; Secure' : ''
  ctx.cookies.push(
    `${nameOf(ctx)}=${value}; Max-Age=${KEPT_SECONDS}; Path=/api/studio/session; HttpOnly; SameSite=Lax${secure}`,
  )
}

/** The id of a browser that signed in to the account before. @returns null for other browsers and invalid cookies */
export function knownBrowser({ system, headers }: Omit<Context, 'cookies'>, email: string): string | null {
  const name = nameOf({ system })
  const cookies = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const value = cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  if (value === undefined) return null
  try {
    const { browser, account } = system.knownBrowsers.verify(value, Payload)
    return account === hashOf(email) ? browser : null
  } catch {
    return null
  }
}

const isSecure = ({ system }: Pick<Context, 'system'>) => system.appUrl.startsWith('https:')

const nameOf = (ctx: Pick<Context, 'system'>) => `${isSecure(ctx) ? '__Secure-' : ''}patchbay.known_browser`

/** Hides the address, because the payload is signed but not encrypted. */
const hashOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('base64url')
