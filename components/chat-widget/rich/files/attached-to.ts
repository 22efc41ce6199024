import type { Turn } from '../../chat/conversation-store'

/** Maximum files per run. */
const MAX = 10

/** Files of the next message: its own images and recording, and the newest documents of the conversation. */
export function attachedTo(turns: readonly Turn[]): Record<string, string[]> {
  const idsOf = (some: readonly Turn[], kind: string) =>
    some.flatMap(({ files = [] }) => files.filter((file) => file.kind === kind).map(({ id }) => id))
  const images = idsOf(turns.slice(-1), 'picture').slice(-MAX)
  const documents = [...new Set(idsOf(turns, 'document'))].slice(-MAX)
  const recordings = idsOf(turns.slice(-1), 'recording').slice(-1)
  return Object.fromEntries(Object.entries({ images, documents, recordings }).filter(([, ids]) => ids.length > 0))
}
