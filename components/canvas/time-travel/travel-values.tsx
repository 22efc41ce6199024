'use client'
import { JsonField } from '@/components/node-form/fields/json-field'
import { isJsonObject } from '@/components/node-form/json-values'
import { TraceError } from '@/components/runs/trace/trace-error'
import { TraceValues } from '@/components/runs/trace/trace-values'
import { Field } from '@/components/ui/field'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { RunState } from '@/lib/engine/state/run-state'
import type { Trial } from './use-trial'

/** The run's inputs, editable for a trial, and its outputs at the current position. */
export function TravelValues({ state, trial }: { state: RunState; trial: Trial }) {
  const canRun = useHasRole('runner')
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto p-4 md:grid-cols-2">
      {canRun ? (
        <Field label={t('runs.inputs')} hint={t('timeTravel.inputsHint')}>
          {(control) => (
            <JsonField
              control={control}
              label={t('runs.inputs')}
              value={trial.inputs}
              onChange={(value) => isJsonObject(value) && trial.setInputs(value)}
            />
          )}
        </Field>
      ) : (
        <TraceValues title={t('runs.inputs')} values={trial.inputs} />
      )}
      <div className="flex min-w-0 flex-col gap-3">
        {state.error ? <TraceError error={state.error} /> : null}
        <TraceValues title={t('runs.outputs')} values={state.outputs ?? {}} />
      </div>
    </div>
  )
}
