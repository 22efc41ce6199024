import { z } from 'zod'

export const MAX_PREDICT_TEXT = 20_000
export const MAX_PREDICT_TEXTS = 100

const Text = z
  .string()
  .max(MAX_PREDICT_TEXT, `A text has at most ${MAX_PREDICT_TEXT} characters.`)
  .refine((text) => text.trim() !== '', 'A text must not be empty.')

/** A request to a trained classifier. */
export const PredictBody = z
  .strictObject({
    text: Text.optional(),
    texts: z.array(Text).min(1, 'Send at least one text.').max(MAX_PREDICT_TEXTS).optional(),
    /** The caller's own name for its user, who then always gets the same version. */
    user: z.string().min(1).max(200).optional(),
  })
  .refine(({ text, texts }) => (text === undefined) !== (texts === undefined), 'Send either "text" or "texts".')

export const PredictAnswer = z.strictObject({
  model: z.string(),
  /** The version that answered. */
  version: z.number().int(),
  predictions: z.array(
    z.strictObject({
      /** Null if no class is likely enough. */
      label: z.string().nullable(),
      probability: z.number(),
      /** The ten most likely classes. */
      probabilities: z.array(z.strictObject({ name: z.string(), probability: z.number() })),
    }),
  ),
})
