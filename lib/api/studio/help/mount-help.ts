import 'server-only'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Hono } from 'hono'

const gzipped = promisify(gzip)
const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
}
/** Names as scripts/build/build-help.mjs writes them: no part begins with a dot. */
const NAME = /^(?:[\w-]+\/)*[\w-]+(?:\.patchbay)?\.(json|svg|png)$/

/**
 * The help pages of the build. They are the documentation of the product and contain nothing about this instance, so
 * they need no session.
 */
export function mountHelp(router: Hono, folder: string): void {
  router.get('/api/help/*', async ({ req }) => {
    const name = req.path.slice('/api/help/'.length)
    const [, ending = ''] = NAME.exec(name) ?? []
    const file = path.join(folder, name)
    const info = ending === '' ? null : await stat(file).catch(() => null)
    if (!info?.isFile()) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
    const headers = {
      etag: `"${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}"`,
      'cache-control': 'no-cache',
      'content-type': TYPES[ending] ?? 'application/octet-stream',
      // Prevents scripts in a picture that is opened directly.
      'content-security-policy': 'sandbox',
      vary: 'accept-encoding',
    }
    if (req.header('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
    const bytes = await readFile(file)
    if (ending === 'png' || !/\bgzip\b/.test(req.header('accept-encoding') ?? ''))
      return new Response(new Uint8Array(bytes), { headers })
    return new Response(new Uint8Array(await gzipped(bytes)), { headers: { ...headers, 'content-encoding': 'gzip' } })
  })
}
