import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { Timestamp } from './shared'

export const PublicFile = z.strictObject({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  /** Of a document: its pages, where it has pages, and the length of the text that was read out of it. */
  pages: z.number().int().nullable(),
  characters: z.number().int().nullable(),
  /** What a client of OpenAI's files said that it is for. */
  purpose: z.string().nullable(),
  /** null also of a visitor who is not named in the request. */
  endUser: z.string().nullable(),
  createdAt: Timestamp,
})
export type PublicFile = z.infer<typeof PublicFile>

export const PublicFileList = z.strictObject({ files: z.array(PublicFile), nextCursor: Id.nullable() })
export type PublicFileList = z.infer<typeof PublicFileList>

/** What a visitor learns of a file that they sent. */
export const VisitorFile = PublicFile.pick({ id: true, name: true, mediaType: true, sizeBytes: true, pages: true })
export type VisitorFile = z.infer<typeof VisitorFile>
