import 'server-only'
import type { PublicPassage } from '@/lib/contracts/public'
import type { PublicFile, PublicFileList } from '@/lib/contracts/public-files'
import type { FileValue } from '@/lib/graph/file-value'
import type { Page } from '../conversations/conversation-types'
import type { PublishedApp } from '../public/types'

/** Files of an app in its environment; with `endUser` those of this one only. */
export interface FileScope {
  app: Pick<PublishedApp, 'appId' | 'workspaceId' | 'environment'>
  endUser: string | null
  /** Beside the end user's files those that the program has sent for nobody in particular. */
  orOfProgram?: boolean
}

/** A file that was checked; of a document also what was read out of it. */
export interface CheckedFile {
  name: string
  mediaType: string
  bytes: Uint8Array
  text: Pick<FileValue, 'text' | 'pages'> | null
}

/** Who sends a file. */
export interface FileSender extends FileScope {
  /** Without a key. */
  byVisitor?: boolean | undefined
  /** Of an anonymous visitor: a hash of the address, by which their files are counted. */
  visitor?: string | undefined
}

/** How much a sender may still send, and what limits it. */
export interface FileRoom {
  bytes: number
  message: string
}

/** Pictures and documents that people and programs send; for an end user only their own exist. */
export interface FileBackend {
  /** Known before anything of a file is read. */
  fileRoom(sender: FileSender): Promise<FileRoom>
  /** Checked already. @throws TOO_LARGE when the workspace or the end user keeps too much */
  storeFile(request: FileSender & { file: CheckedFile; purpose?: string | undefined }): Promise<PublicFile>
  /** Without an end user those of visitors are left out. */
  listFiles(request: FileScope & Page & { purpose?: string | undefined }): Promise<PublicFileList>
  /** @throws NOT_FOUND when one is missing */
  findFiles(request: FileScope & { ids: readonly string[] }): Promise<PublicFile[]>
  /** @throws NOT_FOUND */
  readFile(request: FileScope & { id: string }): Promise<{ file: PublicFile; bytes: Uint8Array }>
  /** Part of a document that an answer quotes. null: none of this scope */
  filePassage(request: FileScope & { chunkId: string; start: number; end: number }): Promise<PublicPassage | null>
  /** @throws NOT_FOUND */
  removeFile(request: FileScope & { id: string }): Promise<void>
}
