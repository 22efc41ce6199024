import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'

/** Tesseract's name of the data: `eng`, `deu`, `chi_sim`. */
export const OcrLanguage = z.string().regex(/^[a-z]{3}(?:_[a-z]{3,4}){0,2}$/)
export type OcrLanguage = z.infer<typeof OcrLanguage>

/**
 * Settings for reading scanned pages and images of a knowledge base. Each additional language makes it slower and
 * less reliable.
 */
export const OcrSettings = z.strictObject({
  isOn: z.boolean(),
  languages: z
    .array(OcrLanguage)
    .min(1, schemaError('forms.languageMissing'))
    .max(3, schemaError('forms.tooManyLanguages')),
})
export type OcrSettings = z.infer<typeof OcrSettings>

export const DEFAULT_OCR: OcrSettings = { isOn: true, languages: ['eng'] }
