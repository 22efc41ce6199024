import type { MessageKey } from '@/lib/client/messages/t'
import type { DocumentStatus } from '@/lib/contracts/knowledge'

/** The stages of ingestion, in order. */
export const STAGES = ['queued', 'parsing', 'chunking', 'embedding', 'indexing', 'ready'] as const

export const STATUS_LABELS = {
  queued: 'knowledge.statusQueued',
  parsing: 'knowledge.statusParsing',
  chunking: 'knowledge.statusChunking',
  embedding: 'knowledge.statusEmbedding',
  indexing: 'knowledge.statusIndexing',
  ready: 'knowledge.statusReady',
  failed: 'knowledge.statusFailed',
} as const satisfies Record<DocumentStatus, MessageKey>

export function isPending(status: DocumentStatus): boolean {
  return status !== 'ready' && status !== 'failed'
}

/** Progress range of each stage; embedding takes by far the longest. */
const SPANS = {
  queued: [0, 0],
  parsing: [0.03, 0.2],
  chunking: [0.2, 0.25],
  embedding: [0.25, 0.92],
  indexing: [0.92, 1],
  ready: [1, 1],
  failed: [1, 1],
} as const

/** One progress bar over all stages; empty while the document is queued. */
export function overallProgress(status: DocumentStatus, progress: number): number {
  const [start, end] = SPANS[status]
  return start + (end - start) * Math.min(1, Math.max(0, progress))
}
