import type { PublicPassage } from '@/lib/contracts/public'
import type { EmbedClient } from '../../embed-client'

interface Place {
  chunkId: string
  start: number
  end: number
  /** The run whose answer cites it. */
  runId?: string | undefined
}

/** The passage of a citation. @throws ChatFailure */
export async function readPassage(client: EmbedClient, { chunkId, start, end, runId }: Place): Promise<PublicPassage> {
  const query = new URLSearchParams({ start: String(start), end: String(end), ...(runId ? { run: runId } : {}) })
  const response = await client.request(`/passages/${client.uuid(chunkId)}?${query}`, {})
  return asPassage(await response.json())
}

/** Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size. */
const asPassage = (value: unknown): PublicPassage => value as PublicPassage
