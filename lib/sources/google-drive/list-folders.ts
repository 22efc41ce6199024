import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { DriveApi } from './drive-api'
import { DriveFile, DriveId, FILE_FIELDS, FOLDER } from './drive-file'

const MAX_FOLDERS = 2_000
const FileList = z.object({
  files: z.array(DriveFile),
  nextPageToken: z.string().optional(),
  incompleteSearch: z.boolean().optional(),
})
const StartToken = z.object({ startPageToken: z.string() })

/** Where a list goes on. */
export const Place = z.object({
  /** Folders that are still to be looked into. */
  waiting: z.array(DriveId),
  folders: z.array(DriveId),
  pageToken: z.string().nullable(),
  /** What changes are asked for with next time; empty: Google gave none. */
  start: z.string(),
})
export type Place = z.infer<typeof Place>

/** The token is asked for before the list, so that what changes meanwhile is told next time. */
export async function beginFolders(api: DriveApi, root: string): Promise<Place> {
  const answer = await api.json(StartToken, '/changes/startPageToken', {})
  return { waiting: [root], folders: [root], pageToken: null, start: answer?.startPageToken ?? '' }
}

/** One page of the first waiting folder. `next`: null when that was all. @throws AppError NOT_FOUND */
export async function listFolderPage(
  api: DriveApi,
  place: Place,
  { subfolders }: { subfolders: boolean },
): Promise<{ files: DriveFile[]; folders: string[]; next: Place | null }> {
  const [folder = '', ...others] = place.waiting
  const page = await api.json(FileList, '/files', {
    q: `'${folder}' in parents and trashed = false`,
    fields: `nextPageToken,incompleteSearch,files(${FILE_FIELDS})`,
    ...{ pageSize: '1000', orderBy: 'name', includeItemsFromAllDrives: 'true' },
    ...(place.pageToken === null ? {} : { pageToken: place.pageToken }),
  })
  if (page === null || page.incompleteSearch)
    throw new AppError(
      'NOT_FOUND',
      'The folder was not found. Share it with the service account’s address, or check the link.',
    )
  const inside = subfolders ? page.files.filter(({ mimeType }) => mimeType === FOLDER) : []
  // A folder may lie in several, even in itself.
  const known = new Set(place.folders)
  const fresh = inside.flatMap(({ id }) => (known.has(id) ? [] : [id])).slice(0, Math.max(0, MAX_FOLDERS - known.size))
  const waiting = [...(page.nextPageToken ? [folder] : []), ...others, ...fresh]
  const folders = [...place.folders, ...fresh]
  const next = { waiting, folders, pageToken: page.nextPageToken ?? null, start: place.start }
  return { files: page.files, folders, next: waiting.length === 0 ? null : next }
}
