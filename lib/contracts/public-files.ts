import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { Timestamp } from './shared'

export const PublicFile = z.strictObject({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  /** For a document: its page count, if it has pages, and the length of the extracted text. */
  pages: z.number().int().nullable(),
  characters: z.number().int().nullable(),
  /** The purpose given by a client of OpenAI's files API. */
  purpose: z.string().nullable(),
  /** Also null for an anonymous visitor. */
  endUser: z.string().nullable(),
  createdAt: Timestamp,
})
export type PublicFile = z.infer<typeof PublicFile>

export const PublicFileList = z.strictObject({ files: z.array(PublicFile), nextCursor: Id.nullable() })
export type PublicFileList = z.infer<typeof PublicFileList>

/** The file as shown to the visitor who uploaded it. */
export const VisitorFile = PublicFile.pick({ id: true, name: true, mediaType: true, sizeBytes: true, pages: true })
export type VisitorFile = z.infer<typeof VisitorFile>
