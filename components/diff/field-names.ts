import type { z } from 'zod'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import type { ChangedField } from '@/lib/graph/diff/diff'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { partSchemas } from '@/lib/graph/schema/schema-parts'
import { manifestOf } from '@/lib/nodes/manifests.gen'

const FIELDS = {
  type: 'releases.fieldType',
  version: 'releases.fieldVersion',
  label: 'releases.fieldLabel',
  parent: 'releases.fieldParent',
  disabled: 'releases.fieldDisabled',
  pinned: 'releases.fieldPinned',
  policy: 'releases.fieldPolicy',
  sources: 'releases.fieldSources',
} as const satisfies Record<Exclude<ChangedField, 'config'>, string>

/** Changes of a node other than its settings, in words. */
export function fieldName(field: Exclude<ChangedField, 'config'>): string {
  return t(FIELDS[field])
}

/** A setting by the titles of its form: `Messages · 2 · Text`. List items count from 1. */
export function settingName(type: string, path: readonly string[]): string {
  let schemas: z.ZodType[] = [manifestOf(type)?.config ?? []].flat()
  const texts = manifestTexts('nodes', type)
  const names = path.map((key, index) => {
    schemas = schemas.flatMap((schema) => partSchemas(schema, key))
    if (/^\d+$/.test(key)) return String(Number(key) + 1)
    const label = schemas.flatMap((schema) => fieldLayout(schema).label ?? [])[0]
    const place = path.slice(0, index + 1).map((part) => (/^\d+$/.test(part) ? 'item' : part))
    return texts[`fields.${place.join('.')}.label`] ?? label ?? spaced(key)
  })
  return names.join(' · ')
}

/** `maxSteps` becomes “Max steps”. */
function spaced(key: string): string {
  const text = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A node field, or `config.text` for a setting, from a summary's list. */
export function summaryFieldName(type: string, field: string): string {
  const setting = /^config\.(.*)$/.exec(field)
  if (setting) return settingName(type, [setting[1] ?? ''])
  return Object.hasOwn(FIELDS, field) ? t(FIELDS[field as keyof typeof FIELDS]) : field
}
