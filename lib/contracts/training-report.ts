import { z } from 'zod'
import { ProblemKey } from './problem'

const Count = z.number().int().min(0)

/** A finding about the data to review before training. An `error` prevents it. */
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
  ...ProblemKey,
  count: Count,
  /** The first affected lines, from 1, in the order of the data set's version. */
  lines: z.array(z.number().int()),
})
export type ValidationIssue = z.infer<typeof ValidationIssue>

/** Checks before any cost. */
export const ValidationReport = z.strictObject({
  examples: z.strictObject({ train: Count, validation: Count, test: Count }),
  issues: z.array(ValidationIssue),
  /** For a classifier, largest first. */
  classes: z.array(z.strictObject({ name: z.string(), train: Count, test: Count })),
  /** For fine-tuning. */
  tokens: z
    .strictObject({
      /** Number of tokens of the training examples, counted once. */
      total: Count,
      median: Count,
      longest: Count,
      /** The limit per example; null if unknown. */
      limit: Count.nullable(),
    })
    .nullable(),
  cost: z
    .strictObject({
      epochs: z.number().int(),
      /** Whether the number of epochs is an estimate, because the service decides on it. */
      isEstimated: z.boolean(),
      billedTokens: Count,
      /** Null if no price is known. */
      micros: Count.nullable(),
      microsPerMillionTokens: Count.nullable(),
      /** Whether a person entered the price; otherwise it is the service's list price. */
      isOwnPrice: z.boolean().default(false),
    })
    .nullable(),
})
export type ValidationReport = z.infer<typeof ValidationReport>

export const hasErrors = ({ issues }: ValidationReport): boolean => issues.some(({ level }) => level === 'error')
