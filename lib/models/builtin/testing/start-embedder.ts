import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { bundleEntry } from '../bundle-entry'
import { createEmbedder } from '../create-embedder'

/**
 * Bundles and starts the built-in embedder from source, since tests run before the build. Call it
 * before the first query.
 * @returns a function that stops it and removes its files.
 */
export async function startEmbedder(): Promise<() => Promise<void>> {
  const entry = await bundleEntry('lib/models/builtin/embedder.entry.ts')
  const modelsDirectory = await mkdtemp(path.join(os.tmpdir(), 'patchbay-embedder-'))
  const embedder = singleton('builtin-embedder', () => createEmbedder({ entry, modelsDirectory }))
  return async () => {
    dropSingleton('builtin-embedder')
    await embedder.close()
    for (const folder of [modelsDirectory, path.dirname(entry.pathname)]) await rm(folder, { recursive: true })
  }
}
