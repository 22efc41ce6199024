import { z } from 'zod'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'

/** Describes an app to people who look for a template. */
export const AppCard = z.strictObject({
  title: z.string().trim().min(1).max(120),
  summary: z.string().trim().max(500).default(''),
  author: z.string().trim().max(120).default(''),
  /** SPDX identifier, such as `CC-BY-4.0`. */
  license: z.string().trim().max(60).default(''),
  category: z.string().max(40).default('automation'),
  tags: z.array(z.string().trim().min(1).max(30)).max(10).default([]),
  /** Markdown. */
  readme: z.string().max(20_000).default(''),
  sampleQuestion: z.string().max(4_000).default(''),
  sampleInputs: JsonObjectSchema.default({}),
  /** The oldest version of Patchbay that can run it. */
  minVersion: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .optional(),
})
export type AppCard = z.infer<typeof AppCard>

/** Data of a template that is copied into the workspace, and the recorded result of its sample run. */
export const AppSamples = z.strictObject({
  documents: z
    .array(z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(500_000) }))
    .max(20)
    .default([]),
  run: z.strictObject({ inputs: JsonObjectSchema, answer: z.string().max(20_000) }).optional(),
})
export type AppSamples = z.infer<typeof AppSamples>

const MAX_SAMPLE_CHARACTERS = 2_000_000

export const areSamplesSmall = (samples: JsonObject | AppSamples | undefined): boolean =>
  samples === undefined || JSON.stringify(samples).length <= MAX_SAMPLE_CHARACTERS
