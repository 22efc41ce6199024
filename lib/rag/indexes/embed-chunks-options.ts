import 'server-only'
import type { Database } from '@/lib/db/database'
import type { Chunk } from '../chunk/chunk'
import type { EmbedTexts } from './embed-passages'
import type { KnownText } from './known-vectors'

export interface EmbedChunksOptions extends KnownText {
  db: Database
  language: string
  chunks: readonly Chunk[]
  embed: EmbedTexts
  signal?: AbortSignal | undefined
  onProgress?: (done: number, total: number) => void
}
