'use client'
import type { z } from 'zod'
import { Disclosure } from '@/components/ui/disclosure'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { FIELD_GROUPS, type FieldGroupName } from '@/lib/graph/schema/field-layout'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import { describeFields } from './describe-schema'
import { FieldGroup } from './field-group'
import type { FieldSpec } from './field-spec'
import { FormFields } from './form-fields'

export interface NodeFormProps {
  schema: z.ZodType
  /** Texts of the schema's manifest, in the language of the page; without them the schema's own. */
  texts?: ManifestTexts
  config: JsonObject
  onChange: (config: JsonObject) => void
  /** Fields that are not rendered, because their value is set elsewhere. */
  omit?: readonly string[]
}

const NONE: readonly string[] = []

/**
 * The form of a config, made from its zod schema and the hints of lib/graph/schema/field-layout. Fields of several
 * groups get headings.
 */
export function NodeForm({ schema, texts, config, onChange, omit = NONE }: NodeFormProps) {
  const fields = describeFields(schema, texts).filter(({ name }) => !omit.includes(name))
  const usual = fields.filter((field) => !field.layout.advanced)
  const advanced = fields.filter((field) => field.layout.advanced)
  const groups = Map.groupBy(usual, groupOf)
  const common = { value: config, onChange, path: [] }
  return (
    <FormFields>
      <div className="flex flex-col gap-4">
        {groups.size < 2 ? (
          <FieldGroup fields={usual} {...common} />
        ) : (
          [...FIELD_GROUPS, null].map((group) => {
            const found = groups.get(group)
            return found ? (
              <section key={group} className="flex flex-col gap-3 border-b pb-5">
                <GroupHeading group={group} first={found[0]?.label} />
                <FieldGroup fields={found} {...common} />
              </section>
            ) : null
          })
        )}
        {advanced.length > 0 ? (
          <Disclosure label={t('canvas.moreSettings')}>
            <FieldGroup fields={advanced} {...common} />
          </Disclosure>
        ) : null}
      </div>
    </FormFields>
  )
}

/** A group that begins with a field of the same name needs no heading. */
function GroupHeading({ group, first }: { group: FieldGroupName | null; first: string | undefined }) {
  const heading = t(group ? `canvas.fields-${group}` : 'canvas.fields-other')
  return heading === first ? null : <h3 className="font-semibold text-sm">{heading}</h3>
}

const GROUP_OF_INPUT: Readonly<Record<string, FieldGroupName>> = {
  model: 'model',
  'trained-model': 'model',
  prompt: 'prompt',
  'knowledge-base': 'context',
}

function groupOf({ layout }: FieldSpec): FieldGroupName | null {
  return layout.group ?? GROUP_OF_INPUT[layout.input ?? ''] ?? null
}
