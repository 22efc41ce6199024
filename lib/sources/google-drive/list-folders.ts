import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { DriveApi } from './drive-api'
import { DriveFile, DriveId, FILE_FIELDS, FOLDER } from './drive-file'

const MAX_FOLDERS = 2_000
const FileList = z.object({
  files: z.array(DriveFile),
  nextPageToken: z.string().optional(),
  incompleteSearch: z.boolean().optional(),
})
const StartToken = z.object({ startPageToken: z.string() })

/** Position from which a listing resumes. */
export const Place = z.object({
  /** Folders still to be listed. */
  waiting: z.array(DriveId),
  folders: z.array(DriveId),
  pageToken: z.string().nullable(),
  /** Change token of the next sync; empty if none was issued. */
  start: z.string(),
})
export type Place = z.infer<typeof Place>

/** Requests the token before the listing, so that the next sync sees changes made meanwhile. */
export async function beginFolders(api: DriveApi, root: string): Promise<Place> {
  const answer = await api.json(StartToken, '/changes/startPageToken', {})
  return { waiting: [root], folders: [root], pageToken: null, start: answer?.startPageToken ?? '' }
}

/** Lists one page of the first waiting folder. `next`: null after the last page. @throws AppError NOT_FOUND */
export async function listFolderPage(
  api: DriveApi,
  place: Place,
  { subfolders }: { subfolders: boolean },
): Promise<{ files: DriveFile[]; folders: string[]; next: Place | null }> {
  const [folder = '', ...others] = place.waiting
  const page = await api.json(FileList, '/files', {
    q: `'${folder}' in parents and trashed = false`,
    fields: `nextPageToken,incompleteSearch,files(${FILE_FIELDS})`,
    pageSize: '1000',
    orderBy: 'name',
    includeItemsFromAllDrives: 'true',
    ...(place.pageToken === null ? {} : { pageToken: place.pageToken }),
  })
  if (page === null || page.incompleteSearch) throw new AppError('NOT_FOUND', problem('sources.driveFolderMissing'))
  const inside = subfolders ? page.files.filter(({ mimeType }) => mimeType === FOLDER) : []
  // A folder may have several parents, even itself.
  const known = new Set(place.folders)
  const fresh = inside.flatMap(({ id }) => (known.has(id) ? [] : [id])).slice(0, Math.max(0, MAX_FOLDERS - known.size))
  const waiting = [...(page.nextPageToken ? [folder] : []), ...others, ...fresh]
  const folders = [...place.folders, ...fresh]
  const next = { waiting, folders, pageToken: page.nextPageToken ?? null, start: place.start }
  return { files: page.files, folders, next: waiting.length === 0 ? null : next }
}
