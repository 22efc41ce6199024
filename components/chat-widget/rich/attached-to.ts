import type { Turn } from '../conversation-store'

/** What one run takes at most. */
const MOST = 10

/** The files of the next message: its own pictures, and the documents of the whole conversation, the newest ones. */
export function attachedTo(turns: readonly Turn[]): { images?: string[]; documents?: string[] } {
  const idsOf = (some: readonly Turn[], kind: string) =>
    some.flatMap(({ files = [] }) => files.filter((file) => file.kind === kind).map(({ id }) => id))
  const images = idsOf(turns.slice(-1), 'picture').slice(-MOST)
  const documents = [...new Set(idsOf(turns, 'document'))].slice(-MOST)
  return { ...(images.length > 0 ? { images } : {}), ...(documents.length > 0 ? { documents } : {}) }
}
