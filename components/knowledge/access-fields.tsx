'use client'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { DocumentAccess } from '@/lib/core/knowledge/document-access'
import { AccessMembers } from './access-members'

const KINDS = ['everyone', 'listed'] as const

/** Form values: everyone, or `listed` with the selected members and one other entry per line of `text`. */
export interface TypedAccess {
  kind: (typeof KINDS)[number]
  memberIds: readonly string[]
  text: string
}

/** A member is stored by id: unlike an email address, users cannot choose it. */
const MEMBER = /^member:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const typedAccess = (access: DocumentAccess): TypedAccess => ({
  kind: access === null ? 'everyone' : 'listed',
  memberIds: (access ?? []).flatMap((entry) => MEMBER.exec(entry)?.[1] ?? []),
  text: (access ?? []).filter((entry) => !MEMBER.test(entry)).join('\n'),
})

export function readAccess({ kind, memberIds, text }: TypedAccess): DocumentAccess {
  if (kind === 'everyone') return null
  const typed = text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  return [...memberIds.map((id) => `member:${id}`), ...typed]
}

/** Who can see a document. */
export function AccessFields({ value, onChange }: { value: TypedAccess; onChange: (value: TypedAccess) => void }) {
  return (
    <>
      <Field label={t('knowledge.accessWho')}>
        {() => (
          <Choice
            values={KINDS}
            labelOf={(kind) => t(kind === 'everyone' ? 'knowledge.accessEveryone' : 'knowledge.accessListed')}
            value={value.kind}
            onSelect={(kind) => onChange({ ...value, kind })}
            label={t('knowledge.accessWho')}
          />
        )}
      </Field>
      {value.kind === 'listed' ? (
        <AccessMembers memberIds={value.memberIds} onChange={(memberIds) => onChange({ ...value, memberIds })} />
      ) : null}
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
