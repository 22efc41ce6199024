import { z } from 'zod'

const Count = z.number().int().min(0)

/** Something about the data that a person should know before training. An `error` stops it. */
export const ValidationIssue = z.strictObject({
  level: z.enum(['error', 'warning']),
  code: z.enum([
    'format',
    'roles',
    'too-few',
    'too-many',
    'too-long',
    'duplicates',
    'contradictions',
    'leaks',
    'personal',
    'classes',
    'small-classes',
    'language',
    'no-test',
    'closing',
    'settings',
  ]),
  message: z.string(),
  count: Count,
  /** The first of them, counted from 1 in the order of the data set's version. */
  lines: z.array(z.number().int()),
})
export type ValidationIssue = z.infer<typeof ValidationIssue>

/** What was found before a cent was spent. */
export const ValidationReport = z.strictObject({
  examples: z.strictObject({ train: Count, validation: Count, test: Count }),
  issues: z.array(ValidationIssue),
  /** Of a classifier, largest first. */
  classes: z.array(z.strictObject({ name: z.string(), train: Count, test: Count })),
  /** Of fine-tuning. */
  tokens: z
    .strictObject({
      /** Of the training examples, once. */
      total: Count,
      median: Count,
      longest: Count,
      /** What one example may have; null: not known. */
      limit: Count.nullable(),
    })
    .nullable(),
  cost: z
    .strictObject({
      epochs: z.number().int(),
      /** Whether the service chooses, so that the number of epochs is a guess. */
      isEstimated: z.boolean(),
      billedTokens: Count,
      /** Null: no price is known. */
      micros: Count.nullable(),
      microsPerMillionTokens: Count.nullable(),
      /** Whether a person named the price; else it is the service's list price. */
      isOwnPrice: z.boolean().default(false),
    })
    .nullable(),
})
export type ValidationReport = z.infer<typeof ValidationReport>

export const hasErrors = ({ issues }: ValidationReport): boolean => issues.some(({ level }) => level === 'error')
