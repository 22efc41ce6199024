import type { Json, JsonObject } from '@/lib/core/json'
import type { RunRecord } from './run-store'
import type { RunFile } from './use-run-files'

/** What one run takes at most. */
const MOST = 10

/** The files of a chat's next run: the pictures that were just attached, and the documents of the whole conversation. */
export function attachedInputs(files: readonly RunFile[], before: readonly Pick<RunRecord, 'inputs'>[]): JsonObject {
  const sent = files.flatMap((file) => file.sent ?? [])
  const images = sent.filter(({ isPicture }) => isPicture).map(({ id }) => id)
  const earlier = before.flatMap(({ inputs }) => asIds(inputs.documents))
  const documents = [...new Set([...earlier, ...sent.filter(({ isPicture }) => !isPicture).map(({ id }) => id)])]
  return {
    ...(images.length > 0 ? { images } : {}),
    ...(documents.length > 0 ? { documents: documents.slice(-MOST) } : {}),
  }
}

function asIds(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
