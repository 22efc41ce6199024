import 'server-only'
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PublicAsset } from '../public-api'

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.woff2', 'font/woff2'],
])

/** Reads built files once, and again after a new build. */
export function builtAssets(folder: string): (name: string) => Promise<PublicAsset | null> {
  const cache = new Map<string, { mtimeMs: number; asset: PublicAsset }>()
  return async (name) => {
    // Build files only: a name, or one in the folder of chunks.
    if (!/^(?:chat-parts\/)?[\w-]+\.\w+$/.test(name)) return null
    const file = path.join(folder, name)
    const info = await stat(file).catch(() => null)
    if (!info) return null
    const cached = cache.get(name)
    if (cached?.mtimeMs === info.mtimeMs) return cached.asset
    const asset = toAsset(name, await readFile(file))
    cache.set(name, { mtimeMs: info.mtimeMs, asset })
    return asset
  }
}

function toAsset(name: string, bytes: Buffer): PublicAsset {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16)
  return {
    body: new Uint8Array(bytes),
    // Fonts are compressed already.
    gzip: name.endsWith('.woff2') ? null : new Uint8Array(gzipSync(bytes, { level: 9 })),
    contentType: TYPES.get(path.extname(name)) ?? 'application/octet-stream',
    etag: `"${hash}"`,
  }
}
