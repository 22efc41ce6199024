import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const collectionField = () =>
  z
    .string()
    .min(1)
    .max(250)
    .meta(layout({ label: 'Collection', placeholder: 'orders', filledBy: 'author' }))

const EXTENDED_JSON = 'Write ids as {"$oid": "…"} and dates as {"$date": "2026-11-30T00:00:00Z"}.'

/** Only an author writes it, since an object from elsewhere could contain operators. */
export const filterField = () =>
  z
    .record(z.string(), z.json())
    .default({})
    .meta(
      layout({
        label: 'Filter',
        input: 'json',
        references: true,
        operators: true,
        filledBy: 'author',
        help: EXTENDED_JSON,
      }),
    )

export const documentLimitField = () =>
  z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1_000)
    .meta(layout({ label: 'Maximum documents', input: 'number', advanced: true, filledBy: 'author' }))

export const documentsOutput = () => z.array(z.record(z.string(), z.json())).meta(layout({ label: 'Documents' }))
export const isCutOutput = () => z.boolean().meta(layout({ label: 'More documents exist' }))
export const affectedOutput = (label: string) => z.number().meta(layout({ label }))
export const idsOutput = () => z.array(z.string()).meta(layout({ label: 'IDs of new documents' }))
