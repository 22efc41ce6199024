'use client'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import type { ScorerSettings } from '@/lib/contracts/scorers'

export interface AppScorerFieldsProps {
  scorer: Extract<ScorerSettings, { kind: 'app' }>
  /** The app under test, which cannot score itself. */
  appId: string | null
  onChange: (scorer: ScorerSettings) => void
}

/** The app that scores, and its version, which was fixed when the evaluation was saved. */
export function AppScorerFields({ scorer, appId, onChange }: AppScorerFieldsProps) {
  const query = useContractQuery(listApps, {})
  const apps = (query.data?.apps ?? []).filter(({ id, publishedVersion }) => id !== appId && publishedVersion !== null)
  const published = apps.find(({ id }) => id === scorer.appId)?.publishedVersion ?? null
  const { version } = scorer
  return (
    <div className="flex w-full flex-wrap items-center gap-2">
      <Select
        className="w-full sm:w-72"
        aria-label={t('evaluations.scorerAppSelect')}
        placeholder={t('evaluations.scorerAppSelect')}
        value={scorer.appId || undefined}
        onValueChange={(id) => onChange({ ...scorer, appId: id, version: null })}
        options={apps.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {version ? (
        <span className="text-muted text-xs">{t('evaluations.scorerAppVersion', { number: version.number })}</span>
      ) : null}
      {version && published !== null && published !== version.number ? (
        <Button size="sm" onClick={() => onChange({ ...scorer, version: null })}>
          {t('evaluations.scorerAppUpdate', { number: published })}
        </Button>
      ) : null}
    </div>
  )
}
