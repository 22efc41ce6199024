import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export function statementField(help: string) {
  return z
    .string()
    .min(1)
    .max(50_000)
    .meta(layout({ label: 'Statement', input: 'textarea', references: true, filledBy: 'author', help }))
}

export function tableField() {
  return z
    .string()
    .min(1)
    .max(130)
    .meta(layout({ label: 'Table', placeholder: 'orders', filledBy: 'author', references: true }))
}

export function rowLimitField() {
  return z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1_000)
    .meta(layout({ label: 'Maximum rows', input: 'number', advanced: true, filledBy: 'author' }))
}

export function timeoutField() {
  return z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(10)
    .meta(layout({ label: 'Time limit', input: 'number', unit: 's', advanced: true, filledBy: 'author' }))
}

export const rowsOutput = () => z.array(z.record(z.string(), z.json())).meta(layout({ label: 'Rows' }))
export const affectedOutput = () => z.number().meta(layout({ label: 'Changed rows' }))
