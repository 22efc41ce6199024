import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { idField } from '../shared/fields'

export const excelKinds = ['oauth'] as const
export const excelScopes = ['Files.ReadWrite'] as const

export const workbookField = z
  .string()
  .regex(/^[A-Za-z0-9!_.-]{5,200}$/, 'Enter the ID of a workbook; “Find workbooks” shows it.')
  .meta(layout({ label: 'Workbook ID', references: true, filledBy: 'author' }))

export const sheetField = idField({ label: 'Sheet', filledBy: 'author', placeholder: 'Sheet1' })

export const rangePattern = /^[A-Z]{1,3}\d{0,7}(?::[A-Z]{1,3}\d{0,7})?$/

/** Rows as lists of cells. */
export const rowsField = z
  .array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))
  .min(1)
  .max(1_000)
  .meta(
    layout({ label: 'Rows', input: 'json', references: true, help: 'A list of rows; each row is a list of cells.' }),
  )

/** In OData, an apostrophe in a string is doubled. */
export const quoted = (text: string) => `'${encodeURIComponent(text.replaceAll("'", "''"))}'`

export const sheetPath = (workbook: string, sheet: string) =>
  `/v1.0/me/drive/items/${encodeURIComponent(workbook)}/workbook/worksheets(${quoted(sheet)})`

export const Range = z.object({
  address: z.string(),
  values: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
})
