import 'server-only'
import type { PublicPassage } from '@/lib/contracts/public'
import type { PublicFile, PublicFileList } from '@/lib/contracts/public-files'
import type { FileValue } from '@/lib/graph/file-value'
import type { Problem } from '@/lib/messages/problems/types'
import type { Page } from '../cursor-page'
import type { PublishedApp } from '../versions/published-app'

/** Files of an app in its environment; with `endUser` only those of that end user. */
export interface FileScope {
  app: Pick<PublishedApp, 'appId' | 'workspaceId' | 'environment'>
  endUser: string | null
  /** Includes files that the API client sent without an end user. */
  orOfClient?: boolean
}

/** A validated file; for a document with the extracted text. */
export interface CheckedFile {
  name: string
  mediaType: string
  bytes: Uint8Array
  text: Pick<FileValue, 'text' | 'pages'> | null
}

/** The sender of a file. */
export interface FileSender extends FileScope {
  /** Whether the file was sent without an API key. */
  byVisitor?: boolean | undefined
  /** For an anonymous visitor: a hash of the address, by which their files are counted. */
  visitor?: string | undefined
}

/** Remaining quota of a sender, and the limit that applies. */
export interface FileRoom {
  bytes: number
  problem: Problem
}

/** Uploaded files of people and API clients; an end user only has access to their own. */
export interface FileBackend {
  /** The remaining quota, checked before a file is read. */
  fileRoom(sender: FileSender): Promise<FileRoom>
  /** Stores a validated file. @throws TOO_LARGE when the storage limit of the workspace or the end user is reached */
  storeFile(request: FileSender & { file: CheckedFile; purpose?: string | undefined }): Promise<PublicFile>
  /** Without an end user, files of visitors are excluded. */
  listFiles(request: FileScope & Page & { purpose?: string | undefined }): Promise<PublicFileList>
  /** @throws NOT_FOUND when one is missing */
  findFiles(request: FileScope & { ids: readonly string[] }): Promise<PublicFile[]>
  /** @throws NOT_FOUND */
  readFile(request: FileScope & { id: string }): Promise<{ file: PublicFile; bytes: Uint8Array }>
  /** The part of a document that an answer quotes. @returns null if it is not in this scope */
  filePassage(request: FileScope & { chunkId: string; start: number; end: number }): Promise<PublicPassage | null>
  /** @throws NOT_FOUND */
  removeFile(request: FileScope & { id: string }): Promise<void>
}
