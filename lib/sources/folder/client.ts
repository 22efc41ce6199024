import 'server-only'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { defineSource, type FoundItem, type ItemPage, MAX_FILE_BYTES } from '../source-client'
import { isWanted } from '../wildcard'
import { manifest } from './manifest'
import { readInside, resolveInside, walkFolder } from './walk-folder'

const PAGE = 500
const MAX_PATH_BYTES = 1_000

export default defineSource(manifest, ({ settings, folders, signal }) => {
  const root = folders.get(settings.folder)
  if (root === undefined)
    throw new AppError('FORBIDDEN', problem('sources.folderNotOffered', { folder: settings.folder }))
  const below = settings.path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
  return {
    parallel: 4,
    maxItems: 50_000,
    async *list(): AsyncGenerator<ItemPage> {
      await resolveInside(root, below)
      let items: FoundItem[] = []
      for await (const file of walkFolder(root, below, signal)) {
        if (!isWanted(file.path, settings) || Buffer.byteLength(file.path) > MAX_PATH_BYTES) continue
        items.push({ key: file.path, name: path.posix.basename(file.path), url: null, revision: file.revision })
        if (items.length < PAGE) continue
        // Walking the folder again after a restart is cheaper than storing a position.
        yield { items, cursor: 'again' }
        items = []
      }
      yield { items, cursor: null }
    },
    async fetch({ key }) {
      const file = await readInside(root, key, MAX_FILE_BYTES)
      if (file === null) return { kind: 'gone' }
      return { kind: 'file', name: path.posix.basename(key), mimeType: null, url: null, ...file }
    },
  }
})
