import type { Json, JsonObject } from '@/lib/core/json'
import type { RunRecord } from '../run-store'
import type { RunFile } from './run-file-store'

/** Maximum files per run. */
const MAX = 10

/** Files of a chat's next run: newly attached images and recording, and the documents of the whole conversation. */
export function attachedInputs(files: readonly RunFile[], before: readonly Pick<RunRecord, 'inputs'>[]): JsonObject {
  const sent = files.flatMap((file) => file.sent ?? [])
  const idsOf = (wanted: string) => sent.filter(({ kind }) => kind === wanted).map(({ id }) => id)
  const earlier = before.flatMap(({ inputs }) => asIds(inputs.documents))
  const documents = [...new Set([...earlier, ...idsOf('documents')])].slice(-MAX)
  const all = { images: idsOf('images'), documents, recordings: idsOf('recordings').slice(-1) }
  return Object.fromEntries(Object.entries(all).filter(([, ids]) => ids.length > 0))
}

function asIds(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
