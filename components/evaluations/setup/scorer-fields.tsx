'use client'
import { scorerName } from '@/components/gates/scorer-name'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { isModelJudge, type ScorerSettings } from '@/lib/contracts/scorers'
import { AppScorerFields } from './app-scorer-fields'
import { JudgeFields } from './judge-fields'
import { ToolScorerFields } from './tool-scorer-fields'

export interface ScorerFieldsProps {
  scorer: ScorerSettings
  /** The app under test. */
  appId?: string
  isPrimary: boolean
  canRemove: boolean
  onChange: (scorer: ScorerSettings) => void
  onRemove: () => void
  onPrimary: () => void
}

/** One scorer with its most important setting. */
export function ScorerFields(props: ScorerFieldsProps) {
  const { scorer, appId = null, isPrimary, canRemove, onChange, onRemove, onPrimary } = props
  const name = scorerName(scorer)
  return (
    <li className="flex flex-wrap items-center gap-2 rounded-md border px-3 py-2">
      <span className="flex min-w-40 flex-1 items-center gap-2 text-sm">
        {name}
        {isPrimary ? <Badge tone="accent">{t('evaluations.primary')}</Badge> : null}
      </span>
      <Setting scorer={scorer} onChange={onChange} />
      {isPrimary ? null : (
        <Button size="sm" aria-label={t('evaluations.makePrimary', { name })} onClick={onPrimary}>
          {t('evaluations.setPrimary')}
        </Button>
      )}
      {canRemove ? (
        <IconButton size="sm" icon="x" label={t('evaluations.removeScorer', { name })} onClick={onRemove} />
      ) : null}
      {isModelJudge(scorer) ? <JudgeFields scorer={scorer} onChange={onChange} /> : null}
      {scorer.kind === 'app' ? <AppScorerFields scorer={scorer} appId={appId} onChange={onChange} /> : null}
      {scorer.kind === 'tools' ? <ToolScorerFields scorer={scorer} onChange={onChange} /> : null}
    </li>
  )
}

function Setting({ scorer, onChange }: Pick<ScorerFieldsProps, 'scorer' | 'onChange'>) {
  if ('passAt' in scorer)
    return (
      <div className="flex items-center gap-2 text-muted text-xs">
        <span aria-hidden>{t('evaluations.passAt')}</span>
        <Input
          aria-label={t('evaluations.passAt')}
          type="number"
          min={0}
          max={100}
          className="w-20"
          value={Math.round(100 * scorer.passAt)}
          onChange={(event) => onChange({ ...scorer, passAt: Math.min(1, Number(event.target.value) / 100) })}
        />
      </div>
    )
  if (scorer.kind === 'regex')
    return (
      <Input
        aria-label={t('evaluations.scorerRegex')}
        className="w-56 font-mono"
        value={scorer.pattern}
        onChange={(event) => onChange({ ...scorer, pattern: event.target.value })}
      />
    )
  if (scorer.kind === 'latency')
    return (
      <div className="flex items-center gap-2 text-muted text-xs">
        <span aria-hidden>{t('evaluations.atMostMs')}</span>
        <Input
          aria-label={t('evaluations.maxTime')}
          type="number"
          min={1}
          className="w-24"
          value={scorer.maxMs}
          onChange={(event) => onChange({ ...scorer, maxMs: Math.max(1, Number(event.target.value)) })}
        />
      </div>
    )
  return null
}
