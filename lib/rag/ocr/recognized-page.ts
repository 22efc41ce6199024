import { z } from 'zod'

export const RecognizedPage = z.object({
  /** Paragraphs separated by empty lines; empty if nothing could be read. */
  text: z.string(),
  /** Mean confidence of Tesseract, 0..100, weighted by letters; 0 without text. */
  confidence: z.number(),
})
export type RecognizedPage = z.infer<typeof RecognizedPage>

/** Keyed by page number, from 1. */
export type RecognizedPages = ReadonlyMap<number, RecognizedPage>
