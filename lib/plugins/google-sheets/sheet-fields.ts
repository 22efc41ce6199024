import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const sheetsKinds = ['oauth', 'service-account'] as const
export const sheetsScopes = ['https://www.googleapis.com/auth/spreadsheets'] as const

export const spreadsheetField = z
  .string()
  .regex(/^[\w-]{20,80}$/, 'Paste the ID from the address of the spreadsheet, between /d/ and /edit.')
  .meta(
    layout({
      label: 'Spreadsheet ID',
      references: true,
      filledBy: 'author',
      placeholder: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms',
      help: 'The part of its address between /d/ and /edit.',
    }),
  )

export const rangeField = z
  .string()
  .min(1)
  .max(200)
  .meta(layout({ label: 'Range', references: true, placeholder: 'Sheet1!A1:D', help: 'In A1 notation.' }))

/** Rows as lists of cells. */
export const rowsField = z
  .array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))
  .min(1)
  .max(1_000)
  .meta(
    layout({ label: 'Rows', input: 'json', references: true, help: 'A list of rows; each row is a list of cells.' }),
  )

export const cellsField = z
  .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .min(1)
  .max(200)
  .meta(layout({ label: 'Cells', input: 'json', references: true, help: 'The cells of the row, from left to right.' }))
