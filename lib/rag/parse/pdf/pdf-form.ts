import { z } from 'zod'
import type { TextBuilder } from '../text-builder'

/** A completed form field: label and value. */
export interface FormField {
  name: string
  value: string
}

const Widget = z.object({
  subtype: z.literal('Widget'),
  fieldType: z.enum(['Tx', 'Ch', 'Btn']),
  fieldName: z.string(),
  /** Accessible label. */
  alternativeText: z.string().optional().catch(undefined),
  fieldValue: z.union([z.string(), z.array(z.string())]),
  hidden: z.boolean().optional().catch(undefined),
  password: z.boolean().optional().catch(undefined),
  exportValue: z.string().optional().catch(undefined),
  buttonValue: z.string().optional().catch(undefined),
})

/** A page's text only contains the labels of a form; values are annotations. Unchecked buttons are skipped. */
export function readFields(annotations: readonly unknown[]): FormField[] {
  return annotations.flatMap((annotation) => {
    const { data } = Widget.safeParse(annotation)
    if (!data || data.hidden || data.password) return []
    const value = [data.fieldValue].flat().join(', ').trim()
    const choice = data.exportValue ?? data.buttonValue
    const isUnchecked = data.fieldType === 'Btn' && (value === 'Off' || value !== choice)
    if (!value || isUnchecked) return []
    return [{ name: data.alternativeText?.trim() || nameOf(data.fieldName), value }]
  })
}

export function writeFields(builder: TextBuilder, fields: readonly FormField[]): void {
  for (const { name, value } of fields) builder.block(`${name}: ${value}`)
}

/** Derives `company name` from `form1[0].page[0].company_name[0]`. */
function nameOf(path: string): string {
  const last = path.split('.').at(-1) ?? ''
  return last
    .replace(/\[\d+\]/g, '')
    .replace(/[_-]+/g, ' ')
    .trim()
}
