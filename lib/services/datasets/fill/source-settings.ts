import { z } from 'zod'
import { ExampleMapping, generateExamples, RunsFilter } from '@/lib/contracts/dataset-sources'
import { ExampleReview } from '@/lib/contracts/datasets'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { UPLOAD_FORMATS } from '../parse/upload-format'

/** Settings of a source. They are stored with it, so that a retried job does the same. */
export const UploadSettings = z.object({
  fileId: Id,
  format: z.enum(UPLOAD_FORMATS),
  columns: z.array(z.string()),
  suggested: ExampleMapping,
  sample: z.array(JsonObjectSchema),
  mapping: ExampleMapping.optional(),
  review: ExampleReview.optional(),
})
export type UploadSettings = z.infer<typeof UploadSettings>

export const RunsSettings = z.object({
  filter: RunsFilter,
  review: ExampleReview,
  takesRestricted: z.boolean().default(false),
})
export type RunsSettings = z.infer<typeof RunsSettings>

export const GenerateSettings = generateExamples.body
export type GenerateSettings = z.infer<typeof GenerateSettings>
