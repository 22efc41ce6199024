'use client'
import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { ScorerSettings } from '@/lib/contracts/scorers'

type ToolScorer = Extract<ScorerSettings, { kind: 'tools' }>

const MATCHES = {
  ordered: 'evaluations.toolMatchOrdered',
  strict: 'evaluations.toolMatchStrict',
  unordered: 'evaluations.toolMatchUnordered',
  superset: 'evaluations.toolMatchSuperset',
  subset: 'evaluations.toolMatchSubset',
} as const satisfies Record<ToolScorer['match'], MessageKey>
const NAMES = Object.keys(MATCHES) as ToolScorer['match'][]

export interface ToolScorerFieldsProps {
  scorer: ToolScorer
  onChange: (scorer: ScorerSettings) => void
}

/** How the tool calls are compared, and which tools are forbidden. */
export function ToolScorerFields({ scorer, onChange }: ToolScorerFieldsProps) {
  const [forbidden, setForbidden] = useState(scorer.forbidden.join(', '))
  return (
    <div className="flex w-full flex-wrap items-center gap-2">
      <Select
        className="w-full sm:w-64"
        aria-label={t('evaluations.toolMatch')}
        value={scorer.match}
        onValueChange={(value) => {
          const match = NAMES.find((name) => name === value)
          if (match) onChange({ ...scorer, match })
        }}
        options={NAMES.map((name) => ({ value: name, label: t(MATCHES[name]) }))}
      />
      <Input
        className="w-full sm:w-72"
        aria-label={t('evaluations.toolsForbidden')}
        placeholder={t('evaluations.toolsForbidden')}
        value={forbidden}
        onChange={(event) => {
          const text = event.target.value
          const names = text.split(',').map((name) => name.trim())
          setForbidden(text)
          onChange({ ...scorer, forbidden: [...new Set(names.filter((name) => name !== ''))].slice(0, 50) })
        }}
      />
    </div>
  )
}
