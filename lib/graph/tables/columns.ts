import { z } from 'zod'

export const COLUMN_TYPES = ['text', 'number', 'boolean', 'date', 'choice', 'json'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

export const TableColumn = z.strictObject({
  /** The name by which graphs and rows refer to it. It never changes. */
  id: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: z.string().trim().min(1).max(60),
  type: z.enum(COLUMN_TYPES),
  required: z.boolean().default(false),
  /** Whether no two rows may have the same value. */
  unique: z.boolean().default(false),
  /** Whether it contains personal data. */
  personal: z.boolean().default(false),
  /** Options of a choice. */
  options: z.array(z.string().min(1).max(100)).max(100).default([]),
})
export type TableColumn = z.infer<typeof TableColumn>

export const TABLE_LIMITS = {
  tables: 100,
  columns: 50,
  rows: 100_000,
  rowBytes: 65_536,
  /** Rows that a step reads or inserts at once. */
  rowsPerStep: 1_000,
} as const
