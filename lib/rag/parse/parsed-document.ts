import { z } from 'zod'
import { ProblemSchema } from '@/lib/messages/problems/problem-schema'
import { verbatim } from '@/lib/messages/problems/verbatim'

const Offset = z.number().int().nonnegative()

/** A heading: `start` is the start of its line, `contentStart` the start of the text below. */
export const DocumentSection = z.object({
  level: z.number().int().min(1).max(6),
  title: z.string(),
  start: Offset,
  contentStart: Offset,
})
export type DocumentSection = z.infer<typeof DocumentSection>

export const DocumentPage = z.object({ page: z.number().int().positive(), start: Offset, end: Offset })

/** Dates are ISO 8601 strings. */
export const PropertyValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
export type PropertyValue = z.infer<typeof PropertyValue>

/** Output of every parser: one text, with the positions of its pages and headings. */
export const ParsedDocument = z.object({
  text: z.string(),
  title: z.string(),
  pages: z.array(DocumentPage),
  sections: z.array(DocumentSection),
  language: z.string(),
  /** Kind of text, which determines the default chunker. */
  shape: z.enum(['prose', 'records', 'code']),
  /**
   * Metadata from the file: `author`, `created`, `modified`, `subject`, `keywords`, front matter
   * under its own names.
   */
  properties: z.record(z.string(), PropertyValue),
  /** Unreadable parts, such as scanned pages. Documents stored before notices had keys contain plain texts. */
  notices: z.array(z.union([ProblemSchema, z.string().transform(verbatim)])),
})
export type ParsedDocument = z.infer<typeof ParsedDocument>
