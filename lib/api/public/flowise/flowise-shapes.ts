import 'server-only'
import type { PublicCitation, PublicUsage } from '@/lib/contracts/public'

export const toSourceDocuments = (citations: readonly PublicCitation[]) =>
  citations.map(({ number, chunkId, documentName, page, quote }) => ({
    pageContent: quote,
    metadata: { source: documentName, page, number, chunkId },
  }))

/** LangChain's names, which Flowise passes on. */
export const toUsage = ({ inputTokens, outputTokens }: PublicUsage) => ({
  input_tokens: inputTokens,
  output_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
})

/** The message id is the run's id, for ratings and for the native API. */
export const toMetadata = ({ chatId, runId, question }: { chatId: string; runId: string; question: string }) => ({
  chatId,
  chatMessageId: runId,
  executionId: runId,
  question,
  sessionId: chatId,
})
