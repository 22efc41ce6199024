import { z } from 'zod'
import { Id } from './ids'
import type { Json } from './json'

/** Reference to a file in a run. Its bytes are in the file store and are read where needed. */
export const FileRef = z.object({
  fileId: Id,
  name: z.string().max(255),
  mediaType: z.string().max(100),
  sizeBytes: z.number().int().min(0),
})
export type FileRef = z.infer<typeof FileRef>

/** The file reference of a value; null if it is something else. */
export function asFileRef(value: Json | undefined): FileRef | null {
  const parsed = FileRef.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** The file references of a value that is one, or a list of them; null if it is something else. */
export function asFileRefs(value: Json | undefined): FileRef[] | null {
  const files = (Array.isArray(value) ? value : [value]).map(asFileRef)
  const readable = files.filter((file) => file !== null)
  return readable.length > 0 && readable.length === files.length ? readable : null
}
