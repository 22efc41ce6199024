'use client'
import { useState } from 'react'
import type { z } from 'zod'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { describeFields } from './describe-schema'
import { FieldGroup } from './field-group'

export interface NodeFormProps {
  schema: z.ZodType
  config: JsonObject
  onChange: (config: JsonObject) => void
}

/** The form of a config, made from its zod schema and the hints of lib/graph/field-layout. */
export function NodeForm({ schema, config, onChange }: NodeFormProps) {
  const fields = describeFields(schema)
  const usual = fields.filter((field) => !field.layout.advanced)
  const advanced = fields.filter((field) => field.layout.advanced)
  return (
    <div className="flex flex-col gap-4">
      <FieldGroup fields={usual} value={config} onChange={onChange} path={[]} />
      {advanced.length > 0 ? (
        <Disclosure label={t('canvas.moreSettings')}>
          <FieldGroup fields={advanced} value={config} onChange={onChange} path={[]} />
        </Disclosure>
      ) : null}
    </div>
  )
}

export function Disclosure({ label, children }: { label: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <section>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1 font-medium text-muted text-xs hover:text-ink"
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} size={13} />
        {label}
      </button>
      {open ? <div className="mt-3">{children}</div> : null}
    </section>
  )
}
