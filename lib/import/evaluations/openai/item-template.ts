import { caseText } from '@/lib/contracts/example-data'
import type { JsonObject } from '@/lib/core/json'

const WHOLE = /^\s*\{\{\s*item\.([\w-]+)\s*\}\}\s*$/
const EACH = /\{\{\s*item\.([\w-]+)\s*\}\}/g

/** The field of the item if the template is nothing but that field. */
export const fieldOf = (template: string): string | null => WHOLE.exec(template)?.[1] ?? null

/** The template with the values of the item; null if it also reads something else. */
export function fillTemplate(template: string, item: JsonObject): string | null {
  const filled = template.replace(EACH, (_, name: string) =>
    Object.hasOwn(item, name) ? caseText(item[name] ?? '') : '',
  )
  return filled.includes('{{') ? null : filled
}
