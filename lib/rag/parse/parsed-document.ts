import { z } from 'zod'

const Offset = z.number().int().nonnegative()

/** A heading: `start` is where its line begins, `contentStart` where the text below it begins. */
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

/** What every parser gives: one text, and where its pages and headings stand in it. */
export const ParsedDocument = z.object({
  text: z.string(),
  title: z.string(),
  pages: z.array(DocumentPage),
  sections: z.array(DocumentSection),
  language: z.string(),
  /** What the text is made of; decides how it is cut into chunks when nobody says. */
  shape: z.enum(['prose', 'records', 'code']),
  /** What the file says of itself: `author`, `created`, `modified`, `subject`, `keywords`, front matter by its own names. */
  properties: z.record(z.string(), PropertyValue),
  /** Sentences on what could not be read, such as pages that are pictures. */
  notices: z.array(z.string()),
})
export type ParsedDocument = z.infer<typeof ParsedDocument>
