import { DOCUMENT_EXTENSIONS, PICTURE_EXTENSIONS, RECORDING_EXTENSIONS } from '@/lib/contracts/file-limits'
import type { EmbedApp } from '@/lib/contracts/public'

/** Files that a message or field accepts. */
export type Takes = EmbedApp['attach']

/** For a file dialog. */
export function acceptOf({ images, documents, recordings }: Takes): string {
  const extensions = [
    ...(images ? PICTURE_EXTENSIONS : []),
    ...(documents ? DOCUMENT_EXTENSIONS : []),
    ...(recordings ? RECORDING_EXTENSIONS : []),
  ]
  return extensions.map((extension) => `.${extension}`).join(',')
}

/** Dropped, dragged or pasted files; null if the event has other content, such as text. */
export function filesOf(event: Event): File[] | null {
  const data =
    event instanceof DragEvent ? event.dataTransfer : event instanceof ClipboardEvent ? event.clipboardData : null
  if (!data?.types.includes('Files')) return null
  return [...data.files]
}
