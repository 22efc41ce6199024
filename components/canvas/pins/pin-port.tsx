'use client'
import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import { nameOfKind } from '@/lib/graph/connections/compatible'
import type { Port } from '@/lib/graph/ports'
import { isPlainText, type PinDraft } from './pin-draft'

export interface PinPortProps {
  port: Port
  draft: PinDraft
  problem: string | undefined
  onChange: (draft: PinDraft) => void
}

export function PinPort({ port, draft, problem, onChange }: PinPortProps) {
  return (
    <Field
      label={port.label}
      error={problem || undefined}
      hint={draft.isProvided ? undefined : t('canvasRuns.pinNothing')}
      aside={
        <span className="flex items-center gap-2">
          {localizeText(nameOfKind(port.kind))}
          <Switch
            aria-label={`${t('canvasRuns.pinGives')}: ${port.label}`}
            checked={draft.isProvided}
            onCheckedChange={(isProvided) => onChange({ ...draft, isProvided })}
          />
        </span>
      }
    >
      {(control) =>
        draft.isProvided ? (
          <Textarea
            {...control}
            rows={isPlainText(port) ? 3 : 6}
            spellCheck={isPlainText(port)}
            value={draft.text}
            onChange={(event) => onChange({ ...draft, text: event.target.value })}
            {...(isPlainText(port) ? {} : { className: 'font-mono text-xs leading-5' })}
          />
        ) : null
      }
    </Field>
  )
}
