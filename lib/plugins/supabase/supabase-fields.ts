import { z } from 'zod'
import type { Json } from '@/lib/core/json'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'

export const tableField = z
  .string()
  .regex(/^[A-Za-z_][\w$]{0,62}$/, 'Enter the name of a table or view.')
  .meta(layout({ label: 'Table', references: true, filledBy: 'author', placeholder: 'orders' }))

const values = z.record(
  z.string().regex(/^[A-Za-z_][\w$]{0,62}$/),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
)

const matchLayout: FieldLayout = {
  label: 'Match',
  input: 'json',
  references: true,
  help: 'An object with columns and the values that they must have, such as {"status": "open"}.',
}

export const matchField = values
  .refine((match) => Object.keys(match).length > 0, 'Give at least one column, so that not every row matches.')
  .meta(layout(matchLayout))

export const optionalMatch = values.optional().meta(layout(matchLayout))

/** PostgREST filters: `status=eq.open`, `deleted_at=is.null`. */
export const filtersOf = (match: z.infer<typeof values> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(match).map(([column, value]) => [column, value === null ? 'is.null' : `eq.${value}`]),
  )

export const Rows = z.array(z.record(z.string(), z.json()))

export const rowsOf = (json: Json) => Rows.parse(json)

export const bucketField = z
  .string()
  .regex(/^[\w!.*'() &$@=;:+,?-]{1,100}$/, 'Enter the name of a bucket.')
  .meta(layout({ label: 'Bucket', references: true, filledBy: 'author' }))

export const pathField = z
  .string()
  .min(1)
  .max(1_000)
  .meta(layout({ label: 'Path', references: true, placeholder: 'reports/2026/november.pdf' }))

/** The database's code is beside its message. */
export const supabaseFailure = { path: '/failed', equals: true, reason: '/code', message: '/message' } as const

export const supabaseErrors = {
  PGRST205: { code: 'TOOL_FAILED', message: 'The table does not exist, or the API does not expose its schema.' },
  PGRST202: { code: 'TOOL_FAILED', message: 'There is no function with this name and these arguments.' },
  42501: { code: 'TOOL_FAILED', message: 'Row-level security or a missing permission does not allow this.' },
  23505: { code: 'TOOL_FAILED', message: 'A row with this unique value exists already.' },
} as const
