'use client'
import type { z } from 'zod'
import { Disclosure } from '@/components/ui/disclosure'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import { describeFields } from './describe-schema'
import { FieldGroup } from './field-group'
import { FieldRendererContext } from './field-renderer'
import { FormField } from './form-field'

export interface NodeFormProps {
  schema: z.ZodType
  /** Of the schema's manifest, in the language of the page; without them the schema's own. */
  texts?: ManifestTexts
  config: JsonObject
  onChange: (config: JsonObject) => void
}

/** The form of a config, made from its zod schema and the hints of lib/graph/schema/field-layout. */
export function NodeForm({ schema, texts, config, onChange }: NodeFormProps) {
  const fields = describeFields(schema, texts)
  const usual = fields.filter((field) => !field.layout.advanced)
  const advanced = fields.filter((field) => field.layout.advanced)
  return (
    <FieldRendererContext value={FormField}>
      <div className="flex flex-col gap-4">
        <FieldGroup fields={usual} value={config} onChange={onChange} path={[]} />
        {advanced.length > 0 ? (
          <Disclosure label={t('canvas.moreSettings')}>
            <FieldGroup fields={advanced} value={config} onChange={onChange} path={[]} />
          </Disclosure>
        ) : null}
      </div>
    </FieldRendererContext>
  )
}
