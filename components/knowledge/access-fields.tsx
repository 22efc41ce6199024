'use client'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { DocumentAccess } from '@/lib/core/document-access'

const KINDS = ['everyone', 'listed'] as const

/** What is typed: `listed` with one entry a line, or everyone. */
export interface TypedAccess {
  kind: (typeof KINDS)[number]
  text: string
}

export const typedAccess = (access: DocumentAccess): TypedAccess => ({
  kind: access === null ? 'everyone' : 'listed',
  text: (access ?? []).join('\n'),
})

export function readAccess({ kind, text }: TypedAccess): DocumentAccess {
  if (kind === 'everyone') return null
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** Who may see documents. */
export function AccessFields({ value, onChange }: { value: TypedAccess; onChange: (value: TypedAccess) => void }) {
  return (
    <>
      <Field label={t('knowledge.accessWho')}>
        {() => (
          <Choice
            values={KINDS}
            labelOf={(kind) => t(kind === 'everyone' ? 'knowledge.accessEveryone' : 'knowledge.accessListed')}
            value={value.kind}
            onChoose={(kind) => onChange({ ...value, kind })}
            label={t('knowledge.accessWho')}
          />
        )}
      </Field>
      {value.kind === 'listed' ? (
        <Field label={t('knowledge.accessEntries')} hint={t('knowledge.accessEntriesHint')}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              value={value.text}
              onChange={(event) => onChange({ ...value, text: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </>
  )
}
