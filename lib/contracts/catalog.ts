import { z } from 'zod'

export const CATALOG_ABILITIES = [
  'chat',
  'vision',
  'tools',
  'json-schema',
  'embed',
  'rerank',
  'transcribe',
  'speak',
  'image',
] as const
export type CatalogAbility = (typeof CATALOG_ABILITIES)[number]

/** The permitted use of the data that a service receives. `stays-here`: it stays on the operator's own machine. */
export const DATA_USE_POLICIES = [
  'no-training',
  'training-opt-out',
  'may-train',
  'depends-on-plan',
  'stays-here',
] as const
export type DataUsePolicy = (typeof DATA_USE_POLICIES)[number]

/** A day, as `2026-11-24`. */
export const Day = z.iso.date()
/** A day, or a month where no more is published. */
export const DayOrMonth = z.string().regex(/^\d{4}-\d{2}(?:-\d{2})?$/)

const Micros = z.number().int().min(0)

/** Prices of requests with more input than `aboveInputTokens`; they apply to the whole request. */
export const PriceTier = z.strictObject({
  aboveInputTokens: z.number().int().min(1),
  input: Micros,
  output: Micros,
  cachedInput: Micros.optional(),
  cacheWrite: Micros.optional(),
})

/** Millionths of a US dollar for a million tokens. */
export const CatalogPrice = z.strictObject({
  /** The first day on which the price is known to apply. */
  validFrom: Day,
  /** The first day on which it no longer applies. */
  validUntil: Day.optional(),
  input: Micros,
  output: Micros,
  /** Absent if cached tokens have the normal price. */
  cachedInput: Micros.optional(),
  cacheWrite: Micros.optional(),
  batchInput: Micros.optional(),
  batchOutput: Micros.optional(),
  /** Millionths of a US dollar for a thousand searches; services that bill searches do not bill tokens. */
  search: Micros.optional(),
  tiers: z.array(PriceTier).optional(),
})
export type CatalogPrice = z.infer<typeof CatalogPrice>

export const DataUse = z.strictObject({
  policy: z.enum(DATA_USE_POLICIES),
  retentionDays: z.number().int().min(0).optional(),
  note: z.string().optional(),
  source: z.url(),
})

/** The price of one unit not billed by token, in millionths of a US dollar. */
export const UnitPrice = z.strictObject({
  validFrom: Day,
  validUntil: Day.optional(),
  /** `minute` of a recording, `million-characters` of speech, `image` generated. */
  unit: z.enum(['minute', 'million-characters', 'image']),
  price: Micros,
  /** For an image: the sizes that the price applies to; absent if it applies to any. */
  sizes: z
    .array(z.string().regex(/^\d{2,5}x\d{2,5}$/))
    .min(1)
    .optional(),
})
export type UnitPrice = z.infer<typeof UnitPrice>
