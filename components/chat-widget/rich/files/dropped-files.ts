import {
  DOCUMENT_EXTENSIONS,
  DOCUMENT_TYPES,
  MAX_DOCUMENT_BYTES,
  MAX_PICTURE_BYTES,
  PICTURE_EXTENSIONS,
  RECORDING_EXTENSIONS,
} from '@/lib/contracts/file-limits'
import type { EmbedApp } from '@/lib/contracts/public'
import { fill } from '../../texts'

/** Files that a message or field accepts. */
export type AcceptedKinds = EmbedApp['attach']

/** The `accept` attribute of a file dialog. */
export function acceptOf({ images, documents, recordings }: AcceptedKinds): string {
  const extensions = [
    ...(images ? PICTURE_EXTENSIONS : []),
    ...(documents ? DOCUMENT_EXTENSIONS : []),
    ...(recordings ? RECORDING_EXTENSIONS : []),
  ]
  return extensions.map((extension) => `.${extension}`).join(',')
}

/** The accepted types, by their common names. */
export const FILE_TYPES = {
  image: 'PNG, JPEG, WebP, GIF',
  audio: 'MP3, WAV, Ogg, FLAC, WebM, M4A',
  file: DOCUMENT_TYPES,
} as const

/** The accepted kinds and sizes of files. */
export function limitsOf({ images, documents, recordings }: AcceptedKinds): string {
  const others = [...(documents ? [FILE_TYPES.file] : []), ...(recordings ? [FILE_TYPES.audio] : [])]
  const kinds = [
    ...(images ? [{ types: FILE_TYPES.image, bytes: MAX_PICTURE_BYTES }] : []),
    ...(others.length > 0 ? [{ types: others.join(', '), bytes: MAX_DOCUMENT_BYTES }] : []),
  ]
  return kinds.map(({ types, bytes }) => fill('fileLimits', { types, size: bytes / 1024 / 1024 })).join(' · ')
}

/** Dropped, dragged or pasted files; null if the event has other content, such as text. */
export function filesOf(event: Event): File[] | null {
  const data =
    event instanceof DragEvent ? event.dataTransfer : event instanceof ClipboardEvent ? event.clipboardData : null
  if (!data?.types.includes('Files')) return null
  return [...data.files]
}
