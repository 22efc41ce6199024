'use client'
import { useState } from 'react'
import { ModelPicker } from '@/components/node-form/fields/model-picker'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import type { ModelChoice } from '@/lib/contracts/routes'
import { REPLAY_RUNS, replayUsage } from '@/lib/contracts/usage'
import { ReplayResult } from './replay-result'

const COUNTS = REPLAY_RUNS.map(String)
/** Routes, the built-in model and trained models have no price or speed of their own. */
const NO_CONNECTION = new Set(['builtin', 'route', 'trained'])

/** Compares the latest runs of an app with an estimate for another model. */
export function ReplayPanel() {
  const apps = useContractQuery(listApps)
  const [appId, setAppId] = useState('')
  const [model, setModel] = useState<ModelChoice | null>(null)
  const [count, setCount] = useState('200')
  return (
    <section className="flex flex-col gap-5">
      <p className="max-w-xl text-muted text-sm">{t('replay.hint')}</p>
      <div className="grid gap-3 sm:grid-cols-[1fr_1fr_9rem]">
        <Field label={t('replay.app')}>
          {(control) => (
            <Select
              {...control}
              value={appId}
              onValueChange={setAppId}
              options={(apps.data?.apps ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={t('replay.chooseApp')}
            />
          )}
        </Field>
        <Field label={t('replay.model')}>
          {(control) => (
            <ModelPicker
              control={control}
              label={t('replay.model')}
              value={model}
              onSelect={setModel}
              placeholder={t('replay.chooseModel')}
              isOffered={({ connection }) => !NO_CONNECTION.has(connection)}
            />
          )}
        </Field>
        <Field label={t('replay.runs')}>
          {() => (
            <Choice
              values={COUNTS}
              labelOf={(value) => t('replay.runsCount', { count: Number(value) })}
              value={count}
              onSelect={setCount}
              label={t('replay.runs')}
            />
          )}
        </Field>
      </div>
      {apps.error ? <ErrorPanel error={apps.error} onRetry={() => void apps.refetch()} /> : null}
      {apps.error ? null : appId === '' || model === null ? (
        <EmptyState icon="scale" title={t('replay.startTitle')} text={t('replay.startText')} />
      ) : (
        <Answer appId={appId} model={model} runs={Number(count)} />
      )}
    </section>
  )
}

function Answer({ appId, model, runs }: { appId: string; model: ModelChoice; runs: number }) {
  const replay = useContractQuery(replayUsage, { query: { appId, ...model, runs }, keepPrevious: true })
  if (replay.error) return <ErrorPanel error={replay.error} onRetry={() => void replay.refetch()} />
  if (!replay.data) return <SkeletonRows count={4} />
  if (replay.data.runs === 0)
    return <EmptyState icon="scale" title={t('replay.noRunsTitle')} text={t('replay.noRunsText')} />
  return <ReplayResult report={replay.data} model={model.model} />
}
