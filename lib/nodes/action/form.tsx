'use client'
import type { NodeFormProps } from '@/components/canvas/node-form-props'
import { ActionSettingsForm } from '@/components/node-form/actions/action-settings-form'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'

const HELP = 'When and why a model should use this node as a tool.'

export default function ActionForm({ config, onChange }: NodeFormProps) {
  const texts = manifestTexts('nodes', 'action')
  return (
    <div className="flex flex-col gap-4">
      <ActionSettingsForm value={config} onChange={onChange} />
      <Disclosure label={t('integrations.asTool')}>
        <Field
          label={texts['fields.toolDescription.label'] ?? 'Description for agents'}
          hint={texts['fields.toolDescription.help'] ?? HELP}
        >
          {(control) => (
            <Textarea
              {...control}
              maxLength={1_000}
              value={typeof config.toolDescription === 'string' ? config.toolDescription : ''}
              onChange={(event) => onChange({ ...config, toolDescription: event.target.value })}
            />
          )}
        </Field>
      </Disclosure>
    </div>
  )
}
