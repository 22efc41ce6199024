import { z } from 'zod'

export const RecognisedPage = z.object({
  /** Paragraphs, set off by empty lines; empty where nothing could be read. */
  text: z.string(),
  /** Mean over its letters, 0..100, as Tesseract says it; 0 where there is no text. */
  confidence: z.number(),
})
export type RecognisedPage = z.infer<typeof RecognisedPage>

/** By the number of the page, from 1. */
export type RecognisedPages = ReadonlyMap<number, RecognisedPage>
