import 'server-only'
import type { PublicCitation, PublicUsage } from '@/lib/contracts/public'
import type { RunStatus } from '@/lib/contracts/run-status'

/** Token counts and sources of an answer. Prices are the owner's business and stay private. */
export function toMetadata({
  usage,
  citations,
  latency,
}: {
  usage: PublicUsage
  citations: readonly PublicCitation[]
  latency: number
}) {
  return { usage: { ...toUsage(usage), latency }, retriever_resources: citations.map(toResource) }
}

const toUsage = ({ inputTokens, outputTokens }: PublicUsage) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
})

export const toResource = ({ number, documentName, chunkId, page, quote }: PublicCitation) => ({
  position: number,
  document_name: documentName,
  segment_id: chunkId,
  content: quote,
  page,
})

export function difyStatus(status: RunStatus): string {
  if (status === 'cancelled') return 'stopped'
  return status === 'queued' ? 'running' : status
}

/** Run ids start with their creation time. */
export function createdAt(runId: string): number {
  return Math.floor(Number.parseInt(runId.replaceAll('-', '').slice(0, 12), 16) / 1_000)
}

export const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1_000)

/** Duration in seconds, until now if the run has not ended. */
export const elapsedOf = (run: { createdAt: Date; endedAt: Date | null }): number =>
  Math.max(0, (run.endedAt?.getTime() ?? Date.now()) - run.createdAt.getTime()) / 1_000

export const totalTokens = ({ inputTokens, outputTokens }: Omit<PublicUsage, 'estimated'>): number =>
  inputTokens + outputTokens
