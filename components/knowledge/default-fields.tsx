'use client'
import { Field } from '@/components/ui/field'
import { TypedInput } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { readMetadata } from '@/lib/contracts/knowledge-metadata'
import type { DocumentAccess } from '@/lib/core/knowledge/document-access'
import type { DocumentMetadata, MetadataField } from '@/lib/core/knowledge/document-metadata'
import { AccessFields, readAccess, type TypedAccess, typedAccess } from './access-fields'

/** Form values of the defaults for new documents. */
export interface TypedDefaults {
  access: TypedAccess
  /** Texts by field; a field without a default has an empty one. */
  values: Readonly<Record<string, string>>
}

export const NO_DEFAULTS: TypedDefaults = { access: typedAccess(null), values: {} }

export function typedDefaults(defaults: { access: DocumentAccess; metadata: DocumentMetadata }): TypedDefaults {
  const values = Object.entries(defaults.metadata).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value),
  ])
  return { access: typedAccess(defaults.access), values: Object.fromEntries(values) }
}

/** The values are sent as typed: the server parses them by field type and reports errors. */
export function readDefaults({ access, values }: TypedDefaults): {
  access: DocumentAccess
  metadata: DocumentMetadata
} {
  const filled = Object.entries(values).filter(([, text]) => text.trim() !== '')
  return { access: readAccess(access), metadata: Object.fromEntries(filled) }
}

export interface DefaultFieldsProps {
  knowledgeBaseId: string
  value: TypedDefaults
  onChange: (value: TypedDefaults) => void
}

/** Access and metadata of future documents. */
export function DefaultFields({ knowledgeBaseId, value, onChange }: DefaultFieldsProps) {
  const metadata = useContractQuery(readMetadata, { params: { knowledgeBaseId } })
  return (
    <>
      <AccessFields value={value.access} onChange={(access) => onChange({ ...value, access })} />
      {metadata.data?.fields.length === 0 ? (
        <p className="text-muted text-xs">{t('knowledge.newFileNoFields')}</p>
      ) : null}
      {metadata.data?.fields.map(({ field }) => (
        <Field key={field.name} label={field.name} hint={field.description || undefined}>
          {(control) => (
            <TypedInput
              control={control}
              {...inputOf(field)}
              value={value.values[field.name] ?? ''}
              onChange={(text) => onChange({ ...value, values: { ...value.values, [field.name]: text } })}
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** A boolean is a choice, because a switch could not express “no default”. */
function inputOf({ type, options }: MetadataField) {
  if (type === 'boolean') return { type: 'choice' as const, options: ['true', 'false'] }
  if (type === 'text' && options.length > 0) return { type: 'choice' as const, options }
  return { type: type === 'number' ? ('number' as const) : ('line' as const) }
}
