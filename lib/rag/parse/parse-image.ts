import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { RecognizedPages } from '../ocr/recognized-page'
import type { Parsed } from './parsed'
import { TextBuilder } from './text-builder'

/** An image has one page; its text comes from text recognition. */
export function parsePicture(recognizedPages: RecognizedPages | undefined): Parsed {
  const builder = new TextBuilder()
  if (!recognizedPages) return { builder, scans: [1] }
  const seen = recognizedPages.get(1)
  if (!seen?.text) throw new AppError('INVALID_INPUT', problem('documents.noTextInPicture'))
  for (const paragraph of seen.text.split('\n\n')) builder.block(paragraph)
  const notices = [problem('documents.ocrConfidence', { percent: seen.confidence })]
  return { builder, pages: [{ page: 1, start: 0, end: builder.length }], notices }
}
