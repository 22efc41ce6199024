import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { DriveApi } from './drive-api'
import { DriveFile, DriveId, FILE_FIELDS, FOLDER } from './drive-file'

const Change = z.object({
  fileId: DriveId.optional(),
  removed: z.boolean().optional(),
  file: DriveFile.optional(),
})
const ChangeList = z.object({
  changes: z.array(Change),
  nextPageToken: z.string().optional(),
  newStartPageToken: z.string().optional(),
})

/** State from which the next sync requests changes. */
export const ChangeToken = z.object({ pageToken: z.string(), folders: z.array(DriveId) })
export type ChangeToken = z.infer<typeof ChangeToken>

export interface DriveChanges {
  /** Current files by id; null if no longer in these folders. */
  files: Map<string, DriveFile | null>
  pageToken: string
}

/** @returns null when folders changed or the token expired; then a full listing is required */
export async function listChanges(api: DriveApi, from: ChangeToken): Promise<DriveChanges | null> {
  const folders = new Set(from.folders)
  const files: DriveChanges['files'] = new Map()
  for (let pageToken = from.pageToken; ; ) {
    const page = await changePage(api, pageToken)
    if (page === null || page.changes.some((change) => isOfFolders(change, folders))) return null
    // The last change of a file counts.
    for (const change of page.changes) files.set(idOf(change), fileInside(change, folders))
    if (page.newStartPageToken) return { files, pageToken: page.newStartPageToken }
    if (!page.nextPageToken) throw new AppError('EGRESS_FAILED', problem('sources.driveListCutOff'))
    pageToken = page.nextPageToken
  }
}

async function changePage(api: DriveApi, pageToken: string) {
  const fields = `nextPageToken,newStartPageToken,changes(fileId,removed,file(${FILE_FIELDS}))`
  const query = { pageToken, fields, pageSize: '1000', includeItemsFromAllDrives: 'true', includeRemoved: 'true' }
  try {
    return await api.json(ChangeList, '/changes', query)
  } catch (error) {
    if (AppError.isInstance(error) && error.code === 'INVALID_INPUT') return null
    throw error
  }
}

type Change = z.infer<typeof Change>

function isOfFolders({ fileId, file }: Change, folders: ReadonlySet<string>): boolean {
  return (fileId !== undefined && folders.has(fileId)) || (file?.mimeType === FOLDER && isInside(file, folders))
}

const idOf = ({ fileId, file }: Change) => fileId ?? file?.id ?? ''

function fileInside({ file, removed }: Change, folders: ReadonlySet<string>): DriveFile | null {
  return file && !removed && !file.trashed && isInside(file, folders) ? file : null
}

function isInside({ parents = [] }: DriveFile, folders: ReadonlySet<string>): boolean {
  return parents.some((parent) => folders.has(parent))
}
