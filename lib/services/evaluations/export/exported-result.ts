import type { AnswerView, ExperimentView, VariantSummary } from '@/lib/contracts/experiments'

export interface ExportedResult {
  /** Of the evaluation. */
  name: string
  experiment: ExperimentView
  summaries: readonly VariantSummary[]
}

export function variantTitle({ variants }: ExperimentView, index: number): string {
  const variant = variants[index]
  if (!variant || variant.versionNumber === null) return index === variants.length - 1 ? 'Draft' : `Draft ${index + 1}`
  const version = `Version ${variant.versionNumber}`
  return variant.environment === null ? version : `${version} (${variant.environment})`
}

/** Why an answer does not pass the primary scorer, or null if it does or has no verdict. */
export function failureOf({ scores: [primary], error }: AnswerView): string | null {
  if (primary?.passed !== false) return null
  return error ?? primary.reason
}

/** Characters that XML 1.0 does not allow are dropped. */
export const escapeMarkup = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
