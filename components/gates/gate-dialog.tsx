'use client'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { checkGate, GateRules, type GateView, listGates, saveGate } from '@/lib/contracts/gates'
import { MIN_PAIRS } from '@/lib/core/statistics/sample-size'
import { CaseRules } from './fields/case-rules'
import { EvidenceRules } from './fields/evidence-rules'
import { LimitRules } from './fields/limit-rules'
import { MetricRules } from './fields/metric-rules'

export interface GateDialogProps {
  appId: string
  environment: string
  /** Null for a new gate. */
  gate: GateView | null
  evaluations: readonly EvaluationView[]
  onSaved: () => void
  onClose: () => void
}

export function GateDialog({ appId, environment, gate, evaluations, onSaved, onClose }: GateDialogProps) {
  const first = evaluations.find(({ id }) => id === gate?.evaluationId) ?? evaluations[0]
  const form = useContractForm(saveGate, {
    params: { appId, environment },
    initial: { evaluationId: first?.id ?? '', rules: gate?.rules ?? rulesFor(first) },
    invalidates: [listGates, checkGate],
    onSuccess: () => {
      onSaved()
      onClose()
    },
  })
  const evaluation = evaluations.find(({ id }) => id === form.values.evaluationId)
  const rules = GateRules.parse(form.values.rules)
  const set = (change: Partial<GateRules>) => form.set({ rules: { ...rules, ...change } })
  return (
    <FormDialog
      {...form}
      title={t('gates.dialogTitle', { environment })}
      description={t('gates.dialogText')}
      submitLabel={t('gates.save')}
      canSubmit={evaluation !== undefined}
      size="lg"
      onClose={onClose}
    >
      <Field label={t('gates.evaluation')} hint={t('gates.evaluationHint')}>
        {(control) => (
          <Select
            {...control}
            className="max-w-80"
            value={form.values.evaluationId}
            onValueChange={(evaluationId) => {
              const next = evaluations.find(({ id }) => id === evaluationId)
              form.set({ evaluationId, rules: { ...rules, metrics: rulesFor(next).metrics } })
            }}
            options={evaluations.map(({ id, name, exampleCount }) => ({
              value: id,
              label: name,
              description: t('evaluations.caseCount', { count: exampleCount }),
            }))}
          />
        )}
      </Field>
      <MetricRules scorers={evaluation?.scorers ?? []} rules={rules} onChange={set} />
      <CaseRules rules={rules} onChange={set} />
      <div className="border-t pt-4">
        <Disclosure label={t('gates.advanced')} defaultOpen={hasAdvanced(gate)}>
          <div className="flex flex-col gap-4">
            <LimitRules rules={rules} onChange={set} />
            <EvidenceRules rules={rules} onChange={set} />
          </div>
        </Disclosure>
      </div>
    </FormDialog>
  )
}

/** Whether a saved gate limits latency or cost, or requires other evidence than usual. */
function hasAdvanced(gate: GateView | null): boolean {
  if (!gate) return false
  const usual = GateRules.parse({})
  const names = [
    'maxP95Ms',
    'maxP95Percent',
    'maxCostMicros',
    'maxCostPercent',
    'whenInconclusive',
    'minScored',
  ] as const
  return names.some((name) => gate.rules[name] !== usual[name]) || gate.rules.maxAgeDays !== usual.maxAgeDays
}

/** The default rules. With few cases, a comparison with the live version could not decide anything. */
function rulesFor(evaluation: EvaluationView | undefined): GateRules {
  const primary = evaluation?.scorers[0]
  return GateRules.parse({
    metrics: primary ? [{ scorer: primary.id, atLeast: 0.5 }] : [],
    ...((evaluation?.exampleCount ?? 0) < MIN_PAIRS ? { notWorse: null } : {}),
  })
}
