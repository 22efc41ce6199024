import { z } from 'zod'
import type { FoundItem } from '../source-client'

export const FOLDER = 'application/vnd.google-apps.folder'
/** Export formats of Google documents. */
const EXPORTS: Readonly<Record<string, { type: string; extension: string }>> = {
  'application/vnd.google-apps.document': { type: 'text/markdown', extension: '.md' },
  'application/vnd.google-apps.spreadsheet': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: '.xlsx',
  },
  'application/vnd.google-apps.presentation': {
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extension: '.pptx',
  },
}

/** `fields` parameter of every file query. */
export const FILE_FIELDS = 'id,name,mimeType,md5Checksum,modifiedTime,size,webViewLink,parents,trashed'

/** A file id, which is used in URLs and queries. */
export const DriveId = z.string().regex(/^[\w-]{1,200}$/)

export const DriveFile = z.object({
  id: DriveId,
  name: z.string(),
  mimeType: z.string(),
  md5Checksum: z.string().optional(),
  modifiedTime: z.string().optional(),
  size: z.string().optional(),
  webViewLink: z.string().optional(),
  parents: z.array(z.string()).optional(),
  trashed: z.boolean().optional(),
})
export type DriveFile = z.infer<typeof DriveFile>

/** Undefined to download the file unchanged. */
export function exportOf(mimeType: unknown) {
  return typeof mimeType === 'string' && Object.hasOwn(EXPORTS, mimeType) ? EXPORTS[mimeType] : undefined
}

/** Folders, forms, drawings and shortcuts contain no text. */
export function hasText({ mimeType }: DriveFile): boolean {
  return !mimeType.startsWith('application/vnd.google-apps.') || exportOf(mimeType) !== undefined
}

export function toItem({ id, name, mimeType, md5Checksum, modifiedTime, size, webViewLink }: DriveFile): FoundItem {
  return {
    key: id,
    name,
    url: webViewLink && /^https:\/\//.test(webViewLink) ? webViewLink : null,
    // Google documents have no checksum.
    revision: md5Checksum ?? modifiedTime ?? null,
    hint: { type: mimeType, size: Number(size ?? 0) },
  }
}
