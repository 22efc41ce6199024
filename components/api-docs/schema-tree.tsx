'use client'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { InlineCode } from './inline-code'
import { type OpenApi, refName, resolveSchema, type Schema } from './open-api'

export interface SchemaTreeProps {
  schema: Schema
  document: OpenApi
  /** Required fields are marked in requests only: responses always have them. */
  isRequest?: boolean
}

/** Lists the fields of a schema. Fields that contain objects can be expanded. */
export function SchemaTree({ schema, document, isRequest = false }: SchemaTreeProps) {
  const node = fieldsOf(schema, document)
  if (!node) return <p className="text-muted text-xs">{typeOf(schema, document)}</p>
  return <Fields node={node} document={document} isRequest={isRequest} />
}

function Fields({ node, document, isRequest }: { node: Schema; document: OpenApi; isRequest: boolean }) {
  return (
    <ul className="divide-y rounded-md border bg-surface text-xs">
      {Object.entries(node.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          field={field}
          document={document}
          isRequest={isRequest}
          isRequired={isRequest && (node.required?.includes(name) ?? false)}
        />
      ))}
    </ul>
  )
}

interface FieldProps {
  name: string
  field: Schema
  document: OpenApi
  isRequest: boolean
  isRequired: boolean
}

function Field({ name, field, document, isRequest, isRequired }: FieldProps) {
  const [isOpen, setIsOpen] = useState(false)
  const inner = fieldsOf(field, document)
  const description = field.description ?? (field.$ref ? resolveSchema(field, document).description : undefined)
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <code className="break-all font-medium font-mono text-ink">{name}</code>
        <span className="text-muted">{typeOf(field, document)}</span>
        {isRequired ? <span className="text-warning">{t('apiDocs.required')}</span> : null}
        {inner ? (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            className="inline-flex items-center gap-0.5 rounded-sm text-accent hover:underline"
          >
            <Icon name="chevron-right" size={12} className={isOpen ? 'rotate-90' : ''} />
            {t('apiDocs.fields', { count: Object.keys(inner.properties ?? {}).length })}
          </button>
        ) : null}
      </div>
      {description ? (
        <p className="mt-0.5 max-w-2xl text-muted leading-4">
          <InlineCode text={description} />
        </p>
      ) : null}
      <Notes field={field} />
      {isOpen && inner ? (
        <div className="mt-2">
          <Fields node={inner} document={document} isRequest={isRequest} />
        </div>
      ) : null}
    </li>
  )
}

function Notes({ field: { default: value, minimum, maximum, maxLength, maxItems } }: { field: Schema }) {
  const isPrintable = (limit: number | undefined): limit is number =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER
  const notes = [
    value === undefined ? null : t('apiDocs.default', { value: JSON.stringify(value) }),
    isPrintable(minimum) ? `≥ ${minimum}` : null,
    isPrintable(maximum) ? `≤ ${maximum}` : null,
    maxLength === undefined ? null : t('apiDocs.maxLength', { count: maxLength }),
    maxItems === undefined ? null : t('apiDocs.maxItems', { count: maxItems }),
  ].filter((note) => note !== null)
  return notes.length === 0 ? null : <p className="mt-0.5 break-words text-faint">{notes.join(' · ')}</p>
}

/**
 * Finds the object whose fields a schema describes: the schema itself, its items, its values or its alternatives.
 * Returns null for a schema without fields.
 */
function fieldsOf(schema: Schema, document: OpenApi): Schema | null {
  const node = resolveSchema(schema, document)
  if (Object.keys(node.properties ?? {}).length > 0) return node
  if (node.items) return fieldsOf(node.items, document)
  if (typeof node.additionalProperties === 'object') return fieldsOf(node.additionalProperties, document)
  const choices = (node.anyOf ?? node.oneOf ?? []).filter((choice) => choice.type !== 'null')
  const objects = choices.flatMap((choice) => fieldsOf(choice, document) ?? [])
  if (objects.length <= 1) return objects[0] ?? null
  // Several alternatives are shown as one object with the fields of all of them.
  return { properties: Object.assign({}, ...objects.map(({ properties }) => properties)), required: [] }
}

const MAX_CHOICES = 8

function typeOf(schema: Schema, document: OpenApi): string {
  if (schema.$ref !== undefined) {
    const target = resolveSchema(schema, document)
    return target.enum ? typeOf(target, document) : refName(schema.$ref)
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => typeOf(choice, document)))].join(' | ')
  if (schema.enum) {
    const shown = schema.enum.slice(0, MAX_CHOICES).map((value) => JSON.stringify(value))
    return `${shown.join(' | ')}${schema.enum.length > MAX_CHOICES ? ' | …' : ''}`
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.prefixItems) return `[${schema.prefixItems.map((item) => typeOf(item, document)).join(', ')}]`
  if (schema.type === 'array') return `${typeOf(schema.items || {}, document)}[]`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}
